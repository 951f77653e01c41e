package org.portalemails.inmemory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.portalemails.CompanyId;
import org.portalemails.address.EmailAddress;
import org.portalemails.email.MailContent;
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
import org.portalemails.outbox.OutboxPage;
import org.portalemails.outbox.OutboxQuery;
import org.portalemails.outbox.PayloadSealer;
import org.portalemails.outbox.SuppressionList;
import org.portalemails.outbox.UnreadablePayloadException;
import org.portalemails.outbox.spi.AppendResult;
import org.portalemails.outbox.spi.ClaimRequest;
import org.portalemails.outbox.spi.ClaimedMail;
import org.portalemails.outbox.spi.ClaimedMail.Flag;
import org.portalemails.outbox.spi.Outbox;
import org.portalemails.outbox.spi.OutboxQueue;
import org.portalemails.outbox.spi.PayloadCodec;
import org.portalemails.outbox.spi.Settlement;
import org.portalemails.outbox.spi.StoredPayload;

/**
 * Keeps the outbox in memory, in the same stored form as a database would. Safe for many threads; knows no transactions:
 * every call takes effect at once.
 */
public final class InMemoryOutbox implements Outbox, OutboxQueue, OutboxAdministration {
    private static final int ALONE_AFTER_LOSSES = 2;
    /** After so many claims of other mails one that is claimed alone has its turn. */
    private static final int OTHERS_BEFORE_ALONE = 32;

    private record EventAndMail(EventId event, NotificationType type) {}

    private final Clock clock;
    private final PayloadCodec codec;
    private final SuppressionList suppressionList;
    private final Map<MailId, InMemoryRow> rows = new LinkedHashMap<>();
    private final Map<EventAndMail, MailId> byEvent = new LinkedHashMap<>();
    private final InMemoryHolds holds = new InMemoryHolds();
    private final InMemoryLimits limits = new InMemoryLimits();
    private final List<InMemoryRecoveryRequests> requests = new CopyOnWriteArrayList<>();
    private long sequence;
    private long probeSequence;
    private int othersInARow;

    /** An empty outbox that allows links minted at send only, for a dispatcher with {@link PayloadSealer#unprotected()}. */
    public InMemoryOutbox(Clock clock) {
        this(clock, PayloadSealer.unprotected());
    }

    /** An empty outbox with a suppression list of its own. */
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
    public Set<EmailAddress> suppressedAmong(CompanyId company, Collection<EmailAddress> addresses) {
        return suppressionList.suppressedAmong(company, addresses);
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
        if (holds.has(HoldScope.EVERYTHING)) {
            return List.of();
        }
        Instant now = clock.instant();
        List<InMemoryRow> others = new ArrayList<>();
        List<InMemoryRow> alone = new ArrayList<>();
        for (ClaimRequest.Share share : request.shares()) {
            if (holds.has(HoldScope.route(share.route()))) {
                continue;
            }
            due(share, now, false).limit(share.limit()).forEach(others::add);
            due(share, now, true).limit(1).forEach(alone::add);
        }
        boolean turn = others.isEmpty() || othersInARow >= OTHERS_BEFORE_ALONE;
        othersInARow = turn ? 0 : othersInARow + 1;
        List<InMemoryRow> rowsToClaim = turn && !alone.isEmpty() ? alone.subList(0, 1) : others;
        List<ClaimedMail> claimed = new ArrayList<>();
        for (InMemoryRow row : rowsToClaim) {
            claimed.add(row.claim(request, now, flags(row)));
        }
        return claimed;
    }

    private Stream<InMemoryRow> due(ClaimRequest.Share share, Instant now, boolean alone) {
        return rows.values().stream()
                .filter(row -> row.route.equals(share.route()) && row.isDue(now))
                .filter(row -> alone == (row.lane(ALONE_AFTER_LOSSES) == InMemoryRow.LANE_ALONE))
                .sorted(Comparator.comparingInt((InMemoryRow row) -> row.lane(ALONE_AFTER_LOSSES))
                        .thenComparing(row -> Objects.requireNonNull(row.dueAt))
                        .thenComparingLong(row -> row.sequence));
    }

    @Override
    public synchronized Set<String> routes() {
        return rows.values().stream()
                .filter(row -> !row.state.isFinal() && row.state != EntryState.DEAD)
                .map(row -> row.route)
                .collect(Collectors.toUnmodifiableSet());
    }

    private Set<Flag> flags(InMemoryRow row) {
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        if (row.supersedes != null) {
            for (InMemoryRow other : rows.values()) {
                boolean same = row.supersedes.equals(other.supersedes);
                if (same && other.sequence > row.sequence) {
                    flags.add(Flag.SUPERSEDED);
                } else if (same && other.sequence < row.sequence && other.state == EntryState.QUEUED) {
                    other.end(EntryReason.SUPERSEDED, clock.instant());
                }
            }
        }
        if (row.recipient != null
                && !suppressionList
                        .suppressedAmong(row.company, List.of(EmailAddress.of(row.recipient)))
                        .isEmpty()) {
            flags.add(Flag.SUPPRESSED);
        }
        if (!row.quotas.isEmpty()) {
            flags.add(Flag.LIMITED);
        }
        if (holds.cover(row)) {
            flags.add(Flag.HELD);
        }
        return flags;
    }

    @Override
    public synchronized List<ClaimedMail> claimProbes(ClaimRequest request, int limit, Duration nextProbe) {
        Instant now = clock.instant();
        List<ClaimedMail> probes = new ArrayList<>();
        for (HoldScope scope : holds.takeProbes(now, now.plus(nextProbe), limit)) {
            rows.values().stream()
                    .filter(row -> scope.covers(row.group, row.company, row.route) && !holds.coverByOperator(row))
                    .filter(row -> row.state == EntryState.WAITING || row.isDue(now))
                    .min(Comparator.comparingLong((InMemoryRow row) -> row.probedAt)
                            .thenComparingLong(row -> row.sequence))
                    .ifPresent(row -> {
                        row.probedAt = ++probeSequence;
                        Set<Flag> flags = flags(row);
                        flags.add(Flag.PROBE);
                        probes.add(row.claim(request, now, flags));
                    });
        }
        return probes;
    }

    @Override
    public synchronized boolean admit(ClaimedMail mail) {
        InMemoryRow row = rows.get(mail.id());
        if (row == null || !row.isClaimedAs(mail)) {
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
            boolean holds = row != null && row.isClaimedAs(settlement.claim());
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
        return holds.addIfAbsent(new Hold(scope, Hold.Cause.MISCONFIGURED, reason, now), now.plus(firstProbe));
    }

    @Override
    public synchronized boolean endMisconfigured(HoldScope scope) {
        return holds.isMisconfigured(scope) && release(scope);
    }

    @Override
    public synchronized List<Hold> holds() {
        return holds.all();
    }

    @Override
    public synchronized int sweep() {
        Instant now = clock.instant();
        return rows.values().stream()
                .mapToInt(row -> row.sweep(holds.cover(row), now) ? 1 : 0)
                .sum();
    }

    @Override
    public synchronized OutboxPage page(OutboxQuery query) {
        List<InMemoryRow> found = matching(query);
        List<OutboxEntry> entries =
                found.stream().limit(query.limit()).map(InMemoryRow::toEntry).toList();
        return new OutboxPage(
                entries,
                found.size() > query.limit() ? found.get(query.limit() - 1).place() : null);
    }

    private List<InMemoryRow> matching(OutboxQuery query) {
        return rows.values().stream()
                .filter(row -> row.matches(query))
                .sorted(Comparator.comparing(InMemoryRow::place))
                .toList();
    }

    /** What cannot be read says nothing of anybody. */
    private @Nullable MailContent shown(MailId id, StoredPayload payload) {
        try {
            return codec.show(id, payload);
        } catch (UnreadablePayloadException e) {
            return null;
        }
    }

    @Override
    public synchronized Optional<MailContent> content(MailId id) {
        InMemoryRow row = rows.get(id);
        return row == null || row.payload == null ? Optional.empty() : Optional.of(codec.show(id, row.payload));
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
        List.of(EntryState.values()).forEach(state -> byState.put(state, 0L));
        Instant now = clock.instant();
        Duration oldest = Duration.ZERO;
        for (InMemoryRow row : rows.values()) {
            if (row.test) {
                continue;
            }
            byState.merge(row.state, 1L, (one, other) -> Math.min(OutboxCounts.MOST, one + other));
            if (row.state == EntryState.QUEUED) {
                Duration waiting = Duration.between(row.queuedAt, now);
                oldest = waiting.compareTo(oldest) > 0 ? waiting : oldest;
            }
        }
        return new OutboxCounts(byState, oldest);
    }

    @Override
    public synchronized boolean requeue(MailId id, @Nullable String author) {
        AttemptFacts facts = author == null ? null : AttemptFacts.of(author, AttemptFacts.REQUEUED);
        InMemoryRow row = rows.get(id);
        if (row == null || row.state != EntryState.DEAD || row.payload == null) {
            return false;
        }
        record(row, facts);
        row.requeue(clock.instant());
        return true;
    }

    private void record(InMemoryRow row, @Nullable AttemptFacts facts) {
        if (facts != null) {
            row.attempts.add(new AttemptRecord(row.attemptCount, clock.instant(), false, facts));
        }
    }

    @Override
    public synchronized int requeueAll(OutboxQuery query) {
        List<InMemoryRow> dead = matching(query.inState(EntryState.DEAD));
        return (int) dead.stream().filter(row -> requeue(row.id)).count();
    }

    @Override
    public synchronized boolean cancel(MailId id, String reason, @Nullable String author) {
        EntryReason.requireCode(reason);
        AttemptFacts facts = author == null ? null : AttemptFacts.of(author, AttemptFacts.CANCELLED);
        InMemoryRow row = rows.get(id);
        if (row == null || row.state.isFinal() || row.state == EntryState.SENDING) {
            return false;
        }
        row.end(EntryState.CANCELLED, reason, clock.instant());
        record(row, facts);
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
        // Before the mails: what was answered meanwhile is found among them. Outside our lock, which requests take too.
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
            boolean theirs = recipient.mailboxKey().equals(row.recipient);
            if (theirs && row.state == EntryState.SENDING) {
                inFlight++;
            } else if (theirs) {
                row.erase(clock.instant());
                erased++;
            }
        }
        return new Erasure(erased, inFlight);
    }

    @Override
    public synchronized List<RecipientRecord> exportRecipient(EmailAddress recipient) {
        return rows.values().stream()
                .filter(row -> recipient.mailboxKey().equals(row.recipient))
                .map(row -> new RecipientRecord(
                        row.toEntry(),
                        row.attempts,
                        row.person,
                        row.payload == null ? null : shown(row.id, row.payload)))
                .toList();
    }

    @Override
    public synchronized int purge(Duration finishedLongerAgoThan) {
        return purged(finishedLongerAgoThan, Integer.MAX_VALUE);
    }

    @Override
    public synchronized int purge(Duration finishedLongerAgoThan, int most) {
        if (most < 1 || most > 1_000) {
            throw new IllegalArgumentException("most: 1 to 1000");
        }
        return purged(finishedLongerAgoThan, most);
    }

    private int purged(Duration finishedLongerAgoThan, int most) {
        limits.purge(clock.instant());
        Instant before = clock.instant().minus(finishedLongerAgoThan);
        List<MailId> ended = rows.values().stream()
                .filter(row -> row.isFinishedBefore(before))
                .map(row -> row.id)
                .limit(most)
                .toList();
        ended.forEach(rows::remove);
        byEvent.values().retainAll(rows.keySet());
        return ended.size();
    }

    @Override
    public synchronized void hold(HoldScope scope, String reason, @Nullable String author) {
        holds.put(new Hold(scope, Hold.Cause.OPERATOR, reason, clock.instant(), author));
    }

    @Override
    public synchronized boolean release(HoldScope scope) {
        boolean there = holds.remove(scope);
        if (there) {
            Instant now = clock.instant();
            rows.values().stream()
                    .filter(row -> !row.state.isFinal() && row.state != EntryState.DEAD)
                    .filter(row -> scope.covers(row.group, row.company, row.route) && !holds.cover(row))
                    .forEach(row -> row.offHold(now));
            sweep();
        }
        return there;
    }
}
