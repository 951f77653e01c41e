package org.portalemails.jdbc.dialect;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.portalemails.jdbc.Dialect;

/**
 * MySQL. A duplicate key undoes its statement only. Claims are made in READ COMMITTED: in REPEATABLE READ their gap locks would
 * block the host's inserts. The index of the claim has exactly the columns and the order of the query, else the sort locks every
 * row.
 */
class MySqlRules extends DialectRules {
    private static final int DUPLICATE_KEY = 1062;
    private static final int MISSING_TABLE = 1146;
    private static final int LOCK_WAIT_TIMEOUT = 1205;
    private static final int DEADLOCK = 1213;
    /** "Incorrect string value", with the value, and on MySQL without a class that says so. */
    private static final int INCORRECT_VALUE = 1366;

    MySqlRules() {
        this(Dialect.MYSQL);
    }

    MySqlRules(Dialect dialect) {
        super(dialect);
    }

    @Override
    public String utcNow() {
        return "UTC_TIMESTAMP(6)";
    }

    @Override
    public String lockSkippingLocked() {
        return " FOR UPDATE SKIP LOCKED";
    }

    /** Of several indexes that begin with the same column it takes any, as long as statistics are made of an empty queue. */
    @Override
    public String by(String index) {
        return " USE INDEX (" + index + ")";
    }

    @Override
    public String ifAbsent(String column) {
        // A duplicate that fails would leave a shared lock on the row: two of them, and then two updates, are a
        // deadlock.
        return " ON DUPLICATE KEY UPDATE " + column + " = " + column;
    }

    @Override
    public String readingCommitted() {
        return " LOCK IN SHARE MODE";
    }

    @Override
    public boolean isDuplicateKey(SQLException e) {
        return e.getErrorCode() == DUPLICATE_KEY;
    }

    @Override
    public boolean isMissingTable(SQLException e) {
        return e.getErrorCode() == MISSING_TABLE;
    }

    @Override
    public boolean isTransient(SQLException e) {
        return super.isTransient(e) || e.getErrorCode() == LOCK_WAIT_TIMEOUT || e.getErrorCode() == DEADLOCK;
    }

    @Override
    public boolean mayQuoteValues(SQLException e) {
        return super.mayQuoteValues(e) || e.getErrorCode() == INCORRECT_VALUE;
    }

    @Override
    public boolean lockInstaller(Connection connection, String key) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("SELECT GET_LOCK(?, 120)")) {
            lock.setString(1, key);
            try (ResultSet rows = lock.executeQuery()) {
                return rows.next() && rows.getInt(1) == 1;
            }
        }
    }

    @Override
    public void unlockInstaller(Connection connection, String key) throws SQLException {
        try (PreparedStatement unlock = connection.prepareStatement("SELECT RELEASE_LOCK(?)")) {
            unlock.setString(1, key);
            unlock.execute();
        }
    }
}
