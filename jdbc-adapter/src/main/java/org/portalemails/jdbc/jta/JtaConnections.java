package org.portalemails.jdbc.jta;

import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import javax.sql.DataSource;
import org.portalemails.jdbc.ConnectionSource;

/** The connection of the current JTA transaction: {@code @Transactional} beans, EJBs, {@code UserTransaction}. */
@SuppressWarnings("exports") // who uses this has Jakarta Transactions; everybody else need not
public final class JtaConnections {
    /** Where a server keeps its registry (Jakarta Transactions 2.0, 5.4). */
    public static final String REGISTRY = "java:comp/TransactionSynchronizationRegistry";

    private JtaConnections() {}

    /**
     * The connections of a server's data source in JTA transactions. Closing one gives it back to the server, and the transaction goes
     * on.
     *
     * @param dataSource a data source that takes part in JTA transactions
     * @param registry the server's, from {@link #REGISTRY}
     * @return a source that refuses announcements outside of a transaction, and in one that is going to be rolled back
     */
    public static ConnectionSource of(DataSource dataSource, TransactionSynchronizationRegistry registry) {
        return ConnectionSource.borrowing(
                dataSource::getConnection,
                Connection::close,
                connection -> registry.getTransactionStatus() == Status.STATUS_ACTIVE);
    }
}
