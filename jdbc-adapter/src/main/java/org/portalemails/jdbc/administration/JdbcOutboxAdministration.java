package org.portalemails.jdbc.administration;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.portalemails.address.EmailAddress;
import org.portalemails.email.MailId;
import org.portalemails.jdbc.TableNames;
import org.portalemails.jdbc.TableNames.Table;
import org.portalemails.jdbc.dialect.DialectRules;
import org.portalemails.jdbc.limit.LimitTable;
import org.portalemails.jdbc.outbox.Holds;
import org.portalemails.jdbc.outbox.Lanes;
import org.portalemails.jdbc.sql.Codes;
import org.portalemails.jdbc.sql.Rows;
import org.portalemails.jdbc.sql.StoredRow;
import org.portalemails.jdbc.transaction.Purge;
import org.portalemails.jdbc.transaction.Transactions;
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

/** The operators' side of the outbox. Every change is guarded by the state it starts from. */
public final class JdbcOutboxAdministration implements OutboxAdministration {
    private static final int PURGE_CHUNK = 500;

    private final Transactions transactions;
    private final DialectRules rules;
    private final Holds holds;
    private final EntryRows rows;
    private final String countByState;
    private final String oldestQueued;
    private final String requeue;
    private final String cancel;
    private final String erase;
    private final String eraseAttempts;
    private final String inFlight;
    private final String fenceOf;
    private final String insertBounce;
    private final WaitingRequests requests;
    private final Purge purge;
    private final LimitTable limits;

    public JdbcOutboxAdministration(Transactions transactions, DialectRules rules, TableNames tables) {
        this.transactions = transactions;
        this.rules = rules;
        this.holds = new Holds(transactions, rules, tables);
        this.rows = new EntryRows(rules, tables);
        String outbox = tables.of(Table.OUTBOX);
        String attempt = tables.of(Table.ATTEMPT);
        String open = Codes.list(EntryState.QUEUED, EntryState.WAITING, EntryState.DEAD);
        this.countByState = "SELECT state, COUNT(*) FROM " + outbox + " GROUP BY state";
        this.oldestQueued =
                "SELECT MIN(queued_at) FROM " + outbox + " WHERE state = " + Codes.literal(EntryState.QUEUED);
        this.requeue = "UPDATE " + outbox + " SET state = " + Codes.literal(EntryState.QUEUED)
                + ", reason = NULL, lane = CASE WHEN expires_at IS NULL THEN "
                + Lanes.ORDINARY + " ELSE " + Lanes.SECURITY
                + " END, due_at = ?, queued_at = ?, finished_at = NULL, attempts = 0,"
                + " losses = 0, transport = NULL, fence = fence + 1 WHERE id = ? AND state = "
                + Codes.literal(EntryState.DEAD)
                + " AND payload IS NOT NULL";
        this.cancel = "UPDATE " + outbox + " SET state = " + Codes.literal(EntryState.CANCELLED)
                + ", reason = ?, lane = NULL, due_at = NULL, payload = NULL,"
                + " finished_at = ?, fence = fence + 1 WHERE id = ? AND state IN " + open;
        this.erase = "UPDATE " + outbox
                + " SET reason = CASE WHEN state IN " + open + " THEN " + Codes.literal(EntryReason.ERASED)
                + " ELSE reason"
                + " END, finished_at = CASE WHEN state IN " + open + " THEN ? ELSE finished_at END,"
                + " state = CASE WHEN state IN " + open + " THEN " + Codes.literal(EntryState.CANCELLED)
                + " ELSE state END, lane = NULL,"
                + " due_at = NULL, payload = NULL, recipient = NULL, supersede_key = NULL, fence = fence + 1"
                + " WHERE id = ? AND state <> " + Codes.literal(EntryState.SENDING);
        this.eraseAttempts = "UPDATE " + attempt + " SET reply_text = NULL WHERE mail_id = ?";
        this.inFlight = "SELECT COUNT(*) FROM " + outbox + " WHERE recipient = ? AND state = "
                + Codes.literal(EntryState.SENDING);
        this.fenceOf = "SELECT fence, attempts FROM " + outbox + " WHERE id = ? AND state <> "
                + Codes.literal(EntryState.SENDING);
        this.insertBounce = "INSERT INTO " + attempt
                + " (mail_id, fence, attempt_no, node, ended_at, duration_ms, outcome, reply_code, enhanced_code, late)"
                + " VALUES (?, ?, ?, ?, ?, 0, ?, 0, ?, 0)" + rules.onDuplicateNothing();
        this.requests = new WaitingRequests(tables);
        this.limits = new LimitTable(rules, tables);
        this.purge = new Purge(
                transactions,
                rules,
                "purging history",
                // One state after the other, in the order of their index: else a database sorts all of them for each
                // chunk.
                Arrays.stream(EntryState.values())
                        .filter(EntryState::isFinal)
                        .map(state -> "SELECT id FROM " + outbox + " WHERE state = " + Codes.literal(state)
                                + " AND created_at < ? AND finished_at < ? ORDER BY state, created_at"
                                + rules.limit(PURGE_CHUNK))
                        .toList(),
                List.of(
                        "DELETE FROM " + attempt + " WHERE mail_id IN ",
                        "DELETE FROM " + outbox + " WHERE finished_at IS NOT NULL AND state <> "
                                + Codes.literal(EntryState.DEAD) + " AND id IN "));
    }

    @Override
    public List<OutboxEntry> find(OutboxQuery query) {
        return transactions.inOurs("looking for mails", connection -> rows.find(connection, query));
    }

    @Override
    public Optional<OutboxEntry> find(MailId id) {
        return transactions.inOurs("looking for a mail", connection -> rows.find(connection, id));
    }

    @Override
    public List<AttemptRecord> attempts(MailId id) {
        return transactions.inOurs("looking for attempts", connection -> rows.attempts(connection, id));
    }

    @Override
    public OutboxCounts counts() {
        return transactions.inOurs("counting mails", connection -> {
            Map<EntryState, Long> byState = new EnumMap<>(EntryState.class);
            for (EntryState state : EntryState.values()) {
                byState.put(state, 0L);
            }
            try (PreparedStatement query = connection.prepareStatement(countByState);
                    ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    // Damaged, and so as good as dead.
                    EntryState state = new StoredRow(row).read(1, EntryState::ofCode, EntryState.DEAD);
                    byState.merge(state, row.getLong(2), Long::sum);
                }
            }
            Instant now = rules.now(connection);
            Duration oldest = Duration.ZERO;
            try (PreparedStatement query = connection.prepareStatement(oldestQueued);
                    ResultSet row = query.executeQuery()) {
                Instant queued = row.next() ? Rows.instant(row, 1) : null;
                if (queued != null && queued.isBefore(now)) {
                    oldest = Duration.between(queued, now);
                }
            }
            return new OutboxCounts(byState, oldest);
        });
    }

    @Override
    public boolean requeue(MailId id) {
        return transactions.inOurs("queuing a mail again", connection -> requeue(connection, id));
    }

    private boolean requeue(Connection connection, MailId id) throws SQLException {
        Instant now = rules.now(connection);
        try (PreparedStatement update = connection.prepareStatement(requeue)) {
            Rows.set(update, 1, now);
            Rows.set(update, 2, now);
            update.setString(3, id.value());
            return update.executeUpdate() > 0;
        }
    }

    @Override
    public int requeueAll(OutboxQuery query) {
        int count = 0;
        for (OutboxEntry entry : find(query.inState(EntryState.DEAD))) {
            count += requeue(entry.id()) ? 1 : 0;
        }
        return count;
    }

    @Override
    public boolean cancel(MailId id, String reason) {
        EntryReason.requireCode(reason);
        return transactions.inOurs("cancelling a mail", connection -> {
            try (PreparedStatement update = connection.prepareStatement(cancel)) {
                update.setString(1, reason);
                Rows.set(update, 2, rules.now(connection));
                update.setString(3, id.value());
                return update.executeUpdate() > 0;
            }
        });
    }

    @Override
    public boolean recordBounce(MailId id, @Nullable String enhancedCode) {
        return transactions.inOurs("recording a bounce", connection -> {
            try (PreparedStatement query = connection.prepareStatement(fenceOf)) {
                query.setString(1, id.value());
                try (ResultSet row = query.executeQuery()) {
                    return row.next() && insertBounce(connection, id, row.getLong(1), row.getInt(2), enhancedCode);
                }
            }
        });
    }

    /** Under the fence at which the mail stands: no claim had it, and none will. */
    private boolean insertBounce(
            Connection connection, MailId id, long fence, int attempts, @Nullable String enhancedCode)
            throws SQLException {
        AttemptFacts facts = AttemptFacts.bounced(enhancedCode);
        try (PreparedStatement insert = connection.prepareStatement(insertBounce)) {
            insert.setString(1, id.value());
            insert.setLong(2, fence);
            insert.setInt(3, attempts);
            insert.setString(4, facts.node());
            Rows.set(insert, 5, rules.now(connection));
            insert.setString(6, facts.outcome());
            Rows.set(insert, 7, facts.enhancedCode());
            return insert.executeUpdate() > 0;
        } catch (SQLException e) {
            // On record already: a duplicate undid this statement and nothing else.
            if (rules.isDuplicateKey(e)) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public List<WaitingRequest> exportRequests(EmailAddress person) {
        return transactions.inOurs("exporting requests for recovery", connection -> requests.of(connection, person));
    }

    @Override
    public Erasure eraseRecipient(EmailAddress recipient) {
        return transactions.inOurs("erasing a recipient", connection -> {
            Instant now = rules.now(connection);
            // Before the mails: what was answered meanwhile is found among them.
            int erased = requests.delete(connection, recipient);
            try (PreparedStatement update = connection.prepareStatement(erase);
                    PreparedStatement texts = connection.prepareStatement(eraseAttempts)) {
                for (String id : rows.idsOf(connection, recipient)) {
                    Rows.set(update, 1, now);
                    update.setString(2, id);
                    if (update.executeUpdate() > 0) {
                        texts.setString(1, id);
                        texts.executeUpdate();
                        erased++;
                    }
                }
            }
            try (PreparedStatement query = connection.prepareStatement(inFlight)) {
                query.setString(1, recipient.mailboxKey());
                try (ResultSet row = query.executeQuery()) {
                    return new Erasure(erased, row.next() ? row.getInt(1) : 0);
                }
            }
        });
    }

    @Override
    public List<RecipientRecord> exportRecipient(EmailAddress recipient) {
        return transactions.inOurs("exporting a recipient", connection -> {
            List<RecipientRecord> records = new ArrayList<>();
            for (OutboxEntry entry : rows.ofRecipient(connection, recipient)) {
                records.add(new RecipientRecord(entry, rows.attempts(connection, entry.id())));
            }
            return records;
        });
    }

    @Override
    public int purge(Duration finishedLongerAgoThan) {
        limits.purge(transactions);
        return purge.run(finishedLongerAgoThan);
    }

    @Override
    public void hold(HoldScope scope, String reason) {
        holds.begin(scope, reason);
    }

    @Override
    public boolean release(HoldScope scope) {
        return holds.end(scope);
    }

    @Override
    public List<Hold> holds() {
        return holds.all();
    }
}
