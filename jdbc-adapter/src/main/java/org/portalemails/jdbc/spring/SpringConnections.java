package org.portalemails.jdbc.spring;

import javax.sql.DataSource;
import org.portalemails.jdbc.ConnectionSource;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The connection of Spring's current transaction, whoever began it: {@code @Transactional}, a template, JPA. */
public final class SpringConnections {
    private SpringConnections() {}

    /**
     * The connections of a data source in Spring's transactions.
     *
     * @param dataSource the one that the transaction manager works with
     * @return a source that refuses announcements outside of a transaction
     */
    public static ConnectionSource of(DataSource dataSource) {
        return ConnectionSource.borrowing(
                () -> DataSourceUtils.getConnection(dataSource),
                connection -> DataSourceUtils.releaseConnection(connection, dataSource),
                connection -> TransactionSynchronizationManager.isActualTransactionActive()
                        && DataSourceUtils.isConnectionTransactional(connection, dataSource));
    }
}
