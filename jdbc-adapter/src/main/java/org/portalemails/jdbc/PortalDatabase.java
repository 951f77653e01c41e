package org.portalemails.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.portalemails.jdbc.administration.JdbcOutboxAdministration;
import org.portalemails.jdbc.dialect.DialectRules;
import org.portalemails.jdbc.links.JdbcLinkAdministration;
import org.portalemails.jdbc.links.JdbcLinks;
import org.portalemails.jdbc.outbox.JdbcOutbox;
import org.portalemails.jdbc.outbox.JdbcOutboxQueue;
import org.portalemails.jdbc.recovery.JdbcRecoveryRequests;
import org.portalemails.jdbc.settings.JdbcSettingsStore;
import org.portalemails.jdbc.settings.ReadDocuments;
import org.portalemails.jdbc.suppression.JdbcSuppressionList;
import org.portalemails.jdbc.transaction.Failures;
import org.portalemails.jdbc.transaction.Transactions;
import org.portalemails.links.LinkAdministration;
import org.portalemails.links.OneTimeLinks;
import org.portalemails.outbox.OutboxAdministration;
import org.portalemails.outbox.PayloadSealer;
import org.portalemails.outbox.SuppressionList;
import org.portalemails.outbox.spi.Outbox;
import org.portalemails.outbox.spi.OutboxQueue;
import org.portalemails.recovery.RecoveryRequests;
import org.portalemails.settings.SettingsStore;

/**
 * The host's database, as the JDBC adapter uses it: its dialect, the names of the tables, where connections come from. Hands out
 * implementations of the ports of the core. Immutable; safe for many threads.
 *
 * <p>Two ways to the database: announcements and settings use the host's <em>current</em> connection ({@link ConnectionSource});
 * dispatchers and operators use short transactions of their own on connections from the data source, which must not be bound to a
 * transaction of the host's.
 */
public final class PortalDatabase {
    private final DataSource workers;
    private final Dialect dialect;
    private final DialectRules rules;
    private final TableNames tables;
    private final @Nullable PayloadSealer sealer;
    private final Transactions transactions;
    private final boolean hostChosen;
    private final ReadDocuments documents = new ReadDocuments();

    private PortalDatabase(Builder builder, Dialect dialect) {
        this.workers = builder.workers;
        this.dialect = dialect;
        this.tables = builder.tables;
        this.sealer = builder.sealer;
        this.hostChosen = builder.host != null;
        this.rules = DialectRules.of(dialect);
        this.transactions = transactions(builder.workers, builder.host, rules);
    }

    private static Transactions transactions(DataSource workers, @Nullable ConnectionSource host, DialectRules rules) {
        if (host == null) {
            return Transactions.onlyOurs(workers, workers, rules);
        }
        return host instanceof OwnTransactions own
                ? Transactions.onlyOurs(workers, own.dataSource(), rules)
                : Transactions.onHosts(workers, host, rules);
    }

    /**
     * Starts a builder with the one thing that it needs.
     *
     * @param workers where the adapter gets connections for its own short transactions; a pool
     * @return a builder
     */
    public static Builder builder(DataSource workers) {
        return new Builder(workers);
    }

    /**
     * The outbox, into which announcements write mails on the host's connection. An announcement that was not made before costs
     * one INSERT. Refused outside of a transaction, see {@link ConnectionSource}; where the host allows autocommit, all mails of a call
     * must fit into one statement (a few hundred, four megabytes).
     *
     * @return the outbox
     * @throws IllegalStateException if no sealer or no host connection was chosen
     */
    public Outbox outbox() {
        if (!hostChosen) {
            throw new IllegalStateException("hostConnection: none was chosen. Mails are announced in the host's"
                    + " transaction: use ConnectionSource.borrowing(…), or ConnectionSource.of(dataSource) if every"
                    + " announcement is to be a transaction of its own");
        }
        return new JdbcOutbox(transactions, rules, tables, sealer(), documents);
    }

    /**
     * The queue from which dispatchers claim mails and into which they settle them, in short transactions.
     *
     * @return the queue
     */
    public OutboxQueue queue() {
        return new JdbcOutboxQueue(transactions, rules, tables);
    }

    /**
     * The administration of the outbox for operators.
     *
     * @return the administration
     */
    public OutboxAdministration administration() {
        return new JdbcOutboxAdministration(transactions, rules, tables, sealer);
    }

    /**
     * The list of addresses that were refused for good.
     *
     * @return the list
     */
    public SuppressionList suppressionList() {
        return new JdbcSuppressionList(transactions, rules, tables);
    }

    /**
     * The requests for recovery of user names and passwords.
     *
     * @return the requests
     * @throws IllegalStateException if no sealer was chosen
     */
    public RecoveryRequests recoveryRequests() {
        return new JdbcRecoveryRequests(
                transactions,
                rules,
                tables,
                new JdbcOutbox(transactions.onlyOurs(), rules, tables, sealer(), documents));
    }

    /**
     * The links that work once, on the host's connection: to be redeemed together with what the host does because of them.
     *
     * @return the links
     */
    public OneTimeLinks links() {
        return new JdbcLinks(transactions, rules, tables);
    }

    /**
     * The links as dispatchers make them: in short transactions on connections of the workers, outside of the host's transactions.
     *
     * @return the links
     */
    public OneTimeLinks linksForDispatcher() {
        return new JdbcLinks(transactions.onlyOurs(), rules, tables);
    }

    /**
     * What became of links, for staff and operators.
     *
     * @return the administration
     */
    public LinkAdministration linkAdministration() {
        return new JdbcLinkAdministration(transactions, rules, tables);
    }

    /**
     * The store of settings, on the host's connection. Keeps one row for each version; nothing is overwritten. All stores of this database
     * share the documents that they have read.
     *
     * @return the store
     */
    public SettingsStore settingsStore() {
        return new JdbcSettingsStore(transactions, rules, tables, documents);
    }

    /**
     * The store of settings as dispatchers read it: on connections of the workers, outside of the host's transactions.
     *
     * @return the store
     */
    public SettingsStore settingsForDispatcher() {
        return new JdbcSettingsStore(transactions.onlyOurs(), rules, tables, documents);
    }

    /**
     * The dialect of the database.
     *
     * @return the dialect
     */
    public Dialect dialect() {
        return dialect;
    }

    /**
     * The names of the tables.
     *
     * @return the names
     */
    public TableNames tables() {
        return tables;
    }

    private PayloadSealer sealer() {
        if (sealer == null) {
            throw new IllegalStateException(
                    "sealer: none was chosen. Mails are stored with a mark that shows whether they"
                            + " were changed: use AesGcmSealer.of(keyId, key), or PayloadSealer.unprotected()");
        }
        return sealer;
    }

    DialectRules rules() {
        return rules;
    }

    DataSource workers() {
        return workers;
    }

    /** Builds a {@link PortalDatabase}. */
    public static final class Builder {
        private final DataSource workers;
        private @Nullable ConnectionSource host;
        private @Nullable Dialect dialect;
        private TableNames tables = TableNames.standard();
        private @Nullable PayloadSealer sealer;

        private Builder(DataSource workers) {
            this.workers = Objects.requireNonNull(workers, "workers");
        }

        /**
         * Where the host's current connection comes from. Can be left out if nothing is announced.
         *
         * @param value by default settings and requests for recovery are transactions of their own, and there is no outbox
         * @return this
         */
        public Builder hostConnection(ConnectionSource value) {
            this.host = Objects.requireNonNull(value);
            return this;
        }

        /**
         * The dialect.
         *
         * @param value by default it is detected when the database is built
         * @return this
         */
        public Builder dialect(Dialect value) {
            this.dialect = Objects.requireNonNull(value);
            return this;
        }

        /**
         * The names of the tables.
         *
         * @param value by default {@link TableNames#standard()}
         * @return this
         */
        public Builder tables(TableNames value) {
            this.tables = Objects.requireNonNull(value);
            return this;
        }

        /**
         * The sealer that encrypts links before they are stored, and authenticates mails so that a change is noticed. Can be left out if
         * nothing is announced.
         *
         * @param value such as an {@link org.portalemails.outbox.AesGcmSealer}
         * @return this
         */
        public Builder sealer(PayloadSealer value) {
            this.sealer = Objects.requireNonNull(value);
            return this;
        }

        /**
         * Builds the database; opens a connection to detect the dialect if none was chosen.
         *
         * @return the database
         * @throws org.portalemails.PortalEmailsException if the database is unknown or cannot be reached
         */
        public PortalDatabase build() {
            if (dialect != null) {
                return new PortalDatabase(this, dialect);
            }
            try (Connection connection = Transactions.connection("detecting the database", workers)) {
                return new PortalDatabase(this, Dialect.detect(connection));
            } catch (SQLException e) {
                throw Failures.withoutConnection("detecting the database", e);
            }
        }
    }
}
