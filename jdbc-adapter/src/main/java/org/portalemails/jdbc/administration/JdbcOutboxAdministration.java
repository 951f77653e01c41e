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
import org.portalemails.email.MailContent;
import org.portalemails.email.MailId;
import org.portalemails.jdbc.TableNames;
import org.portalemails.jdbc.TableNames.Table;
import org.portalemails.jdbc.dialect.DialectRules;
import org.portalemails.jdbc.limit.LimitTable;
import org.portalemails.jdbc.outbox.Holds;
import org.portalemails.jdbc.outbox.Lanes;
import org.portalemails.jdbc.outbox.WaitingRoutes;
import org.portalemails.jdbc.sql.Codes;
import org.portalemails.jdbc.sql.Rows;
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
import org.portalemails.outbox.OutboxPage;
import org.portalemails.outbox.OutboxQuery;
import org.portalemails.outbox.PayloadSealer;
import org.portalemails.outbox.UnreadablePayloadException;
import org.portalemails.outbox.spi.PayloadCodec;
import org.portalemails.outbox.spi.StoredPayload;

/** The operators' side of the outbox. Every change is guarded by the state it starts from. */
public final class JdbcOutboxAdministration implements OutboxAdministration {
    private static final int LARGEST_STEP = 1_000;
    private static final int REQUEUED_TOGETHER = 500;

    private final Transactions transactions;
    private final DialectRules rules;
    private final Holds holds;
    private final EntryRows rows;
    private final EntrySearch search;
    private final @Nullable PayloadCodec codec;
    private final String countLive;
    private final String countOther;
    private final String nextState;
    private final WaitingRoutes waitingRoutes;
    private final String oldestQueued;
    private final String requeue;
    private final String cancel;
    private final String erase;
    private final String eraseAttempts;
    private final String inFlight;
    private final String fenceOf;
    private final String insertFacts;
    private final WaitingRequests requests;
    private final Purge purge;
    private final LimitTable limits;

    /**
     * The operators' side.
     *
     * @param sealer with which mails are stored, or {@code null}: what they say cannot be shown
     */
    public JdbcOutboxAdministration(
            Transactions transactions, DialectRules rules, TableNames tables, @Nullable PayloadSealer sealer) {
        this.transactions = transactions;
        this.rules = rules;
        this.holds = new Holds(transactions, rules, tables);
        this.rows = new EntryRows(tables);
        this.search = new EntrySearch(rules, tables);
        this.waitingRoutes = new WaitingRoutes(rules, tables);
        this.codec = sealer == null ? null : new PayloadCodec(sealer);
        String outbox = tables.of(Table.OUTBOX);
        String attempt = tables.of(Table.ATTEMPT);
        String open = Codes.list(EntryState.QUEUED, EntryState.WAITING, EntryState.DEAD);
        // No more is counted than is said: a count of a million would read them all.
        String some = "SELECT COUNT(*) FROM (SELECT id FROM " + outbox;
        String atMost = rules.limit((int) OutboxCounts.MOST) + ") w";
        this.countLive = some + rules.by(tables.index("outbox_claim_ix")) + " WHERE lane IN (" + Lanes.SECURITY + ", "
                + Lanes.ORDINARY + ", " + Lanes.ALONE
                + ") AND is_test = 0 AND state = %s ORDER BY lane, route, due_at, id"
                + atMost;
        String other = rules.indexedStates();
        this.countOther =
                some + " WHERE state = ?" + other + " AND is_test = 0 ORDER BY state, created_at, id" + atMost;
        this.nextState = "SELECT state FROM " + outbox + rules.by(tables.index("outbox_state_ix")) + " WHERE state > ?"
                + other + " ORDER BY state" + rules.limit(1);
        this.oldestQueued = "SELECT MIN(queued_at) FROM (SELECT queued_at FROM " + outbox
                + rules.by(tables.index("outbox_claim_ix")) + " WHERE lane = ? AND route = ? AND state = "
                + Codes.literal(EntryState.QUEUED) + " AND is_test = 0 ORDER BY lane, route, due_at, id"
                + rules.limit(OutboxCounts.EARLIEST) + ") w";
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
                + " due_at = NULL, payload = NULL, recipient = NULL, person = NULL, supersede_key = NULL, fence = fence + 1"
                + " WHERE id = ? AND state <> " + Codes.literal(EntryState.SENDING);
        this.eraseAttempts = "UPDATE " + attempt + " SET reply_text = NULL WHERE mail_id = ?";
        this.inFlight = "SELECT COUNT(*) FROM " + outbox + " WHERE recipient = ? AND state = "
                + Codes.literal(EntryState.SENDING);
        this.fenceOf = "SELECT fence, attempts FROM " + outbox + " WHERE id = ? AND state <> "
                + Codes.literal(EntryState.SENDING);
        this.insertFacts = "INSERT INTO " + attempt
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
                                + " AND created_at < ? AND finished_at < ? ORDER BY state, created_at")
                        .toList(),
                List.of(
                        "DELETE FROM " + attempt + " WHERE mail_id IN ",
                        "DELETE FROM " + outbox + " WHERE finished_at IS NOT NULL AND state <> "
                                + Codes.literal(EntryState.DEAD) + " AND id IN "));
    }

    @Override
    public OutboxPage page(OutboxQuery query) {
        return transactions.inOurs("looking for mails", connection -> search.page(connection, query));
    }

    @Override
    public Optional<MailContent> content(MailId id) {
        return transactions
                .inOurs("reading a mail", connection -> rows.payload(connection, id))
                .map(payload -> shown(id, payload));
    }

    private MailContent shown(MailId id, StoredPayload payload) {
        if (codec == null) {
            throw new UnreadablePayloadException(UnreadablePayloadException.Reason.KEY_UNKNOWN);
        }
        return codec.show(id, payload);
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
            for (EntryState state : List.of(EntryState.QUEUED, EntryState.SENDING)) {
                byState.put(state, number(connection, countLive.formatted(Codes.literal(state))));
            }
            String stored = text(connection, nextState, " ");
            while (stored != null) {
                EntryState state = stateOf(stored);
                if (state != EntryState.QUEUED && state != EntryState.SENDING) {
                    byState.merge(
                            state,
                            number(connection, countOther, stored),
                            (one, another) -> Math.min(OutboxCounts.MOST, one + another));
                }
                stored = text(connection, nextState, stored);
            }
            return new OutboxCounts(byState, oldest(connection));
        });
    }

    /** What is damaged is as good as dead. */
    private static EntryState stateOf(String stored) {
        try {
            return EntryState.ofCode(stored);
        } catch (IllegalArgumentException e) {
            return EntryState.DEAD;
        }
    }

    private Duration oldest(Connection connection) throws SQLException {
        Instant oldest = Instant.MAX;
        for (int lane : new int[] {Lanes.SECURITY, Lanes.ORDINARY, Lanes.ALONE}) {
            for (String route : waitingRoutes.in(connection, lane)) {
                try (PreparedStatement query = connection.prepareStatement(oldestQueued)) {
                    query.setInt(1, lane);
                    query.setString(2, route);
                    try (ResultSet row = query.executeQuery()) {
                        Instant queued = row.next() ? Rows.instant(row, 1) : null;
                        oldest = queued != null && queued.isBefore(oldest) ? queued : oldest;
                    }
                }
            }
        }
        Instant now = rules.now(connection);
        return oldest.isBefore(now) ? Duration.between(oldest, now) : Duration.ZERO;
    }

    private static long number(Connection connection, String sql, String... values) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                query.setString(i + 1, values[i]);
            }
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    private static @Nullable String text(Connection connection, String sql, String value) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, value);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }

    @Override
    public boolean requeue(MailId id, @Nullable String author) {
        AttemptFacts facts = author == null ? null : AttemptFacts.of(author, AttemptFacts.REQUEUED);
        return transactions.inOurs("queuing a mail again", connection -> {
            return requeue(connection, id) && record(connection, id, facts);
        });
    }

    /** Under the fence that the change made: no attempt has it. */
    private boolean record(Connection connection, MailId id, @Nullable AttemptFacts facts) throws SQLException {
        if (facts != null) {
            try (PreparedStatement query = connection.prepareStatement(fenceOf)) {
                query.setString(1, id.value());
                try (ResultSet row = query.executeQuery()) {
                    if (row.next()) {
                        insert(connection, id, row.getLong(1), row.getInt(2), facts);
                    }
                }
            }
        }
        return true;
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
        OutboxQuery dead = query.inState(EntryState.DEAD).atMost(REQUEUED_TOGETHER);
        OutboxPage page = page(dead);
        while (true) {
            for (OutboxEntry entry : page.entries()) {
                count += requeue(entry.id()) ? 1 : 0;
            }
            if (page.next() == null) {
                return count;
            }
            page = page(dead.behind(page.next()));
        }
    }

    @Override
    public boolean cancel(MailId id, String reason, @Nullable String author) {
        EntryReason.requireCode(reason);
        AttemptFacts facts = author == null ? null : AttemptFacts.of(author, AttemptFacts.CANCELLED);
        return transactions.inOurs("cancelling a mail", connection -> {
            try (PreparedStatement update = connection.prepareStatement(cancel)) {
                update.setString(1, reason);
                Rows.set(update, 2, rules.now(connection));
                update.setString(3, id.value());
                return update.executeUpdate() > 0 && record(connection, id, facts);
            }
        });
    }

    @Override
    public boolean recordBounce(MailId id, @Nullable String enhancedCode) {
        return transactions.inOurs("recording a bounce", connection -> {
            try (PreparedStatement query = connection.prepareStatement(fenceOf)) {
                query.setString(1, id.value());
                try (ResultSet row = query.executeQuery()) {
                    return row.next()
                            && insert(
                                    connection, id, row.getLong(1), row.getInt(2), AttemptFacts.bounced(enhancedCode));
                }
            }
        });
    }

    /** Under the fence at which the mail stands: no claim had it, and none will. */
    private boolean insert(Connection connection, MailId id, long fence, int attempts, AttemptFacts facts)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(insertFacts)) {
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
                records.add(new RecipientRecord(
                        entry,
                        rows.attempts(connection, entry.id()),
                        rows.person(connection, entry.id()),
                        shown(connection, entry.id())));
            }
            return records;
        });
    }

    /** What cannot be read says nothing of anybody. */
    private @Nullable MailContent shown(Connection connection, MailId id) throws SQLException {
        StoredPayload payload = rows.payload(connection, id).orElse(null);
        if (codec == null || payload == null) {
            return null;
        }
        try {
            return codec.show(id, payload);
        } catch (UnreadablePayloadException e) {
            return null;
        }
    }

    @Override
    public int purge(Duration finishedLongerAgoThan) {
        limits.purge(transactions);
        return purge.run(finishedLongerAgoThan);
    }

    @Override
    public int purge(Duration finishedLongerAgoThan, int most) {
        if (most < 1 || most > LARGEST_STEP) {
            throw new IllegalArgumentException("most: 1 to " + LARGEST_STEP);
        }
        int gone = purge.step(finishedLongerAgoThan, most);
        if (gone == 0) {
            limits.purge(transactions);
        }
        return gone;
    }

    @Override
    public void hold(HoldScope scope, String reason, @Nullable String author) {
        holds.begin(scope, reason, author);
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
