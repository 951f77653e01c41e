package org.portalemails.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.portalemails.CustomerGroupId;
import org.portalemails.PortalEmails;
import org.portalemails.address.EmailAddress;
import org.portalemails.delivery.DispatchPolicy;
import org.portalemails.delivery.FailureDigest;
import org.portalemails.delivery.OutboxDispatcher;
import org.portalemails.delivery.OutboxWatch;
import org.portalemails.outbox.AesGcmSealer;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.OutboxEntry;
import org.portalemails.outbox.OutboxQuery;
import org.portalemails.settings.Setting;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.testkit.Outcomes;
import org.portalemails.testkit.RecordingTransport;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.SampleSettings;

@DisplayName("Reports of failures")
@Timeout(180)
class FailureDigestTest {
    private static final int NODES = 8;
    private static final CustomerGroupId REPORTS = new CustomerGroupId("(delivery report)");

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
    @DisplayName("are one, written outside of any transaction of the host's, however many nodes look at once")
    void oneForAllNodes(Dialect dialect) throws Exception {
        DatabaseUnderTest under = DatabaseUnderTest.of(dialect);
        under.clear();
        PortalDatabase database = under.portal().build();
        database.settingsStore()
                .save(
                        SettingsOwner.INSTALLATION,
                        SampleSettings.allOn().toBuilder()
                                .set(Setting.FAILURES_TO, EmailAddress.of("operators@boreal.example"))
                                .build(),
                        0,
                        "a test");
        PortalEmails portal = PortalEmails.builder()
                .customerGroups(id -> Optional.of(SampleSettings.group()))
                .profile(SampleSettings.profile())
                .settingsStore(database.settingsStore())
                .outbox(database.outbox())
                .build();
        portal.notifier().announce(SampleEvents.userNameForgotten("E-1"));
        RecordingTransport transport = new RecordingTransport();
        transport.answerNext(Outcomes.refusedAsSpam());
        OutboxDispatcher dispatcher = OutboxDispatcher.builder(database.queue(), transport)
                .settings(database.settingsForDispatcher())
                .sealer(AesGcmSealer.of("test", new byte[32]))
                .policy(DispatchPolicy.standard().onNode("node"))
                .build();
        dispatcher.runUntilIdle();

        ExecutorService threads = Executors.newFixedThreadPool(NODES);
        try {
            List<Callable<Integer>> nodes = new ArrayList<>();
            for (int i = 0; i < NODES; i++) {
                OutboxWatch watch =
                        new OutboxWatch(database.administration(), List::of, Duration.ofMinutes(15), Clock.systemUTC());
                FailureDigest digest = portal.failureDigest(database.administration(), watch);
                nodes.add(digest::runOnce);
            }
            int written = 0;
            for (Future<Integer> one : threads.invokeAll(nodes)) {
                written += one.get();
            }
            // Two, if the hour of the clock ended meanwhile: of those, too, one leaves.
            assertThat(written).isBetween(1, 2);
        } finally {
            threads.shutdownNow();
        }
        dispatcher.runUntilIdle();
        assertThat(database.administration()
                        .find(OutboxQuery.all().ofGroup(REPORTS).inState(EntryState.SENT)))
                .hasSize(1);
        assertThat(transport.accepted()).hasSize(1);
        assertThat(transport.accepted().get(0).to().address().value()).isEqualTo("operators@boreal.example");
        assertThat(database.administration().find(OutboxQuery.all().inState(EntryState.DEAD)))
                .extracting(OutboxEntry::typeCode)
                .containsExactly("forgot-user-name");
    }
}
