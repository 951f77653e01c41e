package org.portalemails.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.portalemails.CustomerGroupId;
import org.portalemails.email.SkipReason;
import org.portalemails.jdbc.TableNames.Table;
import org.portalemails.limit.LimitKey;
import org.portalemails.limit.Quota;
import org.portalemails.limit.RequestLimit;
import org.portalemails.limit.RequestLimits;
import org.portalemails.outbox.NewOutboxEntry;
import org.portalemails.recovery.NewRecoveryRequest;
import org.portalemails.recovery.RecoveryKind;
import org.portalemails.recovery.RecoveryOutcome;
import org.portalemails.recovery.RecoveryPolicy;
import org.portalemails.recovery.RecoveryRecord;
import org.portalemails.recovery.RecoveryReply;
import org.portalemails.recovery.RecoveryRequest;
import org.portalemails.recovery.RecoveryRequests;
import org.portalemails.settings.EmailAddress;

/**
 * Keeps requests in a table, on the host's connection while they are made and on our own afterwards. Making one is a single INSERT.
 */
public final class JdbcRecoveryRequests implements RecoveryRequests {
    /** Where rows cannot be passed over when others hold them, there are some to choose from. */
    private static final int CANDIDATES = 16;

    private static final int PURGE_CHUNK = 500;

    private final Transactions transactions;
    private final DialectRules rules;
    private final LimitTable limits;
    private final JdbcOutbox outbox;
    private final String insert;
    private final String candidates;
    private final String claim;
    private final String end;
    private final String conclude;
    private final String postpone;
    private final String newest;
    private final Purge purge;

    JdbcRecoveryRequests(Transactions transactions, DialectRules rules, TableNames tables, JdbcOutbox outboxOfOurs) {
        this.transactions = transactions;
        this.rules = rules;
        this.limits = new LimitTable(rules, tables);
        this.outbox = outboxOfOurs;
        String table = tables.of(Table.RECOVERY);
        String now = rules.utcNow();
        String skipping = rules.lockSkippingLocked();
        this.insert = "INSERT INTO " + table + " (id, kind, address, language, created_at, due_at, fence)"
                + " VALUES (?, ?, ?, ?, " + now + ", " + now + ", 0)";
        this.candidates = "SELECT id, kind, address, language, created_at, fence FROM " + table
                + " WHERE due_at <= ? ORDER BY due_at, id" + rules.limit(skipping == null ? CANDIDATES : 1)
                + (skipping == null ? "" : skipping);
        this.claim = "UPDATE " + table + " SET due_at = ?, fence = fence + 1"
                + " WHERE id = ? AND fence = ? AND due_at IS NOT NULL";
        String ended =
                "UPDATE " + table + " SET outcome = ?, finished_at = ?, due_at = NULL, address = NULL WHERE id = ?";
        this.end = ended;
        this.conclude = ended + " AND fence = ? AND due_at IS NOT NULL";
        this.postpone = "UPDATE " + table + " SET due_at = ? WHERE id = ? AND fence = ? AND due_at IS NOT NULL";
        this.newest = "SELECT id, kind, created_at, outcome FROM " + table + " ORDER BY created_at DESC, id";
        this.purge = new Purge(
                transactions,
                rules,
                "purging requests for recovery",
                "SELECT id FROM " + table + " WHERE created_at < ? AND finished_at < ? ORDER BY created_at"
                        + rules.limit(PURGE_CHUNK),
                "DELETE FROM " + table + " WHERE finished_at IS NOT NULL AND id IN ");
    }

    /** A row that may be taken. */
    private record Candidate(
            String id,
            RecoveryKind kind,
            @Nullable EmailAddress address,
            @Nullable Locale language,
            Instant createdAt,
            long fence) {}

    @Override
    public void submit(NewRecoveryRequest request) {
        EmailAddress address = request.address();
        Locale language = request.language();
        String tag = language == null ? null : language.toLanguageTag();
        transactions.inHosts("asking for recovery", connection -> {
            try (PreparedStatement statement = connection.prepareStatement(insert)) {
                statement.setString(1, request.id());
                statement.setString(2, request.kind().code());
                Rows.set(statement, 3, address == null ? null : address.value());
                Rows.set(statement, 4, tag == null || tag.length() > 35 ? null : tag);
                return statement.executeUpdate();
            }
        });
    }

    @Override
    public Optional<Taken> take(Duration lease, RecoveryPolicy policy) {
        return transactions.inOurs("taking a request for recovery", connection -> {
            Instant now = Rows.now(connection, rules);
            for (Candidate candidate : candidates(connection, now)) {
                if (claim(connection, candidate, now.plus(lease))) {
                    return Optional.of(decide(connection, candidate, policy, now));
                }
            }
            return Optional.<Taken>empty();
        });
    }

    private List<Candidate> candidates(Connection connection, Instant now) throws SQLException {
        List<Candidate> found = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(candidates)) {
            Rows.set(query, 1, now);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    String address = row.getString(3);
                    String language = row.getString(4);
                    found.add(new Candidate(
                            Rows.requiredString(row, 1),
                            RecoveryKind.ofCode(Rows.requiredString(row, 2)),
                            address == null ? null : EmailAddress.of(address),
                            language == null ? null : Locale.forLanguageTag(language),
                            Rows.requiredInstant(row, 5),
                            row.getLong(6)));
                }
            }
        }
        return found;
    }

    private boolean claim(Connection connection, Candidate candidate, Instant leaseEnd) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(claim)) {
            Rows.set(update, 1, leaseEnd);
            update.setString(2, candidate.id());
            update.setLong(3, candidate.fence());
            return update.executeUpdate() > 0;
        }
    }

    private Taken decide(Connection connection, Candidate taken, RecoveryPolicy policy, Instant now)
            throws SQLException {
        EmailAddress address = taken.address();
        if (address == null) {
            return end(connection, taken, RecoveryOutcome.MALFORMED, now);
        }
        if (!taken.createdAt().plus(policy.validFor()).isAfter(now)) {
            return end(connection, taken, RecoveryOutcome.EXPIRED, now);
        }
        // Counted when it is taken for the first time, and in the same transaction: never twice.
        if (taken.fence() == 0 && !withinLimits(connection, address, policy.limits(), now)) {
            return end(connection, taken, RecoveryOutcome.LIMIT_REACHED, now);
        }
        return new Taken(
                new RecoveryRecord(taken.id(), taken.kind(), taken.createdAt(), null),
                new RecoveryRequest(
                        taken.id(), taken.fence() + 1, taken.kind(), address, taken.language(), taken.createdAt()));
    }

    private boolean withinLimits(Connection connection, EmailAddress address, RequestLimits allowed, Instant now)
            throws SQLException {
        return limits.count(
                connection,
                List.of(
                        new Quota(LimitKey.of(address), allowed.perAddress()),
                        new Quota(LimitKey.WHOLE_SYSTEM, allowed.wholeSystem())),
                now);
    }

    private Taken end(Connection connection, Candidate taken, RecoveryOutcome outcome, Instant now)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(end)) {
            update.setString(1, outcome.code());
            Rows.set(update, 2, now);
            update.setString(3, taken.id());
            update.executeUpdate();
        }
        return new Taken(new RecoveryRecord(taken.id(), taken.kind(), taken.createdAt(), outcome), null);
    }

    @Override
    public boolean conclude(
            RecoveryRequest request, RecoveryOutcome outcome, List<RecoveryReply> replies, RequestLimit perGroup) {
        return transactions.inOurs("answering a request for recovery", connection -> {
            Instant now = Rows.now(connection, rules);
            try (PreparedStatement update = connection.prepareStatement(conclude)) {
                update.setString(1, outcome.code());
                Rows.set(update, 2, now);
                update.setString(3, request.id());
                update.setLong(4, request.fence());
                if (update.executeUpdate() == 0) {
                    return false;
                }
            }
            Map<CustomerGroupId, Boolean> within = countGroups(connection, replies, perGroup, now);
            List<NewOutboxEntry> entries = new ArrayList<>();
            for (RecoveryReply reply : replies) {
                CustomerGroupId group = reply.counted();
                boolean sent = group == null || Objects.requireNonNull(within.get(group));
                entries.addAll(sent ? reply.entries() : reply.skipped(SkipReason.LIMIT_REACHED));
            }
            outbox.appendOn(connection, entries);
            return true;
        });
    }

    private Map<CustomerGroupId, Boolean> countGroups(
            Connection connection, List<RecoveryReply> replies, RequestLimit perGroup, Instant now)
            throws SQLException {
        // In order of name: two transactions never wait for each other.
        Set<CustomerGroupId> groups = new TreeSet<>(Comparator.comparing(CustomerGroupId::value));
        for (RecoveryReply reply : replies) {
            CustomerGroupId group = reply.counted();
            if (group != null) {
                groups.add(group);
            }
        }
        Map<CustomerGroupId, Boolean> within = new HashMap<>();
        for (CustomerGroupId group : groups) {
            within.put(group, limits.count(connection, LimitKey.of(group), perGroup, now));
        }
        return within;
    }

    @Override
    public void postpone(RecoveryRequest request, Duration after) {
        transactions.inOurs("postponing a request for recovery", connection -> {
            try (PreparedStatement update = connection.prepareStatement(postpone)) {
                Rows.set(update, 1, Rows.now(connection, rules).plus(after));
                update.setString(2, request.id());
                update.setLong(3, request.fence());
                return update.executeUpdate();
            }
        });
    }

    @Override
    public List<RecoveryRecord> newest(int limit) {
        return transactions.inOurs("listing requests for recovery", connection -> {
            List<RecoveryRecord> found = new ArrayList<>();
            try (PreparedStatement query = connection.prepareStatement(newest + rules.limit(limit));
                    ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    String outcome = row.getString(4);
                    found.add(new RecoveryRecord(
                            Rows.requiredString(row, 1),
                            RecoveryKind.ofCode(Rows.requiredString(row, 2)),
                            Rows.requiredInstant(row, 3),
                            outcome == null ? null : RecoveryOutcome.ofCode(outcome)));
                }
            }
            return found;
        });
    }

    @Override
    public int purge(Duration endedLongerAgoThan) {
        limits.purge(transactions);
        return purge.run(endedLongerAgoThan);
    }

    @Override
    public Set<EmailAddress> suppressedAmong(Collection<EmailAddress> addresses) {
        return outbox.suppressedAmong(addresses);
    }
}
