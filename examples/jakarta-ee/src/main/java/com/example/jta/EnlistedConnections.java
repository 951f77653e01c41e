package com.example.jta;

import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.XAConnection;
import javax.sql.XADataSource;
import org.portalemails.jdbc.ConnectionSource;

/**
 * What a server's JTA data source does, in few lines: one connection per transaction, enlisted with the transaction manager,
 * closed when the transaction has ended. In a server use its data source instead, with {@code JtaConnections}.
 */
final class EnlistedConnections {
    private final TransactionManager manager;
    private final XADataSource dataSource;
    private final Map<Transaction, Connection> open = new ConcurrentHashMap<>();

    EnlistedConnections(TransactionManager manager, XADataSource dataSource) {
        this.manager = manager;
        this.dataSource = dataSource;
    }

    /** For the host's own statements and for Portal Emails: the same connection. */
    Connection current() throws SQLException {
        try {
            Transaction transaction = manager.getTransaction();
            if (transaction == null || transaction.getStatus() != Status.STATUS_ACTIVE) {
                throw new SQLException("announce inside a transaction");
            }
            Connection known = open.get(transaction);
            return known != null ? known : enlist(transaction);
        } catch (SystemException | RollbackException e) {
            throw new SQLException("the transaction takes no more work", e);
        }
    }

    private Connection enlist(Transaction transaction) throws SQLException, SystemException, RollbackException {
        XAConnection physical = dataSource.getXAConnection();
        transaction.enlistResource(physical.getXAResource());
        Connection connection = physical.getConnection();
        open.put(transaction, connection);
        transaction.registerSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                open.remove(transaction);
                try {
                    physical.close();
                } catch (SQLException e) {
                    throw new IllegalStateException("closing a connection", e);
                }
            }
        });
        return connection;
    }

    /** There is no connection outside of a transaction: {@link #current()} refuses. */
    ConnectionSource forPortalEmails() {
        return ConnectionSource.borrowing(this::current, connection -> {}, connection -> true);
    }
}
