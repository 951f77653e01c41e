package org.portalemails.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Port: where the host's <em>current</em> connection comes from, the one of the transaction in which it announces. Implemented
 * by the host in a line or two:
 *
 * <ul>
 *   <li>Spring: {@code ConnectionSource.borrowing(() -> DataSourceUtils.getConnection(dataSource), c ->
 *       DataSourceUtils.releaseConnection(c, dataSource))}
 *   <li>JTA: {@code ConnectionSource.borrowing(dataSource::getConnection, Connection::close)}, with the container's JTA data
 *       source: closing gives the connection back, the transaction goes on
 *   <li>Plain JDBC, one connection per thread: {@code ConnectionSource.borrowing(threadLocal::get, c -> {})}
 *   <li>No transaction at hand: {@link #of(DataSource)}
 * </ul>
 *
 * <p>The library never commits, rolls back, closes, or changes autocommit or isolation on a connection that it got from here.
 */
public interface ConnectionSource {
    /**
     * The connection of the caller's current transaction.
     *
     * @return an open connection
     * @throws SQLException if there is none to be had
     */
    Connection borrow() throws SQLException;

    /**
     * Takes back what {@link #borrow()} gave, when the library is done with it. Called once for each, also after a failure.
     *
     * @param connection what was borrowed
     * @throws SQLException if giving back fails
     */
    void giveBack(Connection connection) throws SQLException;

    /** Something that may fail as JDBC does. */
    @FunctionalInterface
    interface Borrowing {
        /**
         * Gives a connection.
         *
         * @return an open connection
         * @throws SQLException if there is none
         */
        Connection borrow() throws SQLException;
    }

    /** Something that may fail as JDBC does. */
    @FunctionalInterface
    interface GivingBack {
        /**
         * Takes a connection back.
         *
         * @param connection what was borrowed
         * @throws SQLException if that fails
         */
        void giveBack(Connection connection) throws SQLException;
    }

    /**
     * The host's connection, in two expressions.
     *
     * @param borrowing how to get it
     * @param givingBack how to give it back
     * @return the source
     */
    static ConnectionSource borrowing(Borrowing borrowing, GivingBack givingBack) {
        return new ConnectionSource() {
            @Override
            public Connection borrow() throws SQLException {
                return borrowing.borrow();
            }

            @Override
            public void giveBack(Connection connection) throws SQLException {
                givingBack.giveBack(connection);
            }
        };
    }

    /**
     * A transaction of its own for every call, on a connection from a data source: for hosts that have no transaction at hand.
     *
     * @param dataSource a data source whose connections are not bound to a transaction of the host's
     * @return the source
     */
    static ConnectionSource of(DataSource dataSource) {
        return new OwnTransactions(dataSource);
    }
}
