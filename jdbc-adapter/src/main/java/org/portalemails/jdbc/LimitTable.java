package org.portalemails.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.portalemails.jdbc.TableNames.Table;
import org.portalemails.recovery.LimitKey;
import org.portalemails.recovery.RequestLimit;

/**
 * Counters, one row for each key, locked from the count to the end of the transaction. So that no two transactions wait for each
 * other, all of them count in one order: an address, then the whole system; or groups by name, and nothing else.
 */
final class LimitTable {
    private static final int ROUNDS = 4;
    private static final int PURGE_CHUNK = 500;

    private final DialectRules rules;
    private final String count;
    private final String exists;
    private final String insert;
    private final String undo;
    private final String over;
    private final String delete;

    LimitTable(DialectRules rules, TableNames tables) {
        this.rules = rules;
        String table = tables.of(Table.LIMIT);
        // MySQL assigns from left to right, with what is assigned already: the end of the window is changed last.
        this.count = "UPDATE " + table + " SET used = CASE WHEN window_end <= ? THEN 1 ELSE used + 1 END,"
                + " window_end = CASE WHEN window_end <= ? THEN ? ELSE window_end END"
                + " WHERE limit_key = ? AND (window_end <= ? OR used < ?)";
        this.exists = "SELECT 1 FROM " + table + " WHERE limit_key = ?" + rules.readingCommitted();
        this.insert = "INSERT INTO " + table + " (limit_key, window_end, used) VALUES (?, ?, 0)"
                + rules.ifAbsent("limit_key");
        this.undo = "UPDATE " + table + " SET used = used - 1 WHERE limit_key = ?";
        this.over = "SELECT limit_key FROM " + table + " WHERE window_end <= ? ORDER BY limit_key"
                + rules.limit(PURGE_CHUNK);
        this.delete = "DELETE FROM " + table + " WHERE limit_key = ? AND window_end <= ?";
    }

    /** Whether there was room; then it is counted. */
    boolean count(Connection connection, LimitKey key, RequestLimit limit, Instant now) throws SQLException {
        if (limit.isNone()) {
            return true;
        }
        if (limit.most() == 0) {
            return false;
        }
        boolean wasThere = false;
        for (int round = 0; round < ROUNDS; round++) {
            if (update(connection, key, limit, now)) {
                return true;
            }
            boolean isThere = exists(connection, key);
            // Somebody may have made it after our update looked: only a counter that was there before is one that is
            // full.
            if (isThere && wasThere) {
                return false;
            }
            wasThere = isThere;
            if (!isThere) {
                insert(connection, key, now);
            }
        }
        throw new UnexpectedAnswerException("a counter is neither there nor absent");
    }

    private boolean update(Connection connection, LimitKey key, RequestLimit limit, Instant now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(count)) {
            Rows.set(update, 1, now);
            Rows.set(update, 2, now);
            Rows.set(update, 3, now.plus(limit.window()));
            update.setString(4, key.value());
            Rows.set(update, 5, now);
            update.setLong(6, limit.most());
            return update.executeUpdate() > 0;
        }
    }

    private boolean exists(Connection connection, LimitKey key) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(exists)) {
            query.setString(1, key.value());
            try (ResultSet row = query.executeQuery()) {
                return row.next();
            }
        }
    }

    /** A counter whose window is over: the next count begins one. */
    private void insert(Connection connection, LimitKey key, Instant now) throws SQLException {
        try (PreparedStatement insertion = connection.prepareStatement(insert)) {
            insertion.setString(1, key.value());
            Rows.set(insertion, 2, now.minus(Duration.ofSeconds(1)));
            insertion.executeUpdate();
        } catch (SQLException e) {
            // Somebody else made it: a duplicate undid this statement and nothing else.
            if (!rules.isDuplicateKey(e)) {
                throw e;
            }
        }
    }

    /** Takes back one count of this transaction. */
    void undo(Connection connection, LimitKey key, RequestLimit limit) throws SQLException {
        if (limit.isNone()) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement(undo)) {
            update.setString(1, key.value());
            update.executeUpdate();
        }
    }

    /** Counters whose window is over; some of them. */
    List<String> over(Connection connection, Instant now) throws SQLException {
        List<String> keys = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(over)) {
            Rows.set(query, 1, now);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    keys.add(Rows.requiredString(row, 1));
                }
            }
        }
        return keys;
    }

    /** Alone in its transaction: so it waits for nobody while it holds a lock. */
    int delete(Connection connection, String key, Instant now) throws SQLException {
        try (PreparedStatement deletion = connection.prepareStatement(delete)) {
            deletion.setString(1, key);
            Rows.set(deletion, 2, now);
            return deletion.executeUpdate();
        }
    }
}
