package org.portalemails.jdbc.dialect;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.portalemails.jdbc.Dialect;
import org.portalemails.jdbc.TableNames;
import org.portalemails.jdbc.TableNames.Table;
import org.portalemails.jdbc.sql.Codes;
import org.portalemails.jdbc.sql.Rows;
import org.portalemails.outbox.EntryState;

/**
 * PostgreSQL. A failed statement aborts its whole transaction, so that a duplicate must never become an error on the host's
 * connection. Arrays can be bound, and a statement can change rows of several tables.
 */
final class PostgresRules extends DialectRules {
    private static final String DUPLICATE_KEY = "23505";
    private static final String MISSING_TABLE = "42P01";

    PostgresRules() {
        super(Dialect.POSTGRESQL);
    }

    @Override
    public String utcNow() {
        return "(clock_timestamp() AT TIME ZONE 'UTC')";
    }

    @Override
    public String indexedStates() {
        return " AND state <> " + Codes.literal(EntryState.QUEUED) + " AND state <> "
                + Codes.literal(EntryState.SENDING);
    }

    @Override
    public String lockSkippingLocked() {
        return " FOR UPDATE SKIP LOCKED";
    }

    /**
     * With statistics made while the queue was empty, as it is most of the time, or with none, the planner expects so few rows that it
     * reads the whole queue and sorts it, for every claim, until the next ANALYZE.
     */
    @Override
    public String keepingToIndexes() {
        return ", set_config('enable_sort', 'off', true), set_config('enable_seqscan', 'off', true)";
    }

    @Override
    public boolean insertsFromQueriesWithoutLocks() {
        return true;
    }

    @Override
    public String onDuplicateNothing() {
        return " ON CONFLICT DO NOTHING";
    }

    @Override
    public String returningInserted(String column) {
        return " RETURNING " + column;
    }

    @Override
    public int rowsPerInsert() {
        return 500;
    }

    @Override
    public boolean isDuplicateKey(SQLException e) {
        return DUPLICATE_KEY.equals(e.getSQLState());
    }

    @Override
    public boolean isMissingTable(SQLException e) {
        return MISSING_TABLE.equals(e.getSQLState());
    }

    /** From the catalogue: a query of a missing table would abort the transaction. */
    @Override
    public @Nullable String schemaOf(Connection connection, String name) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT n.nspname FROM pg_catalog.pg_class c"
                + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = to_regclass(?)")) {
            query.setString(1, name);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Rows.requiredString(row, 1) : null;
            }
        }
    }

    @Override
    public boolean lockInstaller(Connection connection, String key) throws SQLException {
        // Until the end of the transaction: nothing to give back, also after a crash.
        try (PreparedStatement lock = connection.prepareStatement("SELECT pg_advisory_xact_lock(hashtext(?))")) {
            lock.setString(1, key);
            lock.execute();
        }
        return false;
    }

    @Override
    public boolean hasTransactionalDdl() {
        return true;
    }

    @Override
    public SentMailWriter sentMailWriter(TableNames tables) {
        String now = utcNow();
        String sql =
                "WITH done AS (SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) AS d (id, fence, attempt_no, node, duration_ms,"
                        + " outcome, phase, reply_code, enhanced_code, reply_text, transport)), changed AS (UPDATE "
                        + tables.of(Table.OUTBOX) + " o SET state = " + Codes.literal(EntryState.SENT)
                        + ", reason = NULL, lane = NULL, due_at = NULL, payload = NULL, claimed_by = NULL, finished_at = "
                        + now
                        + ", fence = o.fence + 1 FROM done WHERE o.id = done.id AND o.fence = done.fence AND o.state = "
                        + Codes.literal(EntryState.SENDING) + " RETURNING o.id), recorded AS (INSERT INTO "
                        + tables.of(Table.ATTEMPT)
                        + " (mail_id, fence, attempt_no, node, ended_at, duration_ms, outcome, phase, reply_code, enhanced_code, reply_text,"
                        + " transport, late) SELECT done.id, done.fence, done.attempt_no, done.node, " + now
                        + ", done.duration_ms, done.outcome,"
                        + " done.phase, done.reply_code, done.enhanced_code, done.reply_text, done.transport, 0 FROM done JOIN changed ON changed.id = done.id)"
                        + " SELECT id FROM changed";
        return (connection, mails) -> write(connection, sql, mails);
    }

    private static Set<String> write(Connection connection, String sql, List<SentMail> mails) throws SQLException {
        Set<String> changed = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, 1, "text", mails, one -> one.claim().id().value());
            bind(statement, 2, "int8", mails, one -> one.claim().fence());
            bind(statement, 3, "int4", mails, one -> one.claim().attempt());
            bind(statement, 4, "text", mails, one -> one.facts().node());
            bind(statement, 5, "int8", mails, one -> one.facts().duration().toMillis());
            bind(statement, 6, "text", mails, one -> one.facts().outcome());
            bind(statement, 7, "text", mails, one -> one.facts().phase());
            bind(statement, 8, "int4", mails, one -> one.facts().replyCode());
            bind(statement, 9, "text", mails, one -> one.facts().enhancedCode());
            bind(statement, 10, "text", mails, one -> one.facts().text());
            bind(statement, 11, "text", mails, one -> one.facts().transport());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    changed.add(Rows.requiredString(row, 1));
                }
            }
        }
        return changed;
    }

    private static void bind(
            PreparedStatement statement,
            int index,
            String type,
            List<SentMail> mails,
            Function<SentMail, @Nullable Object> value)
            throws SQLException {
        @Nullable Object[] values = new @Nullable Object[mails.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value.apply(mails.get(i));
        }
        Array array = statement.getConnection().createArrayOf(type, values);
        statement.setArray(index, array);
    }
}
