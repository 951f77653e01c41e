package org.portalemails.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;
import org.portalemails.PortalEmailsException;
import org.portalemails.delivery.DeliveryListener;
import org.portalemails.delivery.OutboxDispatcher;
import org.portalemails.email.MailId;
import org.portalemails.inmemory.InMemoryMailTransport;
import org.portalemails.inmemory.InMemoryOutbox;
import org.portalemails.inmemory.InMemorySuppressionList;
import org.portalemails.outbox.AesGcmSealer;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.HoldScope;
import org.portalemails.outbox.OutboxAdministration;
import org.portalemails.outbox.OutboxCounts;
import org.portalemails.testkit.SampleMails;
import org.portalemails.testkit.SettableClock;
import org.portalemails.transport.DeliveryOutcome;
import org.portalemails.transport.DeliveryOutcome.Phase;
import org.portalemails.transport.DeliveryOutcome.Reply;

@DisplayName("The metrics")
class PortalEmailMetricsTest {
    private static final AesGcmSealer SEALER = AesGcmSealer.of("k", new byte[32]);

    private final SettableClock clock = new SettableClock();
    private final InMemoryOutbox outbox = new InMemoryOutbox(clock, SEALER, new InMemorySuppressionList(clock));
    private final InMemoryMailTransport transport = new InMemoryMailTransport();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final PortalEmailMetrics metrics = new PortalEmailMetrics(outbox, Duration.ZERO);
    private final OutboxDispatcher dispatcher = OutboxDispatcher.builder(outbox, transport)
            .sealer(SEALER)
            .listener(metrics)
            .build();

    private double entries(EntryState state) {
        return registry.get(PortalEmailMetrics.ENTRIES)
                .tag("state", state.code())
                .gauge()
                .value();
    }

    private static DeliveryListener.Attempt turn(String typeCode, boolean counted) {
        return new DeliveryListener.Attempt(
                MailId.random(),
                typeCode,
                new CustomerGroupId("G"),
                CompanyId.DEFAULT,
                "default",
                null,
                1,
                null,
                EntryState.DEAD,
                "unknown-kind",
                Duration.ofMillis(3),
                counted);
    }

    @Test
    @DisplayName("count what waits and for how long, and time what was sent")
    void fromQueueToSent() {
        metrics.bindTo(registry);
        outbox.append(List.of(SampleMails.plain()));
        outbox.append(List.of(SampleMails.plain()));
        clock.advance(Duration.ofSeconds(90));
        assertThat(entries(EntryState.QUEUED)).isEqualTo(2);
        assertThat(registry.get(PortalEmailMetrics.OLDEST_DUE).timeGauge().value(TimeUnit.SECONDS))
                .isEqualTo(90);
        dispatcher.runOnce();
        assertThat(entries(EntryState.QUEUED)).isZero();
        assertThat(entries(EntryState.SENT)).isEqualTo(2);
        assertThat(registry.get(PortalEmailMetrics.ATTEMPTS)
                        .tags("outcome", "accepted", "state", EntryState.SENT.code())
                        .timer()
                        .count())
                .isEqualTo(2);
    }

    @Test
    @DisplayName("show a broken configuration while it lasts")
    void brokenConfiguration() {
        metrics.bindTo(registry);
        transport.answering(mail -> new DeliveryOutcome.Misconfigured(
                new Reply(Phase.AUTH, 535, "5.7.8", "bad credentials"), DeliveryOutcome.Misconfigured.Scope.SERVER));
        outbox.append(List.of(SampleMails.plain()));
        dispatcher.runOnce();
        assertThat(registry.get(PortalEmailMetrics.SUSPENSIONS).counter().count())
                .isEqualTo(1);
        assertThat(registry.get(PortalEmailMetrics.HOLDS).gauge().value()).isEqualTo(1);
        outbox.release(HoldScope.route("default"));
        assertThat(registry.get(PortalEmailMetrics.HOLDS).gauge().value()).isZero();
    }

    @Test
    @DisplayName("say on how many routes another than the first server carries mails")
    void fallbacks() {
        metrics.bindTo(registry);
        assertThat(registry.get(PortalEmailMetrics.FALLBACKS).gauge().value()).isZero();
        metrics.fallbackBegan("north", "spare");
        metrics.fallbackBegan("south", "spare");
        metrics.fallbackEnded("north", java.time.Instant.EPOCH);
        assertThat(registry.get(PortalEmailMetrics.FALLBACKS).gauge().value()).isEqualTo(1);
    }

    @Test
    @DisplayName("count what came back by mail and company, and know no address and no group")
    void bounces() {
        metrics.bindTo(registry);
        metrics.bounced(bounce("reset-password", "north"));
        metrics.bounced(bounce("reset-password", "north"));
        metrics.bounced(bounce("FROM_ANOTHER_VERSION", "south"));
        assertThat(registry.get(PortalEmailMetrics.BOUNCED)
                        .tags("mail", "reset-password", "company", "north")
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(registry.get(PortalEmailMetrics.BOUNCED)
                        .tags("mail", "unknown", "company", "south")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    private static DeliveryListener.Bounce bounce(String type, String company) {
        return new DeliveryListener.Bounce(
                MailId.random(), type, new CustomerGroupId("G"), new CompanyId(company), "5.1.1", true);
    }

    @Test
    @DisplayName("have a counter from the start, so that an alarm on its growth works for the first time too")
    void countersExistFromTheStart() {
        metrics.bindTo(registry);
        assertThat(registry.getMeters().stream().map(Meter::getId).map(Meter.Id::getName))
                .contains(PortalEmailMetrics.LATE, PortalEmailMetrics.SUSPENSIONS, PortalEmailMetrics.STORAGE_FAILURES);
        metrics.storageFailed(new IllegalStateException("x"));
        assertThat(registry.get(PortalEmailMetrics.STORAGE_FAILURES).counter().count())
                .isEqualTo(1);
    }

    @Test
    @DisplayName("never take what a row says for a tag without knowing it, and count turns that came too late")
    void tagsAreBounded() {
        metrics.bindTo(registry);
        for (int i = 0; i < 100; i++) {
            metrics.attemptEnded(turn("FROM_ANOTHER_VERSION_" + i, i != 7));
        }
        Set<String> mails = registry.getMeters().stream()
                .map(meter -> meter.getId().getTag("mail"))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        assertThat(mails).containsExactly("unknown");
        assertThat(registry.get(PortalEmailMetrics.LATE).counter().count()).isEqualTo(1);
    }

    @Test
    @DisplayName("reach every registry that they are bound to")
    void everyRegistry() {
        SimpleMeterRegistry second = new SimpleMeterRegistry();
        metrics.bindTo(registry);
        metrics.bindTo(second);
        metrics.attemptEnded(turn("RESET_PASSWORD", true));
        assertThat(registry.get(PortalEmailMetrics.ATTEMPTS).timer().count()).isEqualTo(1);
        assertThat(second.get(PortalEmailMetrics.ATTEMPTS).timer().count()).isEqualTo(1);
    }

    @Test
    @DisplayName("read the outbox once for all gauges, again only when the reading is old, and are NaN when it refuses")
    void oneReadingForAllGauges() {
        AtomicInteger readings = new AtomicInteger();
        AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
        OutboxAdministration counting = (OutboxAdministration) java.lang.reflect.Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {OutboxAdministration.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("holds")) {
                        return List.of();
                    }
                    if (readings.incrementAndGet() == 2) {
                        throw new PortalEmailsException("the storage is away");
                    }
                    return new OutboxCounts(java.util.Map.of(EntryState.QUEUED, 7L), Duration.ofMillis(1500));
                });
        OutboxReading reading = new OutboxReading(counting, Duration.ofNanos(10), now::get);
        assertThat(reading.entriesIn(EntryState.QUEUED)).isEqualTo(7);
        assertThat(reading.oldestDueSeconds()).isEqualTo(1.5);
        now.addAndGet(9);
        assertThat(reading.holds()).isZero();
        assertThat(readings).hasValue(1);
        now.addAndGet(1);
        assertThat(reading.entriesIn(EntryState.QUEUED)).isNaN();
        assertThat(reading.holds()).isNaN();
        assertThat(readings).hasValue(2);
        now.addAndGet(10);
        assertThat(reading.entriesIn(EntryState.QUEUED)).isEqualTo(7);
    }

    @Test
    @DisplayName(
            "of a second outbox in one registry need tags of their own; without them they are refused, not dropped")
    void twoOutboxes() {
        metrics.bindTo(registry);
        metrics.bindTo(registry);
        assertThatThrownBy(() -> new PortalEmailMetrics(new InMemoryOutbox(clock), Duration.ZERO).bindTo(registry))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("tags");
        InMemoryOutbox second = new InMemoryOutbox(clock);
        new PortalEmailMetrics(second, Duration.ZERO, Tags.of("outbox", "second")).bindTo(registry);
        second.append(List.of(SampleMails.plain()));
        assertThat(registry.get(PortalEmailMetrics.ENTRIES)
                        .tag("outbox", "second")
                        .tag("state", "queued")
                        .gauge()
                        .value())
                .isEqualTo(1);
    }
}
