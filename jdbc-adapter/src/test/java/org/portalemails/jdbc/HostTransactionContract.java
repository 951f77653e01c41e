package org.portalemails.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.CompanyId;
import org.portalemails.PortalEmailsException;
import org.portalemails.email.PlannedMail;
import org.portalemails.event.EventId;
import org.portalemails.notification.SkipReason;
import org.portalemails.outbox.AesGcmSealer;
import org.portalemails.outbox.OutboxAdministration;
import org.portalemails.outbox.OutboxQuery;
import org.portalemails.outbox.spi.AppendCondition;
import org.portalemails.outbox.spi.AppendResult;
import org.portalemails.outbox.spi.Outbox;
import org.portalemails.recovery.NewRecoveryRequest;
import org.portalemails.recovery.RecoveryKind;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.SampleMails;
import org.portalemails.testkit.SampleSettings;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.support.TransactionTemplate;

/** Announcing in the host's transaction, on one real server. */
abstract class HostTransactionContract {
    private final DatabaseUnderTest database;
    private OutboxAdministration administration;

    HostTransactionContract(Dialect dialect) {
        this.database = DatabaseUnderTest.of(dialect);
    }

    @BeforeEach
    void begin() throws SQLException {
        database.clear();
        administration = database.portal().build().administration();
        database.run("DROP TABLE IF EXISTS host_order");
        database.run("CREATE TABLE host_order (id VARCHAR(20) PRIMARY KEY)");
    }

    private Outbox outbox(Connection connection) {
        return database.portal()
                .hostConnection(ConnectionSource.borrowing(() -> connection, c -> {}))
                .build()
                .outbox();
    }

    private int announced() {
        return administration.find(OutboxQuery.all().atMost(10_000)).size();
    }

    private static void order(Connection connection, String id) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO host_order (id) VALUES ('" + id + "')");
        }
    }

    private int orders() throws SQLException {
        try (Connection connection = database.pool.getConnection();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT COUNT(*) FROM host_order")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Test
    @DisplayName("what the host rolls back was never announced, what it commits was")
    void joined() throws SQLException {
        try (Connection connection = database.pool.getConnection()) {
            connection.setAutoCommit(false);
            int isolation = connection.getTransactionIsolation();
            outbox(connection).append(List.of(SampleMails.plain(), SampleMails.skipped(SkipReason.POLICY)));
            assertThat(announced()).as("not before the commit").isZero();
            connection.rollback();
            assertThat(announced()).isZero();
            outbox(connection).append(List.of(SampleMails.plain()));
            assertThat(connection.isClosed()).isFalse();
            assertThat(connection.getAutoCommit()).isFalse();
            assertThat(connection.getTransactionIsolation()).isEqualTo(isolation);
            connection.commit();
        }
        assertThat(announced()).isEqualTo(1);
    }

    @Test
    @DisplayName("a duplicate leaves the host's transaction usable: before and after it everything is committed")
    void duplicateDoesNotPoison() throws SQLException {
        PlannedMail.Send first = SampleMails.plain();
        database.portal().build().outbox().append(List.of(first));
        try (Connection connection = database.pool.getConnection()) {
            connection.setAutoCommit(false);
            order(connection, "before");
            PlannedMail again = SampleMails.plain(first.eventId(), SampleEvents.GROUP, "x@customer.example");
            assertThat(outbox(connection).append(List.of(again, SampleMails.plain())))
                    .extracting(AppendResult::appended)
                    .containsExactly(false, true);
            order(connection, "after");
            connection.commit();
        }
        assertThat(orders()).isEqualTo(2);
        assertThat(announced()).isEqualTo(2);
    }

    @Test
    @DisplayName(
            "where the host allows autocommit, a call is one atomic statement; what does not fit into one is refused and nothing is written")
    void autocommit() throws SQLException {
        try (Connection connection = database.pool.getConnection()) {
            assertThat(connection.getAutoCommit()).isTrue();
            Outbox outbox = database.portal()
                    .hostConnection(ConnectionSource.autoCommitting(() -> connection, c -> {}))
                    .build()
                    .outbox();
            List<PlannedMail> fits = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                fits.add(SampleMails.plain());
            }
            outbox.append(fits);
            assertThat(announced()).isEqualTo(50);
            assertThat(outbox.append(List.of(fits.get(0), SampleMails.plain())))
                    .extracting(AppendResult::appended)
                    .containsExactly(false, true);
            List<PlannedMail> tooMany = new ArrayList<>();
            for (int i = 0; i < 600; i++) {
                tooMany.add(SampleMails.plain());
            }
            assertThatThrownBy(() -> outbox.append(tooMany))
                    .isInstanceOf(PortalEmailsException.class)
                    .hasMessageContaining("needs a transaction");
            assertThat(connection.getAutoCommit()).isTrue();
        }
        assertThat(announced()).isEqualTo(51);
    }

    @Test
    @DisplayName("outside of a transaction an announcement is refused; settings and requests for recovery need none")
    void forgottenTransaction() throws SQLException {
        try (Connection connection = database.pool.getConnection()) {
            PortalDatabase host = database.portal()
                    .hostConnection(ConnectionSource.borrowing(() -> connection, c -> {}))
                    .build();
            for (PlannedMail entry : List.of(SampleMails.plain(), SampleMails.skipped(SkipReason.POLICY))) {
                assertThatThrownBy(() -> host.outbox().append(List.of(entry)))
                        .isInstanceOf(NoTransactionException.class)
                        .hasMessageContaining("announcing needs a transaction")
                        .hasMessageContaining("autocommit is on");
                assertThatThrownBy(() -> host.outbox()
                                .appendIf(List.of(entry), new AppendCondition(CompanyId.DEFAULT, Set.of(), Map.of())))
                        .isInstanceOf(NoTransactionException.class);
            }
            host.recoveryRequests().submit(NewRecoveryRequest.of(RecoveryKind.PASSWORD, null, null));
            host.settingsStore().save(SettingsOwner.INSTALLATION, SampleSettings.allOn(), 0, "a test");
            assertThat(host.settingsStore().find(SettingsOwner.INSTALLATION)).isPresent();
        }
        assertThat(announced()).isZero();
    }

    @Test
    @DisplayName(
            "what no transaction of the host's causes is written in one of its own, beside a host that has none or rolls back")
    void outsideOfTransactions() throws SQLException {
        try (Connection connection = database.pool.getConnection()) {
            PortalDatabase host = database.portal()
                    .hostConnection(ConnectionSource.borrowing(() -> connection, c -> {}))
                    .build();
            host.outbox().outsideTransactions().append(List.of(SampleMails.plain()));
            assertThat(announced()).isEqualTo(1);
            connection.setAutoCommit(false);
            host.outbox().outsideTransactions().append(List.of(SampleMails.plain()));
            connection.rollback();
        }
        assertThat(announced()).isEqualTo(2);
    }

    @Test
    @DisplayName("a pool without autocommit looks like a transaction; the host's framework is asked, and knows")
    void poolWithoutAutoCommit() throws SQLException {
        AtomicBoolean active = new AtomicBoolean();
        ConnectionSource.Borrowing borrowing = () -> {
            Connection connection = database.pool.getConnection();
            connection.setAutoCommit(false);
            return connection;
        };
        Outbox outbox = database.portal()
                .hostConnection(ConnectionSource.borrowing(borrowing, Connection::close, c -> active.get()))
                .build()
                .outbox();

        assertThatThrownBy(() -> outbox.append(List.of(SampleMails.plain())))
                .isInstanceOf(NoTransactionException.class)
                .message()
                .doesNotContain("autocommit");
        active.set(true);
        assertThat(outbox.append(List.of(SampleMails.plain()))).allMatch(AppendResult::appended);
        assertThat(database.pool.getHikariPoolMXBean().getActiveConnections())
                .as("given back, refused or not")
                .isZero();
    }

    @Test
    @DisplayName("a source without a connection is named, whatever is asked for")
    void noConnection() {
        ThreadLocal<Connection> nobodys = new ThreadLocal<>();
        PortalDatabase host = database.portal()
                .hostConnection(ConnectionSource.borrowing(nobodys::get, c -> {
                    throw new SQLException("nothing was borrowed");
                }))
                .build();

        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> host.outbox().append(List.of(SampleMails.plain())),
                () -> host.settingsStore().find(SettingsOwner.INSTALLATION),
                () -> host.recoveryRequests().submit(NewRecoveryRequest.of(RecoveryKind.PASSWORD, null, null)))) {
            assertThatThrownBy(call)
                    .isInstanceOf(NoTransactionException.class)
                    .hasMessageContaining("gave no connection");
        }
    }

    @Test
    @DisplayName("without a choice of its connection a host has no outbox, and learns it at the start")
    void connectionIsAChoice() {
        PortalDatabase undecided = PortalDatabase.builder(database.pool)
                .dialect(database.dialect)
                .sealer(AesGcmSealer.of("test", new byte[32]))
                .build();

        assertThatThrownBy(undecided::outbox)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("hostConnection: none was chosen");
        assertThat(undecided.queue()).isNotNull();
        assertThat(undecided.settingsStore().find(SettingsOwner.INSTALLATION)).isEmpty();
    }

    @Test
    @DisplayName("of two transactions that announce one event, the second waits and learns what the first did")
    void racingTransactions() throws Exception {
        for (boolean firstCommits : new boolean[] {true, false}) {
            EventId event = SampleMails.newEventId();
            try (Connection first = database.pool.getConnection();
                    Connection second = database.pool.getConnection()) {
                first.setAutoCommit(false);
                second.setAutoCommit(false);
                outbox(first).append(List.of(SampleMails.plain(event, SampleEvents.GROUP, "a@customer.example")));
                CountDownLatch begun = new CountDownLatch(1);
                CompletableFuture<AppendResult> waiting = CompletableFuture.supplyAsync(() -> {
                    begun.countDown();
                    return outbox(second)
                            .append(List.of(SampleMails.plain(event, SampleEvents.GROUP, "b@customer.example")))
                            .get(0);
                });
                assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
                if (firstCommits) {
                    first.commit();
                } else {
                    first.rollback();
                }
                assertThat(waiting.get(30, TimeUnit.SECONDS).appended()).isEqualTo(!firstCommits);
                second.commit();
            }
        }
        assertThat(announced()).isEqualTo(2);
    }

    @Test
    @DisplayName("joins a transaction that Spring manages")
    void spring() throws SQLException {
        var manager = new DataSourceTransactionManager(database.pool);
        Outbox outbox = database.portal()
                .hostConnection(ConnectionSource.borrowing(
                        () -> DataSourceUtils.getConnection(database.pool),
                        c -> DataSourceUtils.releaseConnection(c, database.pool)))
                .build()
                .outbox();
        TransactionTemplate transaction = new TransactionTemplate(manager);
        transaction.executeWithoutResult(status -> {
            outbox.append(List.of(SampleMails.plain()));
            status.setRollbackOnly();
        });
        assertThat(announced()).isZero();
        transaction.executeWithoutResult(status -> {
            outbox.append(List.of(SampleMails.plain()));
            outbox.append(List.of(SampleMails.plain()));
        });
        assertThat(announced()).isEqualTo(2);
        assertThatThrownBy(() -> outbox.append(List.of(SampleMails.plain())))
                .as("outside a transaction")
                .isInstanceOf(NoTransactionException.class)
                .hasMessageContaining("autocommit is on")
                .hasMessageContaining("ConnectionSource.of");
        assertThat(announced()).isEqualTo(2);
        assertThat(database.pool.getHikariPoolMXBean().getActiveConnections()).isZero();
    }

    @Test
    @DisplayName("what the database refuses reaches the caller with its codes and its cause, without values")
    void storageErrors() {
        PortalDatabase nowhere = database.portal()
                .tables(TableNames.standard().withPrefix("nowhere_"))
                .build();
        PlannedMail.Send mail = SampleMails.plain("SECRET-GROUP", "person@customer.example");
        assertThatThrownBy(() -> nowhere.outbox().append(List.of(mail)))
                .isInstanceOfSatisfying(StorageException.class, e -> {
                    assertThat(e)
                            .hasMessageStartingWith("announcing: a table is missing: ")
                            .hasMessageContaining("; the database refused, SQLState ");
                    assertThat(e.getMessage()).containsIgnoringCase("nowhere_outbox");
                    assertThat(e.sqlState()).isNotBlank();
                    assertThat(e).hasCauseInstanceOf(SQLException.class);
                    assertThat(e.toString() + e.getCause())
                            .doesNotContain("person@")
                            .doesNotContain("SECRET-GROUP");
                });
    }
}
