package org.portalemails.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.portalemails.delivery.DeliveryListener;
import org.portalemails.delivery.DispatchPolicy;
import org.portalemails.delivery.OutboxDispatcher;
import org.portalemails.email.MailId;
import org.portalemails.email.OutgoingMail;
import org.portalemails.email.PlannedMail;
import org.portalemails.inmemory.InMemoryMailTransport;
import org.portalemails.jdbc.TableNames.Table;
import org.portalemails.outbox.AesGcmSealer;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.OutboxEntry;
import org.portalemails.testkit.OutboxUnderTest;
import org.portalemails.testkit.SampleMails;
import org.portalemails.transport.DeliveryOutcome;

/** The sessions of the dispatcher wait for a lock less long than somebody else holds it. */
@DisplayName("A row that another transaction locks while its mail is on its way")
@Timeout(120)
class LockedRowTest {
    private static final String OUTBOX = TableNames.standard().of(Table.OUTBOX);
    private static final int MAILS = 4;
    private static final Duration LEASE = DispatchPolicy.standard().lease();

    private final InMemoryMailTransport transport = new InMemoryMailTransport();
    private final List<RuntimeException> storageFailures = new ArrayList<>();
    /** Moves only when told to, so that no lease is over by chance. */
    private final AtomicLong nanos = new AtomicLong();

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private OutboxDispatcher dispatcher(Dialect dialect, HikariDataSource sessions) {
        PortalDatabase portal =
                DatabaseUnderTest.on(dialect, sessions, sessions).portal().build();
        return OutboxDispatcher.builder(portal.queue(), transport)
                .sealer(AesGcmSealer.of("test", new byte[32]))
                .policy(DispatchPolicy.standard().inBatchesOf(10, 10))
                .nanoTime(nanos::get)
                .listener(new DeliveryListener() {
                    @Override
                    public void storageFailed(RuntimeException failure) {
                        storageFailures.add(failure);
                    }
                })
                .build();
    }

    private static HikariDataSource sessions(DatabaseUnderTest database, String setting) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.pool.getJdbcUrl());
        config.setUsername(database.pool.getUsername());
        config.setPassword(database.pool.getPassword());
        config.setMaximumPoolSize(2);
        config.setMinimumIdle(0);
        config.setConnectionInitSql(setting);
        return new HikariDataSource(config);
    }

    private static List<PlannedMail.Send> announce(OutboxUnderTest adapter) {
        List<PlannedMail.Send> mails = new ArrayList<>();
        for (int i = 0; i < MAILS; i++) {
            mails.add(SampleMails.plain());
        }
        adapter.outbox().append(mails);
        return mails;
    }

    /** As soon as that mail is claimed and handed over; not before, or no claim would find it. */
    private void lockWhenOnItsWay(Connection other, MailId mail) throws SQLException {
        other.setAutoCommit(false);
        transport.answering(sent -> {
            if (sent.id().equals(mail)) {
                try (PreparedStatement lock =
                        other.prepareStatement("SELECT id FROM " + OUTBOX + " WHERE id = ? FOR UPDATE")) {
                    lock.setString(1, mail.value());
                    assertThat(lock.executeQuery().next()).isTrue();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
            return new DeliveryOutcome.Accepted(DeliveryOutcome.Reply.none(DeliveryOutcome.Phase.FINAL_DOT, "ok"));
        });
    }

    private void unlock(Connection other) throws SQLException {
        other.rollback();
        other.setAutoCommit(true);
        transport.accepting();
    }

    private long delivered(PlannedMail.Send mail) {
        return transport.delivered().stream()
                .map(OutgoingMail::id)
                .filter(mail.id()::equals)
                .count();
    }

    private static OutboxEntry entry(OutboxUnderTest adapter, PlannedMail mail) {
        return adapter.administration().find(mail.id()).orElseThrow();
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({
        "POSTGRESQL, SET statement_timeout = 1000",
        "POSTGRESQL, SET lock_timeout = 100",
        "MARIADB, SET SESSION innodb_lock_wait_timeout = 0",
        "MYSQL, SET SESSION innodb_lock_wait_timeout = 1",
        "H2, SET LOCK_TIMEOUT 100"
    })
    @DisplayName("keeps nothing but its own outcome from being written; that is tried again, and nothing is sent twice")
    void writtenLater(Dialect dialect, String setting) throws SQLException {
        DatabaseUnderTest database = DatabaseUnderTest.of(dialect);
        OutboxUnderTest adapter = database.emptyOutbox();
        List<PlannedMail.Send> mails = announce(adapter);
        PlannedMail.Send locked = mails.get(1);
        try (HikariDataSource sessions = sessions(database, setting);
                Connection other = database.pool.getConnection()) {
            OutboxDispatcher dispatcher = dispatcher(dialect, sessions);
            lockWhenOnItsWay(other, locked.id());

            assertThat(dispatcher.runOnce().sent()).isEqualTo(MAILS - 1);
            assertThat(mails)
                    .filteredOn(mail -> mail != locked)
                    .allSatisfy(mail -> assertThat(entry(adapter, mail).state()).isEqualTo(EntryState.SENT));
            assertThat(entry(adapter, locked).state()).isEqualTo(EntryState.SENDING);

            pass(Duration.ofSeconds(1));
            assertThat(dispatcher.runOnce().isIdle())
                    .as("refused again, and claimed by nobody")
                    .isTrue();
            assertThat(entry(adapter, locked).state()).isEqualTo(EntryState.SENDING);

            unlock(other);
            pass(LEASE.minusSeconds(2));
            assertThat(dispatcher.runOnce().sent()).isEqualTo(1);
        }
        assertThat(mails).allSatisfy(mail -> {
            assertThat(delivered(mail)).isEqualTo(1);
            assertThat(entry(adapter, mail).state()).isEqualTo(EntryState.SENT);
            assertThat(entry(adapter, mail).possibleDuplicates()).isZero();
            assertThat(adapter.administration().attempts(mail.id()))
                    .singleElement()
                    .satisfies(attempt -> assertThat(attempt.facts().outcome()).isEqualTo("accepted"));
        });
        assertThat(storageFailures).isEmpty();
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({
        "POSTGRESQL, SET statement_timeout = 1000",
        "MARIADB, SET SESSION innodb_lock_wait_timeout = 0",
        "H2, SET LOCK_TIMEOUT 100"
    })
    @DisplayName("for as long as a lease is left to its lease: claimed again then, and counted as a possible duplicate")
    void givenUp(Dialect dialect, String setting) throws SQLException {
        DatabaseUnderTest database = DatabaseUnderTest.of(dialect);
        OutboxUnderTest adapter = database.emptyOutbox();
        List<PlannedMail.Send> mails = announce(adapter);
        PlannedMail.Send locked = mails.get(1);
        try (HikariDataSource sessions = sessions(database, setting);
                Connection other = database.pool.getConnection()) {
            OutboxDispatcher dispatcher = dispatcher(dialect, sessions);
            lockWhenOnItsWay(other, locked.id());
            assertThat(dispatcher.runOnce().sent()).isEqualTo(MAILS - 1);
            pass(LEASE);
            assertThat(dispatcher.runOnce().isIdle()).isTrue();

            unlock(other);
            pass(Duration.ofSeconds(10));
            assertThat(dispatcher.runOnce().isIdle()).as("given up").isTrue();
            assertThat(entry(adapter, locked).state()).isEqualTo(EntryState.SENDING);

            database.run("UPDATE " + OUTBOX + " SET due_at = queued_at WHERE id = '" + locked.id() + "'");
            assertThat(dispatcher.runUntilIdle().sent())
                    .as("after its lease in the database")
                    .isEqualTo(1);
        }
        assertThat(mails).allSatisfy(mail -> {
            assertThat(delivered(mail)).isEqualTo(mail == locked ? 2 : 1);
            assertThat(entry(adapter, mail).state()).isEqualTo(EntryState.SENT);
            assertThat(entry(adapter, mail).possibleDuplicates()).isEqualTo(mail == locked ? 1 : 0);
        });
        assertThat(storageFailures).isEmpty();
    }
}
