package org.portalemails.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.portalemails.jdbc.administration.JdbcOutboxAdministration;
import org.portalemails.jdbc.dialect.DialectRules;
import org.portalemails.jdbc.outbox.JdbcOutbox;
import org.portalemails.jdbc.outbox.JdbcOutboxQueue;
import org.portalemails.jdbc.recovery.JdbcRecoveryRequests;
import org.portalemails.jdbc.settings.JdbcSettingsStore;
import org.portalemails.jdbc.settings.ReadDocuments;
import org.portalemails.jdbc.suppression.JdbcSuppressionList;
import org.portalemails.jdbc.transaction.Failures;
import org.portalemails.jdbc.transaction.Transactions;
import org.portalemails.outbox.OutboxAdministration;
import org.portalemails.outbox.PayloadSealer;
import org.portalemails.outbox.SuppressionList;
import org.portalemails.outbox.spi.Outbox;
import org.portalemails.outbox.spi.OutboxQueue;
import org.portalemails.recovery.RecoveryRequests;
import org.portalemails.settings.SettingsStore;

/**
 * The host's database as this adapter sees it: which tables, which dialect, where connections come from. Hands out the adapters
 * for the ports of the core. Immutable; safe for many threads.
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
     * Starts with what cannot be left out.
     *
     * @param workers where short transactions of our own get their connections; a pool
     * @return a builder
     */
    public static Builder builder(DataSource workers) {
        return new Builder(workers);
    }

    /**
     * Where mails are promised.
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
     * Where dispatchers work.
     *
     * @return the queue
     */
    public OutboxQueue queue() {
        return new JdbcOutboxQueue(transactions, rules, tables);
    }

    /**
     * Where people operate.
     *
     * @return the administration
     */
    public OutboxAdministration administration() {
        return new JdbcOutboxAdministration(transactions, rules, tables);
    }

    /**
     * Addresses that were refused for good.
     *
     * @return the list
     */
    public SuppressionList suppressionList() {
        return new JdbcSuppressionList(transactions, rules, tables);
    }

    /**
     * Where requests for recovery wait.
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
     * Where settings are kept, on the host's connection. All stores of this database share what they have read.
     *
     * @return the store
     */
    public SettingsStore settingsStore() {
        return new JdbcSettingsStore(transactions, rules, tables, documents);
    }

    /**
     * Which database.
     *
     * @return the dialect
     */
    public Dialect dialect() {
        return dialect;
    }

    /**
     * How the tables are called.
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

    /** Collects what a database needs. */
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
         * Where the host's current connection comes from. Only who announces nothing can leave it out.
         *
         * @param value by default settings and requests for recovery are transactions of their own, and there is no outbox
         * @return this
         */
        public Builder hostConnection(ConnectionSource value) {
            this.host = Objects.requireNonNull(value);
            return this;
        }

        /**
         * Which database.
         *
         * @param value by default it is detected when the database is built
         * @return this
         */
        public Builder dialect(Dialect value) {
            this.dialect = Objects.requireNonNull(value);
            return this;
        }

        /**
         * How the tables are called.
         *
         * @param value by default {@link TableNames#standard()}
         * @return this
         */
        public Builder tables(TableNames value) {
            this.tables = Objects.requireNonNull(value);
            return this;
        }

        /**
         * What locks links away before they are stored, and marks mails so that a change is noticed. Only who announces nothing can
         * leave it out.
         *
         * @param value such as an {@link org.portalemails.outbox.AesGcmSealer}
         * @return this
         */
        public Builder sealer(PayloadSealer value) {
            this.sealer = Objects.requireNonNull(value);
            return this;
        }

        /**
         * Builds; opens a connection to detect the dialect if none was chosen.
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
