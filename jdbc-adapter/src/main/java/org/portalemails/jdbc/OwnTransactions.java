package org.portalemails.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.portalemails.jdbc.transaction.Transactions;

/** Marks connections that are ours: {@link Transactions} begins and ends a transaction on them. */
final class OwnTransactions implements ConnectionSource {
    private final DataSource dataSource;

    OwnTransactions(DataSource dataSource) {
        this.dataSource = Objects.requireNonNull(dataSource, "dataSource");
    }

    DataSource dataSource() {
        return dataSource;
    }

    @Override
    public Connection borrow() throws SQLException {
        return dataSource.getConnection();
    }

    @Override
    public void giveBack(Connection connection) throws SQLException {
        connection.close();
    }
}
