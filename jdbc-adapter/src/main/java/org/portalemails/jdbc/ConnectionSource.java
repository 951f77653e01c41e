package org.portalemails.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Port: where the host's <em>current</em> connection comes from, the one of the transaction in which it announces. Implemented
 * by the host in a line, or ready-made:
 *
 * <ul>
 *   <li>Spring: {@code org.portalemails.jdbc.spring.SpringConnections}
 *   <li>JTA: {@code org.portalemails.jdbc.jta.JtaConnections}
 *   <li>Plain JDBC, one connection per thread: {@code ConnectionSource.borrowing(threadLocal::get, c -> {})}
 *   <li>No transaction at hand: {@link #of(DataSource)}
 * </ul>
 *
 * <p>An announcement needs a transaction: where {@linkplain #isInTransaction none is under way} it is refused with a {@link
 * NoTransactionException}, since it would be committed alone, or never. What is complete by itself does not: reading and saving
 * settings, asking for recovery.
 *
 * <p>The library never commits, rolls back, closes, or changes autocommit or isolation on a connection that it got from here.
 */
public interface ConnectionSource {
    /**
     * The connection of the caller's current transaction.
     *
     * @return an open connection; {@code null} is refused with a {@link NoTransactionException}
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

    /**
     * Whether a transaction of the caller's is under way on a connection that was just borrowed. Asked before every announcement.
     *
     * <p>Unless overridden: whether autocommit is off. JDBC knows no more than that. Where a pool hands out connections with
     * autocommit off (Hikari's {@code auto-commit=false}), an announcement outside of a transaction looks like one inside and is
     * lost when the connection goes back. And a connection of a JTA transaction may report autocommit all the same (PostgreSQL's driver
     * does since 42.7). So ask the framework where there is one, see {@link #borrowing(Borrowing, GivingBack, TransactionTest)}.
     *
     * @param connection what was borrowed; not to be changed
     * @return {@code false}: the announcement is refused
     * @throws SQLException if the driver cannot say
     */
    default boolean isInTransaction(Connection connection) throws SQLException {
        return !connection.getAutoCommit();
    }

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

    /** What the host's framework knows. */
    @FunctionalInterface
    interface TransactionTest {
        /**
         * Whether a transaction is under way.
         *
         * @param connection what was borrowed; not to be changed
         * @return whether
         * @throws SQLException if that cannot be said
         */
        boolean isInTransaction(Connection connection) throws SQLException;
    }

    /**
     * The host's connection, in two expressions. An announcement is refused while autocommit is on.
     *
     * @param borrowing how to get it
     * @param givingBack how to give it back
     * @return the source
     */
    static ConnectionSource borrowing(Borrowing borrowing, GivingBack givingBack) {
        return new BorrowedConnections(borrowing, givingBack, connection -> !connection.getAutoCommit());
    }

    /**
     * The host's connection, and what the host's framework knows of its transaction: it alone decides.
     *
     * @param borrowing how to get it
     * @param givingBack how to give it back
     * @param test whether the calling thread is in a transaction to which the connection belongs
     * @return the source
     */
    static ConnectionSource borrowing(Borrowing borrowing, GivingBack givingBack, TransactionTest test) {
        return new BorrowedConnections(borrowing, givingBack, test);
    }

    /**
     * The host's connection, also while autocommit is on: then an announcement is committed alone, whatever becomes of the business that
     * it tells about. For hosts that decided so. All mails of a call must fit into one statement then; more are refused.
     *
     * @param borrowing how to get it
     * @param givingBack how to give it back
     * @return the source
     */
    static ConnectionSource autoCommitting(Borrowing borrowing, GivingBack givingBack) {
        return new BorrowedConnections(borrowing, givingBack, connection -> true);
    }

    /**
     * A transaction of its own for every call, on a connection from a data source: for hosts that have no transaction at hand, and
     * announce when what they tell about is committed.
     *
     * @param dataSource a data source whose connections are not bound to a transaction of the host's
     * @return the source
     */
    static ConnectionSource of(DataSource dataSource) {
        return new OwnTransactions(dataSource);
    }
}
