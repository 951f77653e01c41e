package org.portalemails.jdbc.limit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.portalemails.jdbc.TableNames;
import org.portalemails.jdbc.TableNames.Table;
import org.portalemails.jdbc.dialect.DialectRules;
import org.portalemails.jdbc.sql.Rows;
import org.portalemails.jdbc.sql.UnexpectedAnswerException;
import org.portalemails.jdbc.transaction.Transactions;
import org.portalemails.limit.LimitKey;
import org.portalemails.limit.Quota;
import org.portalemails.limit.RequestLimit;

/**
 * Counters, one row for each key, locked from the count to the end of the transaction. So that no two transactions wait for each
 * other, all of them count in one order: an address, a group, a company, the whole system; or several groups by name, then several
 * companies by name, and nothing else. Never in a
 * transaction of the host's: that may only look ({@link #usedUp}).
 */
public final class LimitTable {
    private static final int ROUNDS = 4;
    private static final int PURGE_CHUNK = 500;

    private final DialectRules rules;
    private final String count;
    private final String exists;
    private final String insert;
    private final String undo;
    private final String over;
    private final String delete;
    private final String running;

    public LimitTable(DialectRules rules, TableNames tables) {
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
        this.running =
                "SELECT limit_key, used FROM " + table + " WHERE window_end > " + rules.utcNow() + " AND limit_key IN ";
        this.delete = "DELETE FROM " + table + " WHERE limit_key = ? AND window_end <= ?";
    }

    /** Whether the limit was not reached; then it is counted. */
    public boolean count(Connection connection, LimitKey key, RequestLimit limit, Instant now) throws SQLException {
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

    /** Counts under all of them in their order, or under none. */
    public boolean count(Connection connection, List<Quota> quotas, Instant now) throws SQLException {
        for (int i = 0; i < quotas.size(); i++) {
            Quota quota = quotas.get(i);
            if (!count(connection, quota.key(), quota.limit(), now)) {
                undo(connection, quotas.subList(0, i));
                return false;
            }
        }
        return true;
    }

    /** Takes back what this transaction counted under all of them. */
    public void undo(Connection connection, List<Quota> quotas) throws SQLException {
        for (Quota quota : quotas) {
            undo(connection, quota.key(), quota.limit());
        }
    }

    /** Looks at what is committed; locks nothing. */
    public Set<LimitKey> usedUp(Connection connection, Collection<Quota> quotas) throws SQLException {
        Set<LimitKey> full = new HashSet<>();
        Map<String, Quota> asked = new LinkedHashMap<>();
        for (Quota quota : quotas) {
            if (quota.limit().most() == 0) {
                full.add(quota.key());
            } else if (!quota.limit().isNone()) {
                asked.put(quota.key().value(), quota);
            }
        }
        if (asked.isEmpty()) {
            return full;
        }
        try (PreparedStatement query = connection.prepareStatement(running + Rows.placeholders(asked.size()))) {
            Rows.fill(query, 1, asked.keySet());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    Quota quota = asked.get(Rows.requiredString(row, 1));
                    if (quota != null && row.getLong(2) >= quota.limit().most()) {
                        full.add(quota.key());
                    }
                }
            }
        }
        return full;
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
    public void undo(Connection connection, LimitKey key, RequestLimit limit) throws SQLException {
        if (limit.isNone()) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement(undo)) {
            update.setString(1, key.value());
            update.executeUpdate();
        }
    }

    /** Deletes counters whose window is over. Each alone in its transaction: so it waits for nobody while it holds a lock. */
    public void purge(Transactions transactions) {
        while (true) {
            List<String> keys = transactions.inOurs("looking for old limits", this::over);
            int deleted = 0;
            for (String key : keys) {
                deleted += transactions.inOurs("purging a limit", connection -> delete(connection, key));
            }
            if (deleted == 0) {
                return;
            }
        }
    }

    private List<String> over(Connection connection) throws SQLException {
        List<String> keys = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(over)) {
            Rows.set(query, 1, rules.now(connection));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    keys.add(Rows.requiredString(row, 1));
                }
            }
        }
        return keys;
    }

    private int delete(Connection connection, String key) throws SQLException {
        try (PreparedStatement deletion = connection.prepareStatement(delete)) {
            deletion.setString(1, key);
            Rows.set(deletion, 2, rules.now(connection));
            return deletion.executeUpdate();
        }
    }
}
