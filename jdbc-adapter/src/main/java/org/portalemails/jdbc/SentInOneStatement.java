package org.portalemails.jdbc;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.portalemails.jdbc.TableNames.Table;
import org.portalemails.outbox.AttemptFacts;
import org.portalemails.outbox.spi.Disposition;
import org.portalemails.outbox.spi.Settlement;

/**
 * Writes the ordinary case, sent at an attempt that counts, in one statement with its history: a commit that many outcomes share
 * should not cost a round trip for each. For databases with arrays and statements that change rows inside others.
 */
final class SentInOneStatement {
    private final String sql;

    SentInOneStatement(DialectRules rules, TableNames tables) {
        String now = rules.utcNow();
        this.sql =
                "WITH done AS (SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) AS d (id, fence, attempt_no, node, duration_ms,"
                        + " outcome, phase, reply_code, enhanced_code, reply_text)), changed AS (UPDATE "
                        + tables.of(Table.OUTBOX)
                        + " o SET state = 'sent', reason = NULL, lane = NULL, due_at = NULL, payload = NULL, claimed_by = NULL, finished_at = "
                        + now
                        + ", fence = o.fence + 1 FROM done WHERE o.id = done.id AND o.fence = done.fence AND o.state = 'sending'"
                        + " RETURNING o.id), recorded AS (INSERT INTO " + tables.of(Table.ATTEMPT)
                        + " (mail_id, fence, attempt_no, node, ended_at, duration_ms, outcome, phase, reply_code, enhanced_code, reply_text,"
                        + " late) SELECT done.id, done.fence, done.attempt_no, done.node, " + now
                        + ", done.duration_ms, done.outcome,"
                        + " done.phase, done.reply_code, done.enhanced_code, done.reply_text, 0 FROM done JOIN changed ON changed.id = done.id)"
                        + " SELECT id FROM changed";
    }

    static boolean takes(Settlement settlement) {
        return settlement.disposition() instanceof Disposition.Sent && settlement.attempt() != null;
    }

    /** Marks what counted, and returns what did not: its lease passed to somebody else. */
    List<Integer> write(Connection connection, List<Settlement> settlements, List<Integer> which, List<Boolean> counted)
            throws SQLException {
        List<Integer> order = new ArrayList<>(which);
        order.sort(Comparator.comparing(i -> settlements.get(i).claim().id().value()));
        List<Settlement> done = order.stream().map(settlements::get).toList();
        Set<String> changed = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, 1, "text", done, one -> one.claim().id().value());
            bind(statement, 2, "int8", done, one -> one.claim().fence());
            bind(statement, 3, "int4", done, one -> one.claim().attempt());
            bind(statement, 4, "text", done, one -> facts(one).node());
            bind(statement, 5, "int8", done, one -> facts(one).duration().toMillis());
            bind(statement, 6, "text", done, one -> facts(one).outcome());
            bind(statement, 7, "text", done, one -> facts(one).phase());
            bind(statement, 8, "int4", done, one -> facts(one).replyCode());
            bind(statement, 9, "text", done, one -> facts(one).enhancedCode());
            bind(statement, 10, "text", done, one -> facts(one).text());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    changed.add(Rows.requiredString(row, 1));
                }
            }
        }
        List<Integer> late = new ArrayList<>();
        for (int i : order) {
            if (changed.remove(settlements.get(i).claim().id().value())) {
                counted.set(i, true);
            } else {
                late.add(i);
            }
        }
        return late;
    }

    private static AttemptFacts facts(Settlement settlement) {
        AttemptFacts facts = settlement.attempt();
        if (facts == null) {
            throw new IllegalArgumentException("an attempt is needed");
        }
        return facts;
    }

    private static void bind(
            PreparedStatement statement,
            int index,
            String type,
            List<Settlement> done,
            Function<Settlement, @Nullable Object> value)
            throws SQLException {
        @Nullable Object[] values = new @Nullable Object[done.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value.apply(done.get(i));
        }
        Array array = statement.getConnection().createArrayOf(type, values);
        statement.setArray(index, array);
    }
}
