package org.portalemails.quickstart;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.portalemails.jdbc.ConnectionSource;

/** What an ERP already has: business transactions on one connection for each thread. Nothing here belongs to the library. */
final class HostTransactions {
    /** What happens inside a transaction. */
    @FunctionalInterface
    interface Work {
        void run() throws SQLException;
    }

    private final DataSource dataSource;
    private static final ThreadLocal<Connection> CURRENT = new ThreadLocal<>();

    HostTransactions(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** How the library finds the transaction that is going on. */
    ConnectionSource connectionSource() {
        return ConnectionSource.borrowing(CURRENT::get, connection -> {});
    }

    /** Runs work in a transaction that is committed. */
    void commit(Work work) throws SQLException {
        run(work, true);
    }

    /** Runs work in a transaction that is rolled back, as when the ERP changes its mind. */
    void rollback(Work work) throws SQLException {
        run(work, false);
    }

    private void run(Work work, boolean commit) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            CURRENT.set(connection);
            try {
                work.run();
                if (commit) {
                    connection.commit();
                } else {
                    connection.rollback();
                }
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                CURRENT.remove();
            }
        }
    }
}
