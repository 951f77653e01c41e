package org.portalemails.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.portalemails.CustomerGroupId;
import org.portalemails.composition.DeliveryReportMail;
import org.portalemails.delivery.DeliveryListener;
import org.portalemails.notification.NotificationType;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.HoldScope;
import org.portalemails.outbox.OutboxAdministration;

/**
 * The outbox and its deliveries as Micrometer meters: give it to the dispatcher as its {@link DeliveryListener} and bind it to a
 * registry. A framework that binds every {@link MeterBinder} does the second by itself.
 *
 * <p>Meters, all without personal data and with few and stable tags:
 *
 * <ul>
 *   <li>{@value #ATTEMPTS}, timer: how long the delivery attempt took; tags {@code mail} ({@link NotificationType#code()}, {@code delivery-report}, or {@code
 *       unknown} for a row that this version does not understand), {@code outcome} (the transport's answer, or {@code none} if it
 *       was not asked) and {@code state} (where the mail stands now).
 *   <li>{@value #LATE}, counter: attempts that did not count any more, since somebody else held the mail by then.
 *   <li>{@value #BOUNCED}, counter: mails that came back after a server had accepted them; tags {@code mail} as above and {@code company}.
 *   <li>{@value #SUSPENSIONS}, counter: configurations found broken.
 *   <li>{@value #STORAGE_FAILURES}, counter: refusals of the storage.
 *   <li>{@value #ENTRIES}, gauge: entries by {@code state}.
 *   <li>{@value #OLDEST_DUE}, time gauge: for how long the mail that waits longest has been due.
 *   <li>{@value #HOLDS}, gauge: holds that stand now.
 * </ul>
 *
 * <p>Timers and counters are of this node and since its start; the gauges are of the whole outbox and the same on every node: take
 * their maximum, not their sum. The gauges read the storage on the thread that reads the registry, in a transaction of their own,
 * at most once in {@code refresh}; when the storage refuses they are {@code NaN}.
 *
 * <p>Threads: may be called from many. What ends before the first {@link #bindTo} is not measured.
 */
@SuppressWarnings("exports") // who uses this has Micrometer; everybody else need not
public final class PortalEmailMetrics implements MeterBinder, DeliveryListener {
    /** The timer of delivery attempts. */
    public static final String ATTEMPTS = "portal.emails.attempts";
    /** The counter of attempts that did not count. */
    public static final String LATE = "portal.emails.attempts.late";
    /** The counter of mails that came back. */
    public static final String BOUNCED = "portal.emails.bounced";
    /** The counter of broken configurations. */
    public static final String SUSPENSIONS = "portal.emails.suspensions";
    /** The counter of the storage's refusals. */
    public static final String STORAGE_FAILURES = "portal.emails.storage.failures";
    /** The gauge of entries. */
    public static final String ENTRIES = "portal.emails.entries";
    /** The gauge of the age of what is due. */
    public static final String OLDEST_DUE = "portal.emails.oldest.due";
    /** The gauge of holds. */
    public static final String HOLDS = "portal.emails.holds";

    /** The gauge of routes on which another than the first transport carries mails. */
    public static final String FALLBACKS = "portal.emails.fallbacks";

    private static final Set<String> CODES =
            Stream.of(NotificationType.values()).map(NotificationType::code).collect(Collectors.toUnmodifiableSet());

    private final OutboxReading outbox;
    private final Tags common;
    private final List<MeterRegistry> registries = new CopyOnWriteArrayList<>();
    private final Set<String> fallbacks = ConcurrentHashMap.newKeySet();

    /**
     * Measures an outbox, read at most four times a minute.
     *
     * @param outbox which
     */
    public PortalEmailMetrics(OutboxAdministration outbox) {
        this(outbox, Duration.ofSeconds(15));
    }

    /**
     * Measures an outbox.
     *
     * @param outbox which
     * @param refresh for how long a reading of the outbox is good; counting reads the table, so on a large one choose minutes
     */
    public PortalEmailMetrics(OutboxAdministration outbox, Duration refresh) {
        this(outbox, refresh, Tags.empty());
    }

    /**
     * Measures one of several outboxes.
     *
     * @param outbox which
     * @param refresh for how long a reading of the outbox is good
     * @param common tags of all its meters, which tell it from the others; the same keys for each
     */
    public PortalEmailMetrics(OutboxAdministration outbox, Duration refresh, Tags common) {
        this.outbox = new OutboxReading(Objects.requireNonNull(outbox, "outbox"), refresh, System::nanoTime);
        this.common = Objects.requireNonNull(common, "common");
    }

    /**
     * Registers the meters.
     *
     * @throws IllegalStateException if another outbox is measured there under the same tags: the registry would drop one of them
     */
    @Override
    public void bindTo(MeterRegistry registry) {
        if (registries.contains(registry)) {
            return;
        }
        boolean taken = registry.find(HOLDS).gauges().stream()
                .anyMatch(
                        gauge -> gauge.getId().getTags().equals(common.stream().toList()));
        if (taken) {
            throw new IllegalStateException(
                    "metrics: another outbox is measured in this registry under the same tags; give each"
                            + " PortalEmailMetrics tags of its own");
        }
        for (EntryState state : EntryState.values()) {
            Gauge.builder(ENTRIES, () -> outbox.entriesIn(state))
                    .description("Entries of the outbox")
                    .tag("state", state.code())
                    .tags(common)
                    .register(registry);
        }
        TimeGauge.builder(OLDEST_DUE, outbox::oldestDueSeconds, TimeUnit.SECONDS)
                .description("For how long the mail that waits longest has been due")
                .tags(common)
                .register(registry);
        Gauge.builder(HOLDS, outbox::holds)
                .description("Groups, companies or routes whose mails wait")
                .tags(common)
                .register(registry);
        Gauge.builder(FALLBACKS, fallbacks, Set::size)
                .description("Routes on which another than the first transport carries mails, as this node knows")
                .tags(common)
                .register(registry);
        late(registry);
        suspended(registry);
        storageFailures(registry);
        registries.add(registry);
    }

    @Override
    public void attemptEnded(Attempt attempt) {
        String mail = mail(attempt.typeCode(), attempt.group());
        String outcome = Objects.requireNonNullElse(attempt.outcome(), "none");
        for (MeterRegistry registry : registries) {
            Timer.builder(ATTEMPTS)
                    .description("Delivery attempts")
                    .tag("mail", mail)
                    .tag("outcome", outcome)
                    .tag("state", attempt.state().code())
                    .tag("route", attempt.route())
                    .tag("transport", Objects.requireNonNullElse(attempt.transport(), "none"))
                    .tags(common)
                    .register(registry)
                    .record(attempt.duration());
            if (!attempt.counted()) {
                late(registry).increment();
            }
        }
    }

    private static String mail(String typeCode, CustomerGroupId group) {
        return CODES.contains(typeCode) ? DeliveryReportMail.codeOf(typeCode, group) : "unknown";
    }

    @Override
    public void bounced(Bounce bounce) {
        for (MeterRegistry registry : registries) {
            Counter.builder(BOUNCED)
                    .description("Mails that came back after a server had accepted them")
                    .tag("mail", mail(bounce.typeCode(), bounce.group()))
                    .tag("company", bounce.company().value())
                    .tags(common)
                    .register(registry)
                    .increment();
        }
    }

    @Override
    public void fallbackBegan(String route, String transport) {
        fallbacks.add(route);
    }

    @Override
    public void fallbackEnded(String route, Instant since) {
        fallbacks.remove(route);
    }

    @Override
    public void suspended(HoldScope scope, String reason) {
        registries.forEach(registry -> suspended(registry).increment());
    }

    @Override
    public void storageFailed(RuntimeException failure) {
        registries.forEach(registry -> storageFailures(registry).increment());
    }

    private Counter late(MeterRegistry registry) {
        return Counter.builder(LATE)
                .description("Attempts that did not count any more")
                .tags(common)
                .register(registry);
    }

    private Counter suspended(MeterRegistry registry) {
        return Counter.builder(SUSPENSIONS)
                .description("Configurations found broken")
                .tags(common)
                .register(registry);
    }

    private Counter storageFailures(MeterRegistry registry) {
        return Counter.builder(STORAGE_FAILURES)
                .description("Refusals of the storage")
                .tags(common)
                .register(registry);
    }
}
