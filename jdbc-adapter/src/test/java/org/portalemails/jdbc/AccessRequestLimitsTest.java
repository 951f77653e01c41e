package org.portalemails.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.portalemails.PortalEmails;
import org.portalemails.announce.Mailing;
import org.portalemails.announce.Notifier;
import org.portalemails.delivery.DispatchPolicy;
import org.portalemails.delivery.OutboxDispatcher;
import org.portalemails.event.AccessRequested;
import org.portalemails.event.ActionLink;
import org.portalemails.event.Contact;
import org.portalemails.event.EventHeader;
import org.portalemails.event.EventId;
import org.portalemails.inmemory.InMemoryMailTransport;
import org.portalemails.jdbc.TableNames.Table;
import org.portalemails.limit.RequestLimit;
import org.portalemails.limit.RequestLimits;
import org.portalemails.notification.NotificationType;
import org.portalemails.notification.SkipReason;
import org.portalemails.outbox.AesGcmSealer;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.OutboxEntry;
import org.portalemails.outbox.OutboxQuery;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.SampleSettings;

@DisplayName("Requests for access that strangers make")
@Timeout(180)
class AccessRequestLimitsTest {
    private static final RequestLimit NONE = RequestLimit.none();
    private static final int REQUESTS = 1_000;

    private final InMemoryMailTransport transport = new InMemoryMailTransport();

    private static RequestLimit hourly(long most) {
        return new RequestLimit(most, Duration.ofHours(1));
    }

    private static PortalDatabase empty(Dialect dialect) {
        DatabaseUnderTest database = DatabaseUnderTest.of(dialect);
        database.clear();
        PortalDatabase portal = database.portal().build();
        portal.settingsStore().save(SettingsOwner.INSTALLATION, SampleSettings.allOn(), 0, "a test");
        return portal;
    }

    private static PortalEmails.Builder portal(PortalDatabase database) {
        return PortalEmails.builder()
                .customerGroups(id -> Optional.of(SampleSettings.group()))
                .profile(SampleSettings.profile())
                .settingsStore(database.settingsStore())
                .outbox(database.outbox());
    }

    private static AccessRequested request(int number, String address) {
        return new AccessRequested(
                EventHeader.of(
                        new EventId("asked-" + number), SampleEvents.GROUP, SampleEvents.WHEN, "Érables Tremblay"),
                "R-" + number,
                Contact.of("Marie", "Tremblay", address, Locale.CANADA_FRENCH),
                null,
                null,
                null,
                "https://erp.boreal.example/" + number,
                ActionLink.mintedAtSend("asked-" + number, Instant.parse("2099-01-01T00:00:00Z")));
    }

    private OutboxDispatcher dispatcher(PortalDatabase database, String node) {
        return OutboxDispatcher.builder(database.queue(), transport)
                .settings(database.settingsForDispatcher())
                .sealer(AesGcmSealer.of("test", new byte[32]))
                .linkMinter(asked -> Optional.of("https://portal.boreal.example/" + asked.reference()))
                .policy(DispatchPolicy.standard().onNode(node))
                .build();
    }

    private static List<OutboxEntry> entries(PortalDatabase database, NotificationType type, EntryState state) {
        return database.administration()
                .find(OutboxQuery.all().ofType(type).inState(state).atMost(OutboxQuery.MAX_LIMIT));
    }

    private void dispatchByTwo(PortalDatabase database) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Callable<Boolean>> dispatchers = new ArrayList<>();
            for (String node : List.of("node-a", "node-b")) {
                OutboxDispatcher dispatcher = dispatcher(database, node);
                dispatchers.add(() -> {
                    while (database.administration().counts().in(EntryState.QUEUED) > 0) {
                        dispatcher.runOnce();
                    }
                    return true;
                });
            }
            for (Future<Boolean> one : threads.invokeAll(dispatchers)) {
                assertThat(one.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB", "MYSQL"})
    @DisplayName(
            "1,000 for one address, waiting before anything was counted, sent by two dispatchers: exactly the limit leaves")
    void oneAddress(Dialect dialect) throws Exception {
        PortalDatabase database = empty(dialect);
        Notifier notifier = portal(database).build().notifier();
        List<AccessRequested> requests = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            requests.add(request(i, i % 2 == 0 ? "stranger@victim.example" : "Stranger@Victim.Example"));
        }
        assertThat(notifier.announceAll(requests, Mailing.SEND))
                .allMatch(answer -> answer.queued().size() == 2);
        dispatchByTwo(database);

        long limit = RequestLimits.standard().perAddress().most();
        assertThat(transport.delivered()).hasSize((int) limit * 2);
        for (NotificationType type :
                List.of(NotificationType.CUSTOMER_ACCESS_REQUEST, NotificationType.INTERNAL_ACCESS_REQUEST)) {
            assertThat(entries(database, type, EntryState.SENT)).hasSize((int) limit);
            assertThat(entries(database, type, EntryState.SKIPPED))
                    .hasSize(REQUESTS - (int) limit)
                    .allMatch(entry -> "limit-reached".equals(entry.reason()));
        }
        assertThat(notifier.announce(request(REQUESTS, "stranger@victim.example"))
                        .skipped())
                .as("known when it is announced")
                .hasSize(2)
                .allMatch(skip -> skip.reason() == SkipReason.LIMIT_REACHED);
        assertThat(notifier.announce(request(REQUESTS + 1, "neighbour@victim.example"))
                        .queued())
                .hasSize(2);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB", "MYSQL"})
    @DisplayName("from many addresses: exactly the limit of the group leaves, or that of the system")
    void groupAndSystem(Dialect dialect) throws Exception {
        for (RequestLimits limits : List.of(
                new RequestLimits(hourly(5), hourly(7), NONE, NONE),
                new RequestLimits(hourly(5), NONE, NONE, hourly(7)))) {
            PortalDatabase database = empty(dialect);
            transport.clear();
            Notifier notifier =
                    portal(database).accessRequestLimits(limits).build().notifier();
            List<AccessRequested> requests = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                requests.add(request(i, "stranger" + i + "@victim.example"));
            }
            notifier.announceAll(requests, Mailing.SEND);
            dispatchByTwo(database);
            assertThat(transport.delivered()).hasSize(14);
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB", "MYSQL"})
    @DisplayName("neither wait for a counter that is being counted, nor leave an address in the table of counters")
    void lockFree(Dialect dialect) throws Exception {
        PortalDatabase database = empty(dialect);
        Notifier notifier = portal(database).build().notifier();
        notifier.announce(request(1, "stranger@victim.example"));
        dispatcher(database, "node-a").runUntilIdle();
        String table = TableNames.standard().of(Table.LIMIT);
        try (Connection counting = DatabaseUnderTest.of(dialect).pool.getConnection();
                Statement statement = counting.createStatement()) {
            counting.setAutoCommit(false);
            assertThat(statement.executeUpdate("UPDATE " + table + " SET used = used + 1"))
                    .isEqualTo(6);
            assertThat(notifier.announce(request(2, "stranger@victim.example")).queued())
                    .hasSize(2);
            try (ResultSet key = statement.executeQuery("SELECT limit_key FROM " + table)) {
                while (key.next()) {
                    assertThat(key.getString(1)).matches("[0-9a-f]{64}");
                }
            }
            counting.rollback();
            counting.setAutoCommit(true);
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB", "MYSQL"})
    @DisplayName("are not limited where the host says so")
    void switchedOff(Dialect dialect) {
        PortalDatabase database = empty(dialect);
        Notifier notifier = portal(database)
                .accessRequestLimits(RequestLimits.none())
                .build()
                .notifier();
        for (int i = 0; i < 8; i++) {
            notifier.announce(request(i, "stranger@victim.example"));
        }
        dispatcher(database, "node-a").runUntilIdle();
        assertThat(transport.delivered()).hasSize(16);
    }
}
