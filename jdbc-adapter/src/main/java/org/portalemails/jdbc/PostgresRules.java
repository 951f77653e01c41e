package org.portalemails.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL. A failed statement aborts its whole transaction, so that a duplicate must never become an error on the host's
 * connection.
 */
final class PostgresRules extends DialectRules {
    @Override
    String utcNow() {
        return "(clock_timestamp() AT TIME ZONE 'UTC')";
    }

    @Override
    String lockSkippingLocked() {
        return " FOR UPDATE SKIP LOCKED";
    }

    /**
     * With statistics made while the queue was empty, as it is most of the time, or with none, the planner expects so few rows that it
     * reads the whole queue and sorts it, for every claim, until the next ANALYZE.
     */
    @Override
    String keepingToIndexes() {
        return ", set_config('enable_sort', 'off', true), set_config('enable_seqscan', 'off', true)";
    }

    @Override
    boolean hasArraysAndChangingCtes() {
        return true;
    }

    @Override
    boolean insertsFromQueriesWithoutLocks() {
        return true;
    }

    @Override
    String onDuplicateNothing() {
        return " ON CONFLICT DO NOTHING";
    }

    @Override
    int rowsPerInsert() {
        return 500;
    }

    /** From the catalogue: a query of a missing table would abort the transaction. */
    @Override
    @Nullable
    String schemaOf(Connection connection, String name) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT n.nspname FROM pg_catalog.pg_class c"
                + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = to_regclass(?)")) {
            query.setString(1, name);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Rows.requiredString(row, 1) : null;
            }
        }
    }

    @Override
    boolean lockInstaller(Connection connection, String key) throws SQLException {
        // Until the end of the transaction: nothing to give back, also after a crash.
        try (PreparedStatement lock = connection.prepareStatement("SELECT pg_advisory_xact_lock(hashtext(?))")) {
            lock.setString(1, key);
            lock.execute();
        }
        return false;
    }

    @Override
    boolean hasTransactionalDdl() {
        return true;
    }
}
