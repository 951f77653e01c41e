package com.example.plain;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.portalemails.jdbc.ConnectionSource;
import org.portalemails.web.UnitOfWork;

/** The host's own transactions: one connection per thread, from begin to commit. */
final class Transactions implements UnitOfWork {
    private static final ThreadLocal<Connection> CURRENT = new ThreadLocal<>();

    private final DataSource dataSource;

    Transactions(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Work on the current connection. */
    interface Work {
        void run(Connection connection) throws SQLException;
    }

    /** Commits what the work did, or rolls all of it back. */
    void run(Work work) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            CURRENT.set(connection);
            try {
                work.run(connection);
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                CURRENT.remove();
            }
        }
    }

    // snippet: unit-of-work
    @Override
    public <T> T of(Supplier<T> work) {
        AtomicReference<@Nullable T> result = new AtomicReference<>();
        try {
            run(connection -> result.set(work.get()));
        } catch (SQLException e) {
            throw new IllegalStateException("the transaction failed", e);
        }
        return Objects.requireNonNull(result.get());
    }
    // end

    /** All that Portal Emails must know: where the current connection is. It gives nothing back, the host closes it. */
    ConnectionSource forPortalEmails() {
        return ConnectionSource.borrowing(CURRENT::get, connection -> {});
    }
}
