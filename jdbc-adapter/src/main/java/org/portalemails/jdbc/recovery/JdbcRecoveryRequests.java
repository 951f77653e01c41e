package org.portalemails.jdbc.recovery;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.portalemails.CompanyId;
import org.portalemails.address.EmailAddress;
import org.portalemails.email.PlannedMail;
import org.portalemails.host.CustomerGroup;
import org.portalemails.jdbc.TableNames;
import org.portalemails.jdbc.TableNames.Table;
import org.portalemails.jdbc.dialect.DialectRules;
import org.portalemails.jdbc.limit.LimitTable;
import org.portalemails.jdbc.outbox.JdbcOutbox;
import org.portalemails.jdbc.sql.Rows;
import org.portalemails.jdbc.sql.StoredRow;
import org.portalemails.jdbc.transaction.Purge;
import org.portalemails.jdbc.transaction.Transactions;
import org.portalemails.limit.LimitKey;
import org.portalemails.limit.Quota;
import org.portalemails.limit.RequestLimits;
import org.portalemails.notification.SkipReason;
import org.portalemails.recovery.NewRecoveryRequest;
import org.portalemails.recovery.RecoveryKind;
import org.portalemails.recovery.RecoveryOutcome;
import org.portalemails.recovery.RecoveryPolicy;
import org.portalemails.recovery.RecoveryRecord;
import org.portalemails.recovery.RecoveryReply;
import org.portalemails.recovery.RecoveryRequest;
import org.portalemails.recovery.RecoveryRequests;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps requests in a table, on the host's connection while they are made and on our own afterwards. Making one is a single INSERT.
 */
public final class JdbcRecoveryRequests implements RecoveryRequests {
    /** Where rows cannot be passed over when others hold them, there are some to choose from. */
    private static final int CANDIDATES = 16;

    private static final Logger LOG = LoggerFactory.getLogger(JdbcRecoveryRequests.class);

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

    public JdbcRecoveryRequests(
            Transactions transactions, DialectRules rules, TableNames tables, JdbcOutbox outboxOfOurs) {
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
                List.of("SELECT id FROM " + table + " WHERE created_at < ? AND finished_at < ? ORDER BY created_at"),
                List.of("DELETE FROM " + table + " WHERE finished_at IS NOT NULL AND id IN "));
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
            Instant now = rules.now(connection);
            for (Candidate candidate : candidates(connection, now)) {
                if (claim(connection, candidate, now.plus(lease))) {
                    return Optional.of(decide(connection, candidate, policy, now));
                }
            }
            return Optional.<Taken>empty();
        });
    }

    /** A damaged row ends here, as malformed: it holds up nobody. */
    private List<Candidate> candidates(Connection connection, Instant now) throws SQLException {
        List<Candidate> found = new ArrayList<>();
        List<String> damaged = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(candidates)) {
            Rows.set(query, 1, now);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    StoredRow stored = new StoredRow(row);
                    Candidate candidate = candidate(stored);
                    if (candidate == null || stored.isDamaged()) {
                        damaged.add(Rows.requiredString(row, 1));
                    } else {
                        found.add(candidate);
                    }
                }
            }
        }
        int ended = 0;
        for (String id : damaged) {
            ended += end(connection, id, RecoveryOutcome.MALFORMED, now);
        }
        if (ended > 0) {
            LOG.warn("{} requests for recovery were damaged, and ended", ended);
        }
        return ended > 0 && found.isEmpty() ? candidates(connection, now) : found;
    }

    private static @Nullable Candidate candidate(StoredRow stored) throws SQLException {
        RecoveryKind kind = stored.readOptional(2, RecoveryKind::ofCode);
        String id = stored.read(1, JdbcRecoveryRequests::requireId, StoredRow.UNREADABLE);
        EmailAddress address = stored.readOptional(3, EmailAddress::of);
        Locale language = stored.readOptional(4, Locale::forLanguageTag);
        Instant createdAt = stored.moment(5);
        return kind == null ? null : new Candidate(id, kind, address, language, createdAt, stored.fence(6));
    }

    /** The rule is the record's. */
    private static String requireId(String id) {
        return new RecoveryRecord(id, RecoveryKind.PASSWORD, Instant.EPOCH, null).id();
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
        end(connection, taken.id(), outcome, now);
        return new Taken(new RecoveryRecord(taken.id(), taken.kind(), taken.createdAt(), outcome), null);
    }

    private int end(Connection connection, String id, RecoveryOutcome outcome, Instant now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(end)) {
            update.setString(1, outcome.code());
            Rows.set(update, 2, now);
            update.setString(3, id);
            return update.executeUpdate();
        }
    }

    @Override
    public boolean conclude(
            RecoveryRequest request, RecoveryOutcome outcome, List<RecoveryReply> replies, RequestLimits each) {
        return transactions.inOurs("answering a request for recovery", connection -> {
            Instant now = rules.now(connection);
            try (PreparedStatement update = connection.prepareStatement(conclude)) {
                update.setString(1, outcome.code());
                Rows.set(update, 2, now);
                update.setString(3, request.id());
                update.setLong(4, request.fence());
                if (update.executeUpdate() == 0) {
                    return false;
                }
            }
            Set<CustomerGroup> within = within(connection, replies, each, now);
            List<PlannedMail> entries = new ArrayList<>();
            for (RecoveryReply reply : replies) {
                CustomerGroup group = reply.counted();
                boolean sent = group == null || within.contains(group);
                entries.addAll(sent ? reply.entries() : reply.skipped(SkipReason.LIMIT_REACHED));
            }
            outbox.appendOn(connection, entries);
            return true;
        });
    }

    /** All groups before all companies, each by name: two transactions never wait for each other. */
    private Set<CustomerGroup> within(
            Connection connection, List<RecoveryReply> replies, RequestLimits each, Instant now) throws SQLException {
        Set<CustomerGroup> groups = new TreeSet<>(
                Comparator.comparing((CustomerGroup group) -> group.id().value()));
        for (RecoveryReply reply : replies) {
            CustomerGroup group = reply.counted();
            if (group != null) {
                groups.add(group);
            }
        }
        Set<CompanyId> companies = new TreeSet<>(Comparator.comparing(CompanyId::value));
        Set<CustomerGroup> within = new LinkedHashSet<>();
        for (CustomerGroup group : groups) {
            if (limits.count(connection, LimitKey.of(group.id()), each.perGroup(), now)) {
                within.add(group);
                companies.add(group.company());
            }
        }
        for (CompanyId company : companies) {
            if (!limits.count(connection, LimitKey.of(company), each.perCompany(), now)) {
                within.removeIf(group -> group.company().equals(company));
            }
        }
        return within;
    }

    @Override
    public void postpone(RecoveryRequest request, Duration after) {
        transactions.inOurs("postponing a request for recovery", connection -> {
            try (PreparedStatement update = connection.prepareStatement(postpone)) {
                Rows.set(update, 1, rules.now(connection).plus(after));
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
                    StoredRow stored = new StoredRow(row);
                    RecoveryKind kind = stored.readOptional(2, RecoveryKind::ofCode);
                    // What was asked for by a damaged row nobody knows: it is left out.
                    if (kind != null) {
                        found.add(new RecoveryRecord(
                                stored.read(1, JdbcRecoveryRequests::requireId, StoredRow.UNREADABLE),
                                kind,
                                stored.moment(3),
                                row.getString(4) == null
                                        ? null
                                        : stored.read(4, RecoveryOutcome::ofCode, RecoveryOutcome.FAILED)));
                    }
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
    public Set<EmailAddress> suppressedAmong(CompanyId company, Collection<EmailAddress> addresses) {
        return outbox.suppressedAmong(company, addresses);
    }
}
