package org.portalemails.inmemory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.portalemails.CompanyId;
import org.portalemails.address.EmailAddress;
import org.portalemails.email.PlannedMail;
import org.portalemails.host.CustomerGroup;
import org.portalemails.limit.LimitKey;
import org.portalemails.limit.Quota;
import org.portalemails.limit.RequestLimits;
import org.portalemails.notification.SkipReason;
import org.portalemails.outbox.OutboxAdministration;
import org.portalemails.outbox.spi.Outbox;
import org.portalemails.recovery.NewRecoveryRequest;
import org.portalemails.recovery.RecoveryKind;
import org.portalemails.recovery.RecoveryOutcome;
import org.portalemails.recovery.RecoveryPolicy;
import org.portalemails.recovery.RecoveryRecord;
import org.portalemails.recovery.RecoveryReply;
import org.portalemails.recovery.RecoveryRequest;
import org.portalemails.recovery.RecoveryRequests;

/** Keeps requests and counters in memory. Safe for many threads; knows no transactions: every call takes effect at once. */
public final class InMemoryRecoveryRequests implements RecoveryRequests {
    private final Clock clock;
    private final Outbox outbox;
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final InMemoryLimits limits = new InMemoryLimits();
    private long sequence;

    /** What a row is in a database. */
    private static final class Row {
        final String id;
        final RecoveryKind kind;
        final @Nullable Locale language;
        final Instant requestedAt;
        final long sequence;

        @Nullable
        EmailAddress address;

        @Nullable
        Instant dueAt;

        @Nullable
        Instant finishedAt;

        @Nullable
        RecoveryOutcome outcome;

        long fence;

        Row(NewRecoveryRequest request, Instant now, long sequence) {
            this.id = request.id();
            this.kind = request.kind();
            this.language = request.language();
            this.address = request.address();
            this.requestedAt = now;
            this.dueAt = now;
            this.sequence = sequence;
        }

        void end(RecoveryOutcome how, Instant now) {
            outcome = how;
            address = null;
            dueAt = null;
            finishedAt = now;
        }

        RecoveryRecord toRecord() {
            return new RecoveryRecord(id, kind, requestedAt, outcome);
        }
    }

    /**
     * No requests.
     *
     * @param clock the clock of this storage
     * @param outbox where answers go
     */
    public InMemoryRecoveryRequests(Clock clock, Outbox outbox) {
        this.clock = Objects.requireNonNull(clock, "clock");
        this.outbox = Objects.requireNonNull(outbox, "outbox");
        if (outbox instanceof InMemoryOutbox ours) {
            ours.serves(this);
        }
    }

    /** Requests of a person that wait. */
    synchronized List<OutboxAdministration.WaitingRequest> waitingOf(EmailAddress person) {
        return rows.values().stream()
                .filter(row -> isOf(row, person))
                .map(row -> new OutboxAdministration.WaitingRequest(row.id, row.kind.code(), row.requestedAt))
                .toList();
    }

    /** Deletes requests of a person that wait. */
    synchronized int forget(EmailAddress person) {
        int all = rows.size();
        rows.values().removeIf(row -> isOf(row, person));
        return all - rows.size();
    }

    private static boolean isOf(Row row, EmailAddress person) {
        return row.address != null && row.address.mailboxKey().equals(person.mailboxKey());
    }

    @Override
    public synchronized void submit(NewRecoveryRequest request) {
        rows.put(request.id(), new Row(request, clock.instant(), sequence++));
    }

    @Override
    public synchronized Optional<Taken> take(Duration lease, RecoveryPolicy policy) {
        Instant now = clock.instant();
        Row row = rows.values().stream()
                .filter(one -> one.dueAt != null && !one.dueAt.isAfter(now))
                .min(Comparator.comparing((Row one) -> Objects.requireNonNull(one.dueAt))
                        .thenComparing(one -> one.sequence))
                .orElse(null);
        if (row == null) {
            return Optional.empty();
        }
        boolean first = row.fence++ == 0;
        EmailAddress address = row.address;
        if (address == null) {
            row.end(RecoveryOutcome.MALFORMED, now);
            return Optional.of(new Taken(row.toRecord(), null));
        }
        if (!row.requestedAt.plus(policy.validFor()).isAfter(now)) {
            row.end(RecoveryOutcome.EXPIRED, now);
        } else if (first && !withinLimits(address, policy, now)) {
            row.end(RecoveryOutcome.LIMIT_REACHED, now);
        } else {
            row.dueAt = now.plus(lease);
            return Optional.of(new Taken(
                    row.toRecord(),
                    new RecoveryRequest(row.id, row.fence, row.kind, address, row.language, row.requestedAt)));
        }
        return Optional.of(new Taken(row.toRecord(), null));
    }

    private boolean withinLimits(EmailAddress address, RecoveryPolicy policy, Instant now) {
        return limits.count(
                List.of(
                        new Quota(LimitKey.of(address), policy.limits().perAddress()),
                        new Quota(LimitKey.WHOLE_SYSTEM, policy.limits().wholeSystem())),
                now);
    }

    @Override
    public synchronized boolean conclude(
            RecoveryRequest request, RecoveryOutcome outcome, List<RecoveryReply> replies, RequestLimits each) {
        Row row = held(request);
        if (row == null) {
            return false;
        }
        Instant now = clock.instant();
        Map<LimitKey, Boolean> counted = new HashMap<>();
        List<PlannedMail> entries = new ArrayList<>();
        for (RecoveryReply reply : replies) {
            CustomerGroup group = reply.counted();
            boolean within = group == null
                    || isWithin(new Quota(LimitKey.of(group.id()), each.perGroup()), counted, now)
                            && isWithin(new Quota(LimitKey.of(group.company()), each.perCompany()), counted, now);
            entries.addAll(within ? reply.entries() : reply.skipped(SkipReason.LIMIT_REACHED));
        }
        outbox.append(entries);
        row.end(outcome, now);
        return true;
    }

    private boolean isWithin(Quota quota, Map<LimitKey, Boolean> counted, Instant now) {
        return counted.computeIfAbsent(quota.key(), key -> limits.count(List.of(quota), now));
    }

    @Override
    public synchronized void postpone(RecoveryRequest request, Duration after) {
        Row row = held(request);
        if (row != null) {
            row.dueAt = clock.instant().plus(after);
        }
    }

    private @Nullable Row held(RecoveryRequest request) {
        Row row = rows.get(request.id());
        return row != null && row.dueAt != null && row.fence == request.fence() ? row : null;
    }

    @Override
    public synchronized List<RecoveryRecord> newest(int limit) {
        List<Row> newest = new ArrayList<>(rows.values());
        Collections.reverse(newest);
        return newest.stream().limit(limit).map(Row::toRecord).toList();
    }

    @Override
    public synchronized int purge(Duration endedLongerAgoThan) {
        Instant now = clock.instant();
        Instant before = now.minus(endedLongerAgoThan);
        int all = rows.size();
        rows.values().removeIf(row -> row.finishedAt != null && row.finishedAt.isBefore(before));
        limits.purge(now);
        return all - rows.size();
    }

    @Override
    public Set<EmailAddress> suppressedAmong(CompanyId company, Collection<EmailAddress> addresses) {
        return outbox.suppressedAmong(company, addresses);
    }
}
