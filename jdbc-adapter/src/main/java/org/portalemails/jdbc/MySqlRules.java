package org.portalemails.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * MariaDB and MySQL. A duplicate key undoes its statement only. Claims are made in READ COMMITTED: in REPEATABLE READ their gap
 * locks would block the host's inserts. The index of the claim has exactly the columns and the order of the query, else the sort
 * locks every row.
 */
final class MySqlRules extends DialectRules {
    private static final int DUPLICATE = 1062;
    private static final int LOCK_WAIT_TIMEOUT = 1205;
    private static final int DEADLOCK = 1213;
    /** MariaDB's innodb_snapshot_isolation: a row was committed after the snapshot. */
    private static final int CHANGED_SINCE_SNAPSHOT = 1020;

    @Override
    String utcNow() {
        return "UTC_TIMESTAMP(6)";
    }

    @Override
    String lockSkippingLocked() {
        return " FOR UPDATE SKIP LOCKED";
    }

    @Override
    String ifAbsent(String column) {
        // A duplicate that fails would leave a shared lock on the row: two of them, and then two updates, are a
        // deadlock.
        return " ON DUPLICATE KEY UPDATE " + column + " = " + column;
    }

    @Override
    String readingCommitted() {
        return " LOCK IN SHARE MODE";
    }

    @Override
    boolean isDuplicateKey(SQLException e) {
        return e.getErrorCode() == DUPLICATE;
    }

    @Override
    boolean isTransient(SQLException e) {
        return super.isTransient(e)
                || e.getErrorCode() == LOCK_WAIT_TIMEOUT
                || e.getErrorCode() == DEADLOCK
                || e.getErrorCode() == CHANGED_SINCE_SNAPSHOT;
    }

    @Override
    boolean lockInstaller(Connection connection, String key) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("SELECT GET_LOCK(?, 120)")) {
            lock.setString(1, key);
            try (ResultSet rows = lock.executeQuery()) {
                return rows.next() && rows.getInt(1) == 1;
            }
        }
    }

    @Override
    void unlockInstaller(Connection connection, String key) throws SQLException {
        try (PreparedStatement unlock = connection.prepareStatement("SELECT RELEASE_LOCK(?)")) {
            unlock.setString(1, key);
            unlock.execute();
        }
    }
}
