package org.portalemails.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** In what a database differs. Everything else is SQL that all of them understand. */
abstract class DialectRules {
    /** The database's clock in UTC, as an expression of type timestamp without zone. */
    abstract String utcNow();

    /** A query for {@link #utcNow()}. */
    String selectUtcNow() {
        return "SELECT " + utcNow();
    }

    /** A table of one row. */
    String oneRow() {
        return "(SELECT 1 AS one) x";
    }

    /** Whether arrays can be bound, and statements can change rows inside others. */
    boolean hasArraysAndChangingCtes() {
        return false;
    }

    /** Bounds a query that ends with ORDER BY. */
    String limit(int rows) {
        return " LIMIT " + rows;
    }

    /**
     * What to append to a query so that it locks its rows and passes over those that others have locked, or {@code null} where
     * that is not known to be safe: then claims are guarded updates.
     */
    @Nullable
    String lockSkippingLocked() {
        return null;
    }

    /**
     * Last columns of a query, with the comma before them, that make the database use indexes and their order for the rest of the
     * transaction, instead of reading all and sorting. Empty where it does so anyway.
     */
    String keepingToIndexes() {
        return "";
    }

    /** What to append to an INSERT so that a duplicate is passed over, or empty where the statement alone fails. */
    String onDuplicateNothing() {
        return "";
    }

    /**
     * What to append to an INSERT of a row with key {@code column} so that a duplicate changes nothing, does not fail where that can
     * be had, and leaves no lock that two transactions can hold together. How many rows it counts differs: do not ask.
     */
    String ifAbsent(String column) {
        return onDuplicateNothing();
    }

    /** What to append to a query so that it sees what is committed now, not what was when the transaction began. */
    String readingCommitted() {
        return "";
    }

    /**
     * Whether an INSERT may look into another table on the host's connection and leave no lock there. MariaDB locks what it reads
     * for that, until the host commits.
     */
    boolean insertsFromQueriesWithoutLocks() {
        return false;
    }

    /** How many rows one INSERT may have. */
    int rowsPerInsert() {
        return 200;
    }

    /** Whether a failure says that the unique key is taken. */
    boolean isDuplicateKey(SQLException e) {
        String state = e.getSQLState();
        return state != null && state.startsWith("23");
    }

    /**
     * The schema of the table to which a name leads from this connection, as the database calls it, or the empty text if the driver does
     * not say.
     *
     * @param name as it stands in statements
     * @return {@code null} if there is no such table
     */
    @Nullable
    String schemaOf(Connection connection, String name) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT * FROM " + name + " WHERE 1 = 0");
                ResultSet none = query.executeQuery()) {
            String schema = none.getMetaData().getSchemaName(1);
            return schema == null ? "" : schema;
        } catch (SQLException e) {
            if (isMissingTable(e)) {
                return null;
            }
            throw e;
        }
    }

    /** Whether a failure says that there is no such table. */
    boolean isMissingTable(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("42S0") || state.equals("S0002"));
    }

    /** Whether a transaction that failed so may succeed when it is repeated: deadlock, lock timeout, serialization. */
    boolean isTransient(SQLException e) {
        String state = e.getSQLState();
        return state != null && state.startsWith("40");
    }

    /**
     * Makes sure that of two nodes only one installs the schema.
     *
     * @param key what to lock
     * @return whether the lock is held and must be given back; {@code false} where the database has no such lock
     */
    boolean lockInstaller(Connection connection, String key) throws SQLException {
        return false;
    }

    /** Gives the lock back. */
    void unlockInstaller(Connection connection, String key) throws SQLException {}

    /** Whether statements that change the schema can be rolled back. */
    boolean hasTransactionalDdl() {
        return false;
    }
}
