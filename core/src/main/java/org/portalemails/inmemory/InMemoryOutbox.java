package org.portalemails.inmemory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.portalemails.CustomerGroupId;
import org.portalemails.address.EmailAddress;
import org.portalemails.email.MailId;
import org.portalemails.email.PlannedMail;
import org.portalemails.event.EventId;
import org.portalemails.limit.LimitKey;
import org.portalemails.limit.Quota;
import org.portalemails.notification.NotificationType;
import org.portalemails.outbox.AttemptFacts;
import org.portalemails.outbox.AttemptRecord;
import org.portalemails.outbox.EntryReason;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.Hold;
import org.portalemails.outbox.HoldScope;
import org.portalemails.outbox.OutboxAdministration;
import org.portalemails.outbox.OutboxCounts;
import org.portalemails.outbox.OutboxEntry;
import org.portalemails.outbox.OutboxQuery;
import org.portalemails.outbox.PayloadSealer;
import org.portalemails.outbox.SuppressionList;
import org.portalemails.outbox.spi.AppendResult;
import org.portalemails.outbox.spi.ClaimRequest;
import org.portalemails.outbox.spi.ClaimedMail;
import org.portalemails.outbox.spi.ClaimedMail.Flag;
import org.portalemails.outbox.spi.Outbox;
import org.portalemails.outbox.spi.OutboxQueue;
import org.portalemails.outbox.spi.PayloadCodec;
import org.portalemails.outbox.spi.Settlement;

/**
 * Keeps the outbox in memory, in the same stored form as a database would. Safe for many threads; knows no transactions:
 * every call takes effect at once.
 */
public final class InMemoryOutbox implements Outbox, OutboxQueue, OutboxAdministration {
    private static final int ALONE_AFTER_LOSSES = 2;

    private record EventAndMail(EventId event, NotificationType type) {}

    private record Held(Hold hold, Instant probeAt) {}

    private final Clock clock;
    private final PayloadCodec codec;
    private final SuppressionList suppressionList;
    private final Map<MailId, InMemoryRow> rows = new LinkedHashMap<>();
    private final Map<EventAndMail, MailId> byEvent = new LinkedHashMap<>();
    private final Map<HoldScope, Held> holds = new LinkedHashMap<>();
    private final InMemoryLimits limits = new InMemoryLimits();
    private final List<InMemoryRecoveryRequests> requests = new CopyOnWriteArrayList<>();
    private long sequence;
    private long probeSequence;

    /**
     * An empty outbox that allows links minted at send only, for a dispatcher with {@link PayloadSealer#unprotected()}.
     *
     * @param clock the clock of this storage
     */
    public InMemoryOutbox(Clock clock) {
        this(clock, PayloadSealer.unprotected());
    }

    /**
     * An empty outbox.
     *
     * @param clock the clock of this storage
     * @param sealer locks links away and marks mails
     */
    public InMemoryOutbox(Clock clock, PayloadSealer sealer) {
        this(clock, sealer, new InMemorySuppressionList(clock));
    }

    /**
     * An empty outbox.
     *
     * @param clock the clock of this storage
     * @param sealer locks links away and marks mails
     * @param suppressionList addresses that get no mail
     */
    public InMemoryOutbox(Clock clock, PayloadSealer sealer, SuppressionList suppressionList) {
        this.clock = Objects.requireNonNull(clock, "clock");
        this.codec = new PayloadCodec(sealer);
        this.suppressionList = Objects.requireNonNull(suppressionList, "suppressionList");
    }

    @Override
    public synchronized List<AppendResult> append(List<? extends PlannedMail> entries) {
        List<InMemoryRow> made = new ArrayList<>();
        for (PlannedMail entry : entries) {
            // Whatever refuses, refuses before anything is kept: all or none.
            made.add(InMemoryRow.of(entry, codec, clock.instant(), sequence + made.size()));
        }
        sequence += made.size();
        List<AppendResult> results = new ArrayList<>();
        for (InMemoryRow row : made) {
            MailId there = byEvent.putIfAbsent(new EventAndMail(row.eventId, row.type), row.id);
            if (there == null) {
                rows.put(row.id, row);
            }
            results.add(new AppendResult(there == null ? row.id : there, there == null));
        }
        return results;
    }

    @Override
    public Set<EmailAddress> suppressedAmong(Collection<EmailAddress> addresses) {
        return suppressionList.suppressedAmong(addresses);
    }

    @Override
    public synchronized Set<LimitKey> usedUp(Collection<Quota> quotas) {
        Instant now = clock.instant();
        return quotas.stream()
                .filter(quota -> !limits.hasRoom(quota, now))
                .map(Quota::key)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public synchronized List<ClaimedMail> claim(ClaimRequest request) {
        if (holds.containsKey(HoldScope.EVERYTHING)) {
            return List.of();
        }
        Instant now = clock.instant();
        List<InMemoryRow> due = rows.values().stream()
                .filter(row -> row.isDue(now))
                .sorted(Comparator.comparingInt((InMemoryRow row) -> row.lane(ALONE_AFTER_LOSSES))
                        .thenComparing(row -> Objects.requireNonNull(row.dueAt))
                        .thenComparingLong(row -> row.sequence))
                .limit(request.limit())
                .toList();
        List<ClaimedMail> claimed = new ArrayList<>();
        for (InMemoryRow row : due) {
            boolean alone = row.lane(ALONE_AFTER_LOSSES) == InMemoryRow.LANE_ALONE;
            if (alone && !claimed.isEmpty()) {
                break;
            }
            claimed.add(claim(row, request, now, flags(row)));
            if (alone) {
                break;
            }
        }
        return claimed;
    }

    private Set<Flag> flags(InMemoryRow row) {
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        if (row.supersedes != null) {
            for (InMemoryRow other : rows.values()) {
                if (!row.supersedes.equals(other.supersedes)) {
                    continue;
                }
                if (other.sequence > row.sequence) {
                    flags.add(Flag.SUPERSEDED);
                } else if (other.sequence < row.sequence && other.state == EntryState.QUEUED) {
                    other.end(EntryReason.SUPERSEDED, clock.instant());
                }
            }
        }
        if (row.recipient != null
                && !suppressionList
                        .suppressedAmong(List.of(EmailAddress.of(row.recipient)))
                        .isEmpty()) {
            flags.add(Flag.SUPPRESSED);
        }
        if (!row.quotas.isEmpty()) {
            flags.add(Flag.LIMITED);
        }
        if (isHeld(row.group)) {
            flags.add(Flag.HELD);
        }
        return flags;
    }

    private boolean isHeld(CustomerGroupId group) {
        return holds.keySet().stream().anyMatch(scope -> scope.covers(group));
    }

    private static ClaimedMail claim(InMemoryRow row, ClaimRequest request, Instant now, Set<Flag> flags) {
        if (row.state == EntryState.SENDING) {
            row.losses++;
            row.possibleDuplicates++;
            row.attempts.add(new AttemptRecord(
                    row.attemptCount,
                    now,
                    false,
                    new AttemptFacts(
                            Objects.requireNonNull(row.claimedBy),
                            AttemptFacts.LOST,
                            null,
                            0,
                            null,
                            null,
                            Duration.ZERO)));
        }
        row.state = EntryState.SENDING;
        row.fence++;
        row.attemptCount++;
        row.dueAt = now.plus(request.lease());
        row.claimedBy = request.node();
        return new ClaimedMail(
                row.id,
                row.fence,
                row.type.code(),
                row.group,
                row.recipient,
                row.attemptCount,
                row.losses,
                row.queuedAt,
                now,
                row.expiresAt,
                flags,
                Objects.requireNonNull(row.payload));
    }

    @Override
    public synchronized List<ClaimedMail> claimProbes(ClaimRequest request, Duration nextProbe) {
        Instant now = clock.instant();
        List<ClaimedMail> probes = new ArrayList<>();
        for (Map.Entry<HoldScope, Held> entry : holds.entrySet()) {
            Held held = entry.getValue();
            if (held.hold().cause() != Hold.Cause.MISCONFIGURED
                    || held.probeAt().isAfter(now)
                    || probes.size() >= request.limit()) {
                continue;
            }
            entry.setValue(new Held(held.hold(), now.plus(nextProbe)));
            rows.values().stream()
                    .filter(row -> held.hold().scope().covers(row.group) && !isHeldByOperator(row.group))
                    .filter(row -> row.state == EntryState.WAITING || row.isDue(now))
                    .min(Comparator.comparingLong((InMemoryRow row) -> row.probedAt)
                            .thenComparingLong(row -> row.sequence))
                    .ifPresent(row -> {
                        row.probedAt = ++probeSequence;
                        Set<Flag> flags = flags(row);
                        flags.add(Flag.PROBE);
                        probes.add(claim(row, request, now, flags));
                    });
        }
        return probes;
    }

    private boolean isHeldByOperator(CustomerGroupId group) {
        return holds.values().stream()
                .anyMatch(held -> held.hold().cause() == Hold.Cause.OPERATOR
                        && held.hold().scope().covers(group));
    }

    @Override
    public synchronized boolean admit(ClaimedMail mail) {
        InMemoryRow row = rows.get(mail.id());
        if (row == null || row.state != EntryState.SENDING || row.fence != mail.fence()) {
            return false;
        }
        boolean passes = limits.count(row.quotas, clock.instant());
        if (passes) {
            row.quotas = List.of();
        }
        return passes;
    }

    @Override
    public synchronized List<Boolean> settle(List<Settlement> settlements) {
        Instant now = clock.instant();
        List<Boolean> counted = new ArrayList<>();
        for (Settlement settlement : settlements) {
            InMemoryRow row = rows.get(settlement.claim().id());
            boolean holds = row != null
                    && row.state == EntryState.SENDING
                    && row.fence == settlement.claim().fence();
            if (row != null && settlement.attempt() != null) {
                row.attempts.add(new AttemptRecord(settlement.claim().attempt(), now, !holds, settlement.attempt()));
            }
            if (row != null && holds) {
                row.settle(settlement.disposition(), now);
            }
            counted.add(holds);
        }
        return counted;
    }

    @Override
    public synchronized boolean holdMisconfigured(HoldScope scope, String reason, Duration firstProbe) {
        Instant now = clock.instant();
        Hold hold = new Hold(scope, Hold.Cause.MISCONFIGURED, reason, now);
        return holds.putIfAbsent(scope, new Held(hold, now.plus(firstProbe))) == null;
    }

    @Override
    public synchronized boolean endMisconfigured(HoldScope scope) {
        Held held = holds.get(scope);
        if (held == null || held.hold().cause() != Hold.Cause.MISCONFIGURED) {
            return false;
        }
        return release(scope);
    }

    @Override
    public synchronized List<Hold> holds() {
        return holds.values().stream().map(Held::hold).toList();
    }

    @Override
    public synchronized int sweep() {
        Instant now = clock.instant();
        int changed = 0;
        for (InMemoryRow row : rows.values()) {
            boolean ended = row.expiresAt != null && !row.expiresAt.isAfter(now);
            if (ended && (row.state == EntryState.QUEUED || row.state == EntryState.WAITING)) {
                row.end(EntryReason.SECRET_ENDED, now);
                changed++;
            } else if (ended && row.state == EntryState.DEAD && row.payload != null) {
                row.payload = null;
                changed++;
            } else if (row.state == EntryState.WAITING && !isHeld(row.group)) {
                row.offHold(now);
                changed++;
            }
        }
        return changed;
    }

    @Override
    public synchronized List<OutboxEntry> find(OutboxQuery query) {
        return matching(query).stream().map(InMemoryRow::toEntry).toList();
    }

    private List<InMemoryRow> matching(OutboxQuery query) {
        Predicate<InMemoryRow> wanted = row -> (query.states().isEmpty()
                        || query.states().contains(row.state))
                && (query.group() == null || query.group().equals(row.group))
                && (query.recipient() == null || query.recipient().mailboxKey().equals(row.recipient))
                && (query.type() == null || query.type() == row.type)
                && (query.announcedFrom() == null || !row.createdAt.isBefore(query.announcedFrom()))
                && (query.announcedBefore() == null || row.createdAt.isBefore(query.announcedBefore()))
                && (query.behind() == null || row.place().compareTo(query.behind()) > 0);
        return rows.values().stream()
                .filter(wanted)
                .sorted(Comparator.comparing(InMemoryRow::place))
                .limit(query.limit())
                .toList();
    }

    @Override
    public synchronized Optional<OutboxEntry> find(MailId id) {
        return Optional.ofNullable(rows.get(id)).map(InMemoryRow::toEntry);
    }

    @Override
    public synchronized List<AttemptRecord> attempts(MailId id) {
        InMemoryRow row = rows.get(id);
        return row == null ? List.of() : List.copyOf(row.attempts);
    }

    @Override
    public synchronized OutboxCounts counts() {
        Map<EntryState, Long> byState = new EnumMap<>(EntryState.class);
        for (EntryState state : EntryState.values()) {
            byState.put(state, 0L);
        }
        Instant now = clock.instant();
        Duration oldest = Duration.ZERO;
        for (InMemoryRow row : rows.values()) {
            byState.merge(row.state, 1L, Long::sum);
            if (row.state == EntryState.QUEUED && row.dueAt != null) {
                Duration due = Duration.between(row.dueAt, now);
                oldest = due.compareTo(oldest) > 0 ? due : oldest;
            }
        }
        return new OutboxCounts(byState, oldest);
    }

    @Override
    public synchronized boolean requeue(MailId id) {
        InMemoryRow row = rows.get(id);
        if (row == null || row.state != EntryState.DEAD || row.payload == null) {
            return false;
        }
        row.attemptCount = 0;
        row.losses = 0;
        row.queuedAt = clock.instant();
        row.queue(clock.instant());
        return true;
    }

    @Override
    public synchronized int requeueAll(OutboxQuery query) {
        int count = 0;
        for (InMemoryRow row : matching(query.inState(EntryState.DEAD))) {
            count += requeue(row.id) ? 1 : 0;
        }
        return count;
    }

    @Override
    public synchronized boolean cancel(MailId id, String reason) {
        EntryReason.requireCode(reason);
        InMemoryRow row = rows.get(id);
        if (row == null || row.state.isFinal() || row.state == EntryState.SENDING) {
            return false;
        }
        row.end(EntryState.CANCELLED, reason, clock.instant());
        return true;
    }

    /** Requests that are answered into this outbox. */
    void serves(InMemoryRecoveryRequests answered) {
        requests.add(answered);
    }

    @Override
    public synchronized boolean recordBounce(MailId id, @Nullable String enhancedCode) {
        InMemoryRow row = rows.get(id);
        if (row == null || row.state == EntryState.SENDING || row.bouncedAtFence == row.fence) {
            return false;
        }
        row.bouncedAtFence = row.fence;
        row.attempts.add(
                new AttemptRecord(row.attemptCount, clock.instant(), false, AttemptFacts.bounced(enhancedCode)));
        return true;
    }

    @Override
    public Erasure eraseRecipient(EmailAddress recipient) {
        // Before the mails: what was answered meanwhile is found among them. And outside of our lock: requests take it
        // too.
        int forgotten = requests.stream().mapToInt(one -> one.forget(recipient)).sum();
        return eraseMails(recipient, forgotten);
    }

    @Override
    public List<WaitingRequest> exportRequests(EmailAddress person) {
        return requests.stream().flatMap(one -> one.waitingOf(person).stream()).toList();
    }

    private synchronized Erasure eraseMails(EmailAddress recipient, int forgotten) {
        int erased = forgotten;
        int inFlight = 0;
        for (InMemoryRow row : rows.values()) {
            if (!recipient.mailboxKey().equals(row.recipient)) {
                continue;
            }
            if (row.state == EntryState.SENDING) {
                inFlight++;
                continue;
            }
            row.erase(clock.instant());
            erased++;
        }
        return new Erasure(erased, inFlight);
    }

    @Override
    public synchronized List<RecipientRecord> exportRecipient(EmailAddress recipient) {
        List<RecipientRecord> records = new ArrayList<>();
        for (InMemoryRow row : rows.values()) {
            if (recipient.mailboxKey().equals(row.recipient)) {
                records.add(new RecipientRecord(row.toEntry(), row.attempts));
            }
        }
        return records;
    }

    @Override
    public synchronized int purge(Duration finishedLongerAgoThan) {
        limits.purge(clock.instant());
        Instant before = clock.instant().minus(finishedLongerAgoThan);
        Collection<InMemoryRow> gone = new HashSet<>();
        for (InMemoryRow row : rows.values()) {
            @Nullable Instant finished = row.finishedAt;
            if (row.state.isFinal() && finished != null && finished.isBefore(before)) {
                gone.add(row);
            }
        }
        for (InMemoryRow row : gone) {
            rows.remove(row.id);
            byEvent.remove(new EventAndMail(row.eventId, row.type));
        }
        return gone.size();
    }

    @Override
    public synchronized void hold(HoldScope scope, String reason) {
        Instant now = clock.instant();
        holds.put(scope, new Held(new Hold(scope, Hold.Cause.OPERATOR, reason, now), Instant.MAX));
    }

    @Override
    public synchronized boolean release(HoldScope scope) {
        boolean there = holds.remove(scope) != null;
        if (there) {
            Instant now = clock.instant();
            rows.values().stream()
                    .filter(row -> !row.state.isFinal() && row.state != EntryState.DEAD)
                    .filter(row -> scope.covers(row.group) && !isHeld(row.group))
                    .forEach(row -> row.offHold(now));
            sweep();
        }
        return there;
    }
}
