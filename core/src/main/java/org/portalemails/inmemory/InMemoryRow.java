package org.portalemails.inmemory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;
import org.portalemails.email.MailId;
import org.portalemails.email.MailOrigin;
import org.portalemails.email.PersonName;
import org.portalemails.email.PlannedMail;
import org.portalemails.event.EventId;
import org.portalemails.limit.Quota;
import org.portalemails.notification.NotificationType;
import org.portalemails.outbox.AttemptFacts;
import org.portalemails.outbox.AttemptRecord;
import org.portalemails.outbox.EntryReason;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.OutboxEntry;
import org.portalemails.outbox.OutboxQuery;
import org.portalemails.outbox.spi.ClaimRequest;
import org.portalemails.outbox.spi.ClaimedMail;
import org.portalemails.outbox.spi.Disposition;
import org.portalemails.outbox.spi.PayloadCodec;
import org.portalemails.outbox.spi.StoredPayload;

/** One entry of the outbox in memory: what a row is in a database. Guarded by the outbox that holds it. */
final class InMemoryRow {
    static final int LANE_SECURITY = 0;
    static final int LANE_ORDINARY = 1;
    static final int LANE_ALONE = 2;

    final MailId id;
    final EventId eventId;
    final NotificationType type;
    final CustomerGroupId group;
    final CompanyId company;
    /** By which it leaves; of no meaning for what is not sent. */
    final String route;

    final Instant createdAt;
    final long sequence;
    final @Nullable Instant expiresAt;
    final @Nullable String supersedes;
    /** What is still to be counted. */
    List<Quota> quotas = List.of();

    final List<AttemptRecord> attempts = new ArrayList<>();
    Instant queuedAt;

    @Nullable
    String recipient;

    /** By what its recipient is found by name. */
    @Nullable
    String person;

    @Nullable
    MailOrigin origin;

    @Nullable
    MailId resendOf;

    boolean test;

    /** Until when the words of a sent mail are kept. */
    @Nullable
    Instant keptUntil;

    EntryState state = EntryState.QUEUED;

    @Nullable
    String reason;

    @Nullable
    Instant dueAt;

    @Nullable
    Instant finishedAt;

    @Nullable
    String claimedBy;

    /** The transport that may have taken it already. */
    @Nullable
    String boundTo;

    @Nullable
    StoredPayload payload;

    long fence;
    /** At which fence a bounce was recorded. */
    long bouncedAtFence = -1;

    /** Which probe it was last; 0: none yet. */
    long probedAt;

    int attemptCount;
    int losses;
    int possibleDuplicates;

    private InMemoryRow(
            PlannedMail entry, Instant now, long sequence, @Nullable Instant expiresAt, @Nullable String supersedes) {
        this.id = entry.id();
        this.eventId = entry.eventId();
        this.type = entry.type();
        this.group = entry.group();
        this.company = entry.company();
        this.route = entry.route();
        this.createdAt = now;
        this.queuedAt = now;
        this.sequence = sequence;
        this.expiresAt = expiresAt;
        this.supersedes = supersedes;
    }

    static InMemoryRow of(PlannedMail entry, PayloadCodec codec, Instant now, long sequence) {
        if (entry instanceof PlannedMail.Send send) {
            InMemoryRow row = new InMemoryRow(entry, now, sequence, send.mail().expiresAt(), send.supersedes());
            row.recipient = send.mail().to().address().mailboxKey();
            row.person = send.person();
            row.origin = send.origin();
            row.resendOf = send.resendOf();
            row.test = send.kind() == PlannedMail.Send.Kind.TEST;
            row.payload = codec.encode(send.mail());
            row.quotas = send.quotas();
            row.dueAt = now;
            return row;
        }
        PlannedMail.Skip skipped = (PlannedMail.Skip) entry;
        InMemoryRow row = new InMemoryRow(entry, now, sequence, null, null);
        row.recipient = skipped.recipient();
        row.person = skipped.person();
        row.end(EntryState.SKIPPED, skipped.reason().code(), now);
        return row;
    }

    OutboxQuery.Place place() {
        return new OutboxQuery.Place(createdAt, id);
    }

    boolean isDue(Instant now) {
        return (state == EntryState.QUEUED || state == EntryState.SENDING) && dueAt != null && !dueAt.isAfter(now);
    }

    boolean isClaimedAs(ClaimedMail claim) {
        return state == EntryState.SENDING && fence == claim.fence();
    }

    boolean isFinishedBefore(Instant moment) {
        return state.isFinal() && finishedAt != null && finishedAt.isBefore(moment);
    }

    /** Mails with a secret first; one whose dispatchers keep dying last. */
    int lane(int aloneAfterLosses) {
        int lossesWithThisOne = losses + (state == EntryState.SENDING ? 1 : 0);
        if (lossesWithThisOne >= aloneAfterLosses) {
            return LANE_ALONE;
        }
        return expiresAt == null ? LANE_ORDINARY : LANE_SECURITY;
    }

    boolean matches(OutboxQuery query) {
        return (query.states().isEmpty() || query.states().contains(state))
                && (query.group() == null || query.group().equals(group))
                && (query.company() == null || query.company().equals(company))
                && (query.recipient() == null || query.recipient().mailboxKey().equals(recipient))
                && (query.person() == null || PersonName.matches(person, query.person()))
                && (query.type() == null || query.type() == type)
                && (query.reason() == null || query.reason().equals(reason))
                && (query.route() == null || query.route().equals(route))
                && (query.announcedFrom() == null || !createdAt.isBefore(query.announcedFrom()))
                && (query.announcedBefore() == null || createdAt.isBefore(query.announcedBefore()))
                && (query.behind() == null || place().compareTo(query.behind()) > 0);
    }

    /** Taken for sending; whoever held it before has lost it. */
    ClaimedMail claim(ClaimRequest request, Instant now, Set<ClaimedMail.Flag> flags) {
        if (state == EntryState.SENDING) {
            losses++;
            possibleDuplicates++;
            attempts.add(new AttemptRecord(
                    attemptCount,
                    now,
                    false,
                    new AttemptFacts(
                            Objects.requireNonNull(claimedBy), AttemptFacts.LOST, null, 0, null, null, Duration.ZERO)));
        }
        state = EntryState.SENDING;
        fence++;
        attemptCount++;
        dueAt = now.plus(request.lease());
        claimedBy = request.node();
        return new ClaimedMail(
                id,
                fence,
                type.code(),
                group,
                company,
                route,
                boundTo,
                recipient,
                attemptCount,
                losses,
                queuedAt,
                now,
                expiresAt,
                flags,
                Objects.requireNonNull(payload));
    }

    /**
     * The small repairs.
     *
     * @return whether anything was changed
     */
    boolean sweep(boolean held, Instant now) {
        boolean ended = expiresAt != null && !expiresAt.isAfter(now);
        if (ended && (state == EntryState.QUEUED || state == EntryState.WAITING)) {
            end(EntryReason.SECRET_ENDED, now);
        } else if (payload != null
                && (ended && state == EntryState.DEAD || keptUntil != null && !keptUntil.isAfter(now))) {
            payload = null;
            keptUntil = null;
        } else if (state == EntryState.WAITING && !held) {
            offHold(now);
        } else {
            return false;
        }
        return true;
    }

    /** Once more, with all its attempts. */
    void requeue(Instant now) {
        attemptCount = 0;
        losses = 0;
        boundTo = null;
        queuedAt = now;
        queue(now);
    }

    /** Off hold: the time until now does not count as age. */
    void offHold(Instant now) {
        queuedAt = now;
        if (state == EntryState.WAITING) {
            queue(now);
        }
    }

    void queue(Instant due) {
        state = EntryState.QUEUED;
        reason = null;
        dueAt = due;
        finishedAt = null;
        claimedBy = null;
    }

    void end(EntryReason why, Instant now) {
        end(why.state(), why.code(), now);
    }

    void end(EntryState end, @Nullable String why, Instant now) {
        state = end;
        reason = why;
        dueAt = null;
        finishedAt = now;
        claimedBy = null;
        if (end.isFinal()) {
            payload = null;
        }
    }

    void settle(Disposition disposition, Instant now) {
        if (disposition instanceof Disposition.Sent sent) {
            end(EntryState.SENT, null, now);
            payload = sent.copy();
            keptUntil = payload == null ? null : now.plus(sent.keptFor());
        } else if (disposition instanceof Disposition.End ended) {
            end(ended.reason(), now);
        } else if (disposition instanceof Disposition.Again again) {
            queue(now.plus(again.after()));
            boundTo = again.boundTo() == null ? boundTo : again.boundTo();
            reason = again.reason().code();
            attemptCount -= again.spent() ? 0 : 1;
            possibleDuplicates += again.maybeDelivered() ? 1 : 0;
        } else if (disposition instanceof Disposition.Wait wait) {
            queue(now);
            state = EntryState.WAITING;
            reason = wait.reason().code();
            dueAt = null;
            attemptCount--;
        }
    }

    void erase(Instant now) {
        if (!state.isFinal()) {
            end(EntryReason.ERASED, now);
        }
        recipient = null;
        person = null;
        payload = null;
        keptUntil = null;
        attempts.replaceAll(attempt ->
                new AttemptRecord(attempt.number(), attempt.endedAt(), attempt.late(), withoutText(attempt.facts())));
    }

    private static AttemptFacts withoutText(AttemptFacts facts) {
        return new AttemptFacts(
                facts.node(),
                facts.outcome(),
                facts.phase(),
                facts.replyCode(),
                facts.enhancedCode(),
                null,
                facts.duration(),
                facts.transport());
    }

    OutboxEntry toEntry() {
        return new OutboxEntry(
                id,
                eventId,
                type.code(),
                group,
                recipient,
                state,
                reason,
                createdAt,
                dueAt,
                expiresAt,
                finishedAt,
                attemptCount,
                possibleDuplicates,
                claimedBy,
                payload != null,
                company,
                route,
                origin,
                test,
                resendOf);
    }
}
