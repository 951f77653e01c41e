package org.portalemails.jdbc.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.portalemails.CompanyId;
import org.portalemails.PortalEmailsException;
import org.portalemails.address.EmailAddress;
import org.portalemails.email.MailId;
import org.portalemails.email.PlannedMail;
import org.portalemails.jdbc.ConnectionSource;
import org.portalemails.jdbc.TableNames;
import org.portalemails.jdbc.TableNames.Table;
import org.portalemails.jdbc.dialect.DialectRules;
import org.portalemails.jdbc.limit.LimitTable;
import org.portalemails.jdbc.settings.ReadDocuments;
import org.portalemails.jdbc.sql.Codes;
import org.portalemails.jdbc.sql.Rows;
import org.portalemails.jdbc.sql.UnexpectedAnswerException;
import org.portalemails.jdbc.suppression.SuppressedAddresses;
import org.portalemails.jdbc.transaction.Transactions;
import org.portalemails.limit.LimitKey;
import org.portalemails.limit.Quota;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.PayloadSealer;
import org.portalemails.outbox.spi.AppendCondition;
import org.portalemails.outbox.spi.AppendResult;
import org.portalemails.outbox.spi.Outbox;
import org.portalemails.outbox.spi.PayloadCodec;
import org.portalemails.outbox.spi.StoredPayload;

/**
 * Inserts announced mails on the host's connection. An announcement that was not made before costs exactly one INSERT; only when a
 * row was there already does it look which. Where the database can do that, the INSERT of one mail looks by itself whether its
 * address is suppressed and the settings are in force from which it was composed.
 *
 * <p>Refused outside of a transaction, see {@link ConnectionSource}. Where the host allows autocommit, all entries of a call must
 * fit into one statement (a few hundred, four megabytes).
 */
public final class JdbcOutbox implements Outbox {
    private static final int BYTES_PER_INSERT = 4 << 20;
    private static final int ROUNDS = 4;

    private final Transactions transactions;
    private final DialectRules rules;
    private final TableNames tables;
    private final PayloadSealer sealer;
    private final ReadDocuments documents;
    private final PayloadCodec codec;
    private final SuppressedAddresses suppressed;
    private final LimitTable limits;
    private final String insert;
    private final String onDuplicate;
    private final @Nullable String returningIds;
    private final String valuesToSend;
    private final String valuesSkipped;
    private final String insertOne;
    private final String insertSkipped;
    private final String selectOne;
    private final WriteConditions conditions;
    private final String selectByEvent;

    public JdbcOutbox(
            Transactions transactions,
            DialectRules rules,
            TableNames tables,
            PayloadSealer sealer,
            ReadDocuments documents) {
        this.transactions = transactions;
        this.rules = rules;
        this.tables = tables;
        this.sealer = sealer;
        this.documents = documents;
        this.codec = new PayloadCodec(sealer);
        this.suppressed = new SuppressedAddresses(tables);
        this.limits = new LimitTable(rules, tables);
        String outbox = tables.of(Table.OUTBOX);
        String columns = "INSERT INTO " + outbox
                + " (id, event_id, mail_type, group_id, company_id, route, recipient, person, state, reason, lane, expires_at,"
                + " supersede_key, quotas, payload, origin, resend_of, is_test, due_at, finished_at, created_at, queued_at, fence, attempts, losses, duplicates)";
        this.insert = columns + " VALUES ";
        this.onDuplicate = rules.onDuplicateNothing();
        this.returningIds = rules.returningInserted("id");
        String now = rules.utcNow();
        String zeros = ", " + now + ", " + now + ", 0, 0, 0, 0)";
        this.valuesToSend = "(?, ?, ?, ?, ?, ?, ?, ?, " + Codes.literal(EntryState.QUEUED)
                + ", NULL, ?, ?, ?, ?, ?, ?, ?, ?, " + now + ", NULL" + zeros;
        this.valuesSkipped = "(?, ?, ?, ?, ?, ?, ?, ?, " + Codes.literal(EntryState.SKIPPED)
                + ", ?, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, " + now + zeros;
        this.insertOne = insert + valuesToSend + onDuplicate;
        this.insertSkipped = insert + valuesSkipped + onDuplicate;
        this.selectOne = columns + " " + rules.selecting(valuesToSend.substring(1, valuesToSend.length() - 1));
        this.conditions = new WriteConditions(rules, tables, documents);
        this.selectByEvent = "SELECT id, event_id, mail_type FROM " + outbox + " WHERE event_id IN ";
    }

    @Override
    public JdbcOutbox outsideTransactions() {
        return new JdbcOutbox(transactions.onlyOurs(), rules, tables, sealer, documents);
    }

    /** An entry in the form in which it is stored. */
    private record Prepared(PlannedMail entry, @Nullable StoredPayload payload) {
        String key() {
            return entry.eventId().value() + ' ' + entry.type().code();
        }
    }

    @Override
    public List<AppendResult> append(List<? extends PlannedMail> entries) {
        if (entries.isEmpty()) {
            return List.of();
        }
        List<Prepared> prepared = prepare(entries);
        return transactions.inHostsTransaction("announcing", connection -> append(connection, prepared));
    }

    @Override
    public Set<EmailAddress> suppressedAmong(CompanyId company, Collection<EmailAddress> addresses) {
        return transactions.inHosts(
                "looking for suppressions", connection -> suppressed.find(connection, company, addresses));
    }

    @Override
    public Set<LimitKey> usedUp(Collection<Quota> quotas) {
        return transactions.inHosts("looking for limits", connection -> limits.usedUp(connection, quotas));
    }

    /**
     * Where the database can do that, one mail is one statement, and what it refuses the caller looks at the long way; anything else
     * is one question for the whole condition, and then {@link #append}.
     */
    @Override
    public Optional<List<AppendResult>> appendIf(List<? extends PlannedMail> entries, AppendCondition condition) {
        if (!rules.insertsFromQueriesWithoutLocks()) {
            return Outbox.super.appendIf(entries, condition);
        }
        Optional<WriteConditions.HashCondition> read = conditions.read(condition);
        if (read.isEmpty()) {
            return Optional.empty();
        }
        if (entries.size() != 1 || !(entries.get(0) instanceof PlannedMail.Send)) {
            boolean met = transactions.inHostsTransaction(
                    "announcing", connection -> read.get().isMet(connection));
            return met ? Optional.of(append(entries)) : Optional.empty();
        }
        Prepared one = prepare(entries).get(0);
        boolean written =
                transactions.inHostsTransaction("announcing", connection -> insertIf(connection, one, read.get()));
        if (written) {
            return Optional.of(List.of(new AppendResult(one.entry().id(), true)));
        }
        // There already, or the condition is not met.
        return Outbox.super.appendIf(entries, condition);
    }

    private boolean insertIf(Connection connection, Prepared one, WriteConditions.HashCondition condition)
            throws SQLException {
        String sql = selectOne + condition.where() + onDuplicate;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            condition.bind(statement, bind(statement, 1, one));
            return statement.executeUpdate() > 0;
        }
    }

    private List<Prepared> prepare(List<? extends PlannedMail> entries) {
        List<Prepared> prepared = new ArrayList<>(entries.size());
        for (PlannedMail entry : entries) {
            prepared.add(
                    new Prepared(entry, entry instanceof PlannedMail.Send send ? codec.encode(send.mail()) : null));
        }
        return prepared;
    }

    /** In a transaction that is under way on a connection. */
    public List<AppendResult> appendOn(Connection connection, List<? extends PlannedMail> entries) throws SQLException {
        return entries.isEmpty() ? List.of() : append(connection, prepare(entries));
    }

    private List<AppendResult> append(Connection connection, List<Prepared> prepared) throws SQLException {
        Map<String, Prepared> wanted = new HashMap<>();
        List<Prepared> first = new ArrayList<>(prepared.size());
        for (Prepared one : prepared) {
            if (wanted.putIfAbsent(one.key(), one) == null) {
                first.add(one);
            }
        }
        List<List<Prepared>> chunks = chunks(first);
        if (chunks.size() > 1 && connection.getAutoCommit()) {
            throw new PortalEmailsException("announcing " + prepared.size()
                    + " mails at once needs a transaction: autocommit is on, and they do not fit into one statement");
        }
        Map<String, AppendResult> byKey = new HashMap<>();
        for (List<Prepared> chunk : chunks) {
            insertOrFind(connection, chunk, byKey);
        }
        Set<String> answered = new HashSet<>();
        List<AppendResult> results = new ArrayList<>(prepared.size());
        for (Prepared one : prepared) {
            AppendResult result = byKey.get(one.key());
            if (result == null) {
                throw new UnexpectedAnswerException("an entry is neither new nor there");
            }
            // A repetition within the call stands for the entry that the first one made.
            results.add(answered.add(one.key()) ? result : new AppendResult(result.id(), false));
        }
        return results;
    }

    private List<List<Prepared>> chunks(List<Prepared> all) {
        List<List<Prepared>> chunks = new ArrayList<>();
        List<Prepared> chunk = new ArrayList<>();
        int bytes = 0;
        for (Prepared one : all) {
            int size = one.payload() == null ? 0 : one.payload().size();
            if (!chunk.isEmpty() && (chunk.size() == rules.rowsPerInsert() || bytes + size > BYTES_PER_INSERT)) {
                chunks.add(chunk);
                chunk = new ArrayList<>();
                bytes = 0;
            }
            chunk.add(one);
            bytes += size;
        }
        chunks.add(chunk);
        return chunks;
    }

    /** Answers every key of the chunk: with the new id, or with the one that was there. */
    private void insertOrFind(Connection connection, List<Prepared> chunk, Map<String, AppendResult> byKey)
            throws SQLException {
        if (insertBatch(connection, chunk)) {
            chunk.forEach(
                    one -> byKey.put(one.key(), new AppendResult(one.entry().id(), true)));
            return;
        }
        List<Prepared> missing = chunk;
        for (int round = 0; round < ROUNDS && !missing.isEmpty(); round++) {
            Set<String> inserted = insert(connection, missing);
            for (Prepared one : missing) {
                if (inserted.contains(one.entry().id().value())) {
                    byKey.put(one.key(), new AppendResult(one.entry().id(), true));
                }
            }
            if (inserted.size() == missing.size()) {
                return;
            }
            find(connection, missing, byKey);
            List<Prepared> still = unanswered(missing, byKey);
            if (still.size() == missing.size()) {
                // Committed after the snapshot of the host's transaction, which will never show it.
                find(missing, byKey);
                still = unanswered(missing, byKey);
            }
            missing = still;
        }
    }

    /**
     * Inserts rows as a batch where that is faster, all or none; whether it did. What came before on this connection stays: a duplicate
     * undoes the batch back to a savepoint, which is not there any more if the database undid the whole transaction meanwhile. That fails
     * then, as it must.
     */
    private boolean insertBatch(Connection connection, List<Prepared> rows) throws SQLException {
        if (rows.size() == 1 || connection.getAutoCommit() || !rules.insertsBatchesFaster(connection)) {
            return false;
        }
        Savepoint before;
        try {
            before = connection.setSavepoint();
        } catch (SQLException e) {
            // A connection of a container may have none.
            return false;
        }
        try (PreparedStatement sends = connection.prepareStatement(insertOne);
                PreparedStatement skips = connection.prepareStatement(insertSkipped)) {
            for (Prepared row : rows) {
                PreparedStatement insertion = row.payload() == null ? skips : sends;
                bind(insertion, 1, row);
                insertion.addBatch();
            }
            sends.executeBatch();
            skips.executeBatch();
        } catch (SQLException e) {
            if (!rules.isDuplicateKey(e)) {
                throw e;
            }
            connection.rollback(before);
            return false;
        }
        connection.releaseSavepoint(before);
        return true;
    }

    private static List<Prepared> unanswered(List<Prepared> rows, Map<String, AppendResult> byKey) {
        return rows.stream().filter(row -> !byKey.containsKey(row.key())).toList();
    }

    /** As everybody sees it. */
    private void find(List<Prepared> rows, Map<String, AppendResult> byKey) {
        transactions.inOurs("looking for what was announced", connection -> {
            find(connection, rows, byKey);
            return byKey;
        });
    }

    /** The ids of the rows that were inserted: all, or where duplicates are passed over, some; or none. */
    private Set<String> insert(Connection connection, List<Prepared> rows) throws SQLException {
        // Of one row, or where a duplicate fails the statement, the count says all; an answer with rows would cost
        // more.
        boolean asking = rows.size() > 1 && returningIds != null;
        Set<String> inserted = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(insertion(rows, asking))) {
            int index = 1;
            for (Prepared row : rows) {
                index = bind(statement, index, row);
            }
            if (asking) {
                try (ResultSet ids = statement.executeQuery()) {
                    while (ids.next()) {
                        inserted.add(Rows.requiredString(ids, 1));
                    }
                }
            } else if (statement.executeUpdate() > 0) {
                rows.forEach(row -> inserted.add(row.entry().id().value()));
            }
        } catch (SQLException e) {
            // A duplicate undid this statement and nothing else.
            if (!rules.isDuplicateKey(e)) {
                throw e;
            }
        }
        return inserted;
    }

    private String insertion(List<Prepared> rows, boolean asking) {
        if (rows.size() == 1 && rows.get(0).entry() instanceof PlannedMail.Send) {
            return insertOne;
        }
        StringBuilder sql = new StringBuilder(insert);
        for (int i = 0; i < rows.size(); i++) {
            boolean send = rows.get(i).entry() instanceof PlannedMail.Send;
            sql.append(i == 0 ? "" : ", ").append(send ? valuesToSend : valuesSkipped);
        }
        return sql.append(onDuplicate)
                .append(asking && returningIds != null ? returningIds : "")
                .toString();
    }

    /** The index after the last one that was bound. */
    private static int bind(PreparedStatement statement, int first, Prepared row) throws SQLException {
        PlannedMail entry = row.entry();
        int index = first;
        statement.setString(index++, entry.id().value());
        statement.setString(index++, entry.eventId().value());
        statement.setString(index++, entry.type().code());
        statement.setString(index++, entry.group().value());
        statement.setString(index++, entry.company().value());
        statement.setString(index++, entry.route());
        if (entry instanceof PlannedMail.Send send && row.payload() != null) {
            statement.setString(index++, send.mail().to().address().mailboxKey());
            Rows.set(statement, index++, send.person());
            statement.setInt(index++, Lanes.of(send.mail().expiresAt()));
            Rows.set(statement, index++, send.mail().expiresAt());
            Rows.set(statement, index++, send.supersedes());
            Rows.set(statement, index++, send.quotas().isEmpty() ? null : Quota.toText(send.quotas()));
            statement.setBytes(index++, row.payload().toBytes());
            Rows.set(
                    statement,
                    index++,
                    send.origin() == null ? null : send.origin().toText());
            Rows.set(
                    statement,
                    index++,
                    send.resendOf() == null ? null : send.resendOf().value());
            statement.setInt(index++, send.kind() == PlannedMail.Send.Kind.TEST ? 1 : 0);
        } else if (entry instanceof PlannedMail.Skip skipped) {
            Rows.set(statement, index++, skipped.recipient());
            Rows.set(statement, index++, skipped.person());
            statement.setString(index++, skipped.reason().code());
        }
        return index;
    }

    private void find(Connection connection, List<Prepared> rows, Map<String, AppendResult> byKey) throws SQLException {
        Set<String> events = new LinkedHashSet<>();
        rows.forEach(row -> events.add(row.entry().eventId().value()));
        String sql = selectByEvent + Rows.placeholders(events.size()) + rules.readingCommitted();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            Rows.fill(query, 1, events);
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    String key = Rows.requiredString(found, 2) + ' ' + Rows.requiredString(found, 3);
                    byKey.putIfAbsent(key, new AppendResult(new MailId(Rows.requiredString(found, 1)), false));
                }
            }
        }
    }
}
