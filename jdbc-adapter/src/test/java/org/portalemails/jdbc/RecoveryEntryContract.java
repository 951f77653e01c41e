package org.portalemails.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.PortalEmails;
import org.portalemails.address.EmailAddress;
import org.portalemails.delivery.OutboxDispatcher;
import org.portalemails.inmemory.InMemoryMailTransport;
import org.portalemails.inmemory.InMemorySettingsStore;
import org.portalemails.limit.RequestLimit;
import org.portalemails.limit.RequestLimits;
import org.portalemails.outbox.AesGcmSealer;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.OutboxQuery;
import org.portalemails.recovery.RecoveryPolicy;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.SampleSettings;

/** The way from the sign-in page to the mail, on a database. */
abstract class RecoveryEntryContract {
    private static final String MARIE = "marie.tremblay@erables.example";
    private static final int LIMIT = 7;

    private final DatabaseUnderTest database;

    RecoveryEntryContract(Dialect dialect) {
        this.database = DatabaseUnderTest.of(dialect);
        database.clear();
        database.portal().build().settingsStore().save(SettingsOwner.INSTALLATION, SampleSettings.allOn(), 0, "a test");
    }

    private static PortalEmails front(PortalDatabase on) {
        return builder(on).build();
    }

    private static PortalEmails.Builder builder(PortalDatabase on) {
        RequestLimits limits = new RequestLimits(
                new RequestLimit(LIMIT, Duration.ofHours(1)),
                RequestLimit.none(),
                RequestLimit.none(),
                RequestLimit.none());
        return PortalEmails.builder()
                .customerGroups(id -> Optional.of(SampleSettings.group()))
                .profile(SampleSettings.profile())
                .settingsStore(on.settingsStore())
                .outbox(on.outbox())
                .recovery(
                        address -> address.equals(EmailAddress.of(MARIE)) ? List.of(SampleEvents.account()) : List.of(),
                        on.recoveryRequests())
                .recoveryPolicy(RecoveryPolicy.standard().limitedTo(limits));
    }

    private static OutboxDispatcher dispatcher(PortalDatabase on, PortalEmails front, InMemoryMailTransport transport) {
        return OutboxDispatcher.builder(on.queue(), transport)
                .sealer(AesGcmSealer.of("test", new byte[32]))
                .linkMinter(request -> Optional.of("https://portal.boreal.example/reset/" + request.reference()))
                .recovery(front.recoveryProcessor())
                .build();
    }

    private List<String> statementsOf(@Nullable String typed) throws Exception {
        StatementLog log = new StatementLog();
        try (Connection connection = database.pool.getConnection()) {
            connection.setAutoCommit(false);
            Connection watched = log.watch(connection);
            PortalDatabase on = database.portal()
                    .hostConnection(ConnectionSource.borrowing(() -> watched, c -> {}))
                    .build();
            log.take();
            front(on).accountRecovery().resetPassword(typed, Locale.FRENCH);
            List<String> statements = log.take();
            connection.commit();
            connection.setAutoCommit(true);
            return statements;
        }
    }

    @Test
    @DisplayName("known, unknown, malformed and limited addresses: the same one statement")
    void theSameForEveryone() throws Exception {
        List<String> known = statementsOf(MARIE);
        assertThat(known).hasSize(1);
        assertThat(known.get(0)).startsWith("INSERT INTO ");
        assertThat(statementsOf("nobody@erables.example")).isEqualTo(known);
        assertThat(statementsOf("not an address")).isEqualTo(known);
        assertThat(statementsOf(null)).isEqualTo(known);
        PortalDatabase on = database.portal().build();
        OutboxDispatcher dispatcher = dispatcher(on, front(on), new InMemoryMailTransport());
        for (int i = 0; i < 2 * LIMIT; i++) {
            assertThat(statementsOf(MARIE)).isEqualTo(known);
        }
        do {
            dispatcher.runOnce();
        } while (on.recoveryRequests().newest(100).stream().anyMatch(record -> record.outcome() == null));
        assertThat(statementsOf(MARIE)).isEqualTo(known);
    }

    @Test
    @DisplayName("many resets at once for one address, answered by two nodes: exactly the limit")
    void exactlyTheLimit() throws Exception {
        int requests = 60;
        PortalDatabase host = database.portal().build();
        for (int i = 0; i < requests; i++) {
            front(host).accountRecovery().resetPassword(MARIE);
        }
        InMemoryMailTransport transport = new InMemoryMailTransport();
        ExecutorService nodes = Executors.newFixedThreadPool(2);
        List<HikariDataSource> pools = new ArrayList<>();
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<?>> running = new ArrayList<>();
            for (int node = 0; node < 2; node++) {
                HikariDataSource pool = DatabaseUnderTest.pool(database.pool.getJdbcUrl());
                pools.add(pool);
                PortalDatabase on = PortalDatabase.builder(pool)
                        .hostConnection(ConnectionSource.of(pool))
                        .sealer(AesGcmSealer.of("test", new byte[32]))
                        .build();
                OutboxDispatcher dispatcher = dispatcher(on, front(on), transport);
                running.add(nodes.submit(() -> {
                    start.await();
                    while (on.recoveryRequests().newest(requests).stream()
                            .anyMatch(record -> record.outcome() == null)) {
                        dispatcher.runOnce();
                    }
                    dispatcher.runOnce();
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            nodes.shutdownNow();
            pools.forEach(HikariDataSource::close);
        }
        // A newer reset cancels an older one that still waits: what was written counts, not what was sent.
        long written = host.administration().find(OutboxQuery.all()).stream()
                .filter(entry -> entry.state() != EntryState.SKIPPED)
                .count();
        assertThat(written).isEqualTo(LIMIT);
        assertThat(transport.delivered()).isNotEmpty().hasSizeLessThanOrEqualTo(LIMIT);
    }

    @Test
    @DisplayName("the settings of the store that was configured, wherever the requests are kept")
    void oneSourceOfSettings() {
        PortalDatabase on = database.portal().build();
        InMemorySettingsStore elsewhere = new InMemorySettingsStore(Clock.systemUTC());
        EmailAddress sender = EmailAddress.of("ailleurs@boreal.example");
        elsewhere.save(
                SettingsOwner.group(SampleEvents.GROUP),
                SampleSettings.allOn().toBuilder().sendFrom(sender).build(),
                0,
                "test");
        PortalEmails front = builder(on).settingsStore(elsewhere).build();
        front.accountRecovery().resetPassword(MARIE);
        InMemoryMailTransport transport = new InMemoryMailTransport();
        OutboxDispatcher dispatcher = dispatcher(on, front, transport);
        do {
            dispatcher.runOnce();
        } while (on.recoveryRequests().newest(100).stream().anyMatch(record -> record.outcome() == null));
        dispatcher.runOnce();
        assertThat(transport.delivered())
                .extracting(mail -> mail.from().address())
                .containsExactly(sender);
    }
}
