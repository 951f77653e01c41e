package org.portalemails.jdbc.transaction;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.portalemails.jdbc.ConnectionSource;
import org.portalemails.jdbc.NoTransactionException;
import org.portalemails.jdbc.StorageException;
import org.portalemails.jdbc.dialect.DialectRules;
import org.portalemails.jdbc.sql.SqlWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs statements either in a short transaction of ours (READ COMMITTED, repeated when the database chose it as the victim of a
 * deadlock), or on the host's connection, whose transaction is not ours to touch.
 */
public final class Transactions {
    private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);
    private static final int ATTEMPTS = 4;

    private final DataSource workers;
    private final @Nullable ConnectionSource host;
    private final DataSource hostsOwn;
    private final DialectRules rules;
    private final Map<DataSource, Boolean> readCommitted = new ConcurrentHashMap<>();

    private Transactions(DataSource workers, @Nullable ConnectionSource host, DataSource hostsOwn, DialectRules rules) {
        this.workers = workers;
        this.host = host;
        this.hostsOwn = hostsOwn;
        this.rules = rules;
    }

    /**
     * On connections of the host's.
     *
     * @param workers where our transactions get their connections
     * @param host where the host's current connection comes from
     */
    public static Transactions onHosts(DataSource workers, ConnectionSource host, DialectRules rules) {
        return new Transactions(workers, host, workers, rules);
    }

    /**
     * The host has no transaction to offer: its work is in transactions of ours too.
     *
     * @param workers where our transactions get their connections
     * @param forHost where those get them that do the work of the host
     */
    public static Transactions onlyOurs(DataSource workers, DataSource forHost, DialectRules rules) {
        return new Transactions(workers, null, forHost, rules);
    }

    /** For work that is in no transaction of the host's: all of them are ours. */
    public Transactions onlyOurs() {
        return onlyOurs(workers, workers, rules);
    }

    /** In a transaction of ours. */
    public <T> T inOurs(String doing, SqlWork<T> work) {
        return inOurs(workers, doing, work);
    }

    /**
     * One statement of ours that is atomic by itself: where connections come with autocommit on, nothing is sent to the database but
     * the statement. The work may be repeated, as that of any transaction.
     */
    public <T> T oneStatement(String doing, SqlWork<T> work) {
        return repeating(
                doing,
                workers,
                connection -> connection.getAutoCommit()
                        ? work.on(connection)
                        : commit(connection, comesReadCommitted(workers, connection), work));
    }

    /** On the host's current connection; in a transaction of ours if the host has none to offer. */
    public <T> T inHosts(String doing, SqlWork<T> work) {
        return inHosts(doing, work, false);
    }

    /** In the host's current transaction, which must be under way; in one of ours if the host said so. */
    public <T> T inHostsTransaction(String doing, SqlWork<T> work) {
        return inHosts(doing, work, true);
    }

    private <T> T inHosts(String doing, SqlWork<T> work, boolean needsTransaction) {
        ConnectionSource source = host;
        return source == null ? inOurs(hostsOwn, doing, work) : inHosts(source, doing, work, needsTransaction);
    }

    private <T> T inHosts(ConnectionSource source, String doing, SqlWork<T> work, boolean needsTransaction) {
        @Nullable Connection connection;
        try {
            connection = source.borrow();
        } catch (SQLException e) {
            throw Failures.withoutConnection(doing, e);
        }
        try {
            if (connection == null) {
                throw new NoTransactionException(doing + ": the ConnectionSource gave no connection (null)."
                        + " Is the calling thread inside the transaction that it should give the connection of?");
            }
            try {
                if (needsTransaction && !isInTransaction(source, doing, connection)) {
                    throw new NoTransactionException(doing + " needs a transaction, and none is under way on the"
                            + " connection of the ConnectionSource"
                            + (connection.getAutoCommit() ? " (autocommit is on)" : "")
                            + ". Announce inside the transaction of the business that is announced (with Spring or Jakarta EE"
                            + " in a method with @Transactional that another bean calls); or say that every"
                            + " call is a transaction of its own: hostConnection(ConnectionSource.of(dataSource))");
                }
                return work.on(connection);
            } finally {
                source.giveBack(connection);
            }
        } catch (SQLException e) {
            throw failed(doing, e);
        }
    }

    private static boolean isInTransaction(ConnectionSource source, String doing, Connection connection) {
        try {
            return source.isInTransaction(connection);
        } catch (SQLException e) {
            // Such as a connection that is closed.
            throw Failures.withoutConnection(doing, e);
        }
    }

    private StorageException failed(String doing, SQLException e) {
        return Failures.ofTransaction(doing, e, rules);
    }

    private <T> T inOurs(DataSource dataSource, String doing, SqlWork<T> work) {
        return repeating(
                doing, dataSource, connection -> commit(connection, comesReadCommitted(dataSource, connection), work));
    }

    private <T> T repeating(String doing, DataSource dataSource, SqlWork<T> work) {
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = connection(doing, dataSource)) {
                return work.on(connection);
            } catch (SQLException e) {
                if (attempt == ATTEMPTS || !rules.isTransient(e)) {
                    throw failed(doing, e);
                }
                LOG.debug("{}: the database asks for a repetition, SQLState {}", doing, e.getSQLState());
            }
        }
    }

    public static Connection connection(String doing, DataSource dataSource) {
        try {
            return dataSource.getConnection();
        } catch (SQLException e) {
            throw Failures.withoutConnection(doing, e);
        }
    }

    /** Asked of the first connection only: a pool hands all of them out alike, and some drivers ask the server each time. */
    private boolean comesReadCommitted(DataSource dataSource, Connection connection) throws SQLException {
        Boolean known = readCommitted.get(dataSource);
        if (known == null) {
            known = connection.getTransactionIsolation() == Connection.TRANSACTION_READ_COMMITTED;
            readCommitted.put(dataSource, known);
        }
        return known;
    }

    private static <T> T commit(Connection connection, boolean isReadCommitted, SqlWork<T> work) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        int isolation = Connection.TRANSACTION_READ_COMMITTED;
        if (!isReadCommitted) {
            isolation = connection.getTransactionIsolation();
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        }
        if (autoCommit) {
            connection.setAutoCommit(false);
        }
        boolean committed = false;
        try {
            T result = work.on(connection);
            connection.commit();
            committed = true;
            return result;
        } finally {
            try {
                if (!committed) {
                    connection.rollback();
                }
                if (autoCommit) {
                    connection.setAutoCommit(true);
                }
                if (!isReadCommitted) {
                    connection.setTransactionIsolation(isolation);
                }
            } catch (SQLException e) {
                // What the work threw says more; a connection in this state is the pool's to throw away.
                LOG.debug("ending a transaction failed, SQLState {}", e.getSQLState());
            }
        }
    }
}
