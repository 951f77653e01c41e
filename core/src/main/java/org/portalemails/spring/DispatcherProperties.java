package org.portalemails.spring;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.portalemails.delivery.BackgroundDispatcher;
import org.portalemails.delivery.DispatchPolicy;
import org.portalemails.delivery.Retention;
import org.portalemails.outbox.OutboxAdministration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What sends the mails of the outbox.
 *
 * @param enabled {@code false} on a node that announces mails and leaves sending to others
 * @param node the name of this node, shown to operators; drawn at random unless set
 * @param senders how many mails are sent at once
 * @param batch the most mails that one claim takes
 * @param maxInFlight the most mails whose outcome is not written down yet: so many could a crash duplicate
 * @param lease how long a claim holds; at least twice the transport's deadline
 * @param shortestPause how long to wait after a look that found nothing
 * @param longestPause so long may a mail wait that became due by itself, such as a retry
 * @param grace how long a stopping application waits for mails on their way; two thirds of {@code
 *     spring.lifecycle.timeout-per-shutdown-phase} unless set
 * @param lateAfter a mail that waits longer makes the application's health {@code OUT_OF_SERVICE}
 * @param keepSent how long what a mail said can be shown after it was sent, without its secrets and sealed; not at all unless set
 * @param keepHistory how long the history of a mail is kept after its end; what is older is deleted by itself, every hour. Until the host purges it
 *     unless set
 * @param virtualThreads whether senders are virtual threads, from Java 21 on; {@code spring.threads.virtual.enabled} unless set
 */
@ConfigurationProperties(prefix = "portal-emails.dispatcher", ignoreUnknownFields = false)
record DispatcherProperties(
        @DefaultValue("true") boolean enabled,
        @Nullable String node,
        @DefaultValue("4") int senders,
        @DefaultValue("100") int batch,
        @DefaultValue("20") int maxInFlight,
        @DefaultValue("10m") Duration lease,
        @DefaultValue("50ms") Duration shortestPause,
        @DefaultValue("2s") Duration longestPause,
        @Nullable Duration grace,
        @DefaultValue("15m") Duration lateAfter,
        @DefaultValue("0s") Duration keepSent,
        @Nullable Duration keepHistory,
        @Nullable Boolean virtualThreads) {
    private static final String EXAMPLE =
            "Correct it in your configuration, or leave it out: every value has a default.";

    DispatchPolicy toPolicy() {
        DispatchPolicy standard = DispatchPolicy.standard();
        DispatchPolicy batches = named("batch", () -> standard.inBatchesOf(batch, standard.maxInFlight()));
        DispatchPolicy limited = named("max-in-flight", () -> batches.inBatchesOf(batch, maxInFlight));
        DispatchPolicy leased = named("lease", () -> limited.leasedFor(lease));
        DispatchPolicy keeping = named("keep-sent", () -> leased.keepingSentFor(keepSent));
        return node == null || node.isBlank() ? keeping : named("node", () -> keeping.onNode(node));
    }

    Retention toRetention(OutboxAdministration outbox) {
        Duration kept = keepHistory == null ? Duration.ZERO : keepHistory;
        return named("keep-history", () -> Retention.start(outbox, kept, Duration.ofHours(1)));
    }

    BackgroundDispatcher.Polling toPolling(Duration shutdownPhase) {
        named("shortest-pause", () -> new BackgroundDispatcher.Polling(shortestPause, shortestPause, Duration.ZERO));
        named("longest-pause", () -> new BackgroundDispatcher.Polling(shortestPause, longestPause, Duration.ZERO));
        return named(
                "grace",
                () -> new BackgroundDispatcher.Polling(
                        shortestPause,
                        longestPause,
                        grace == null ? shutdownPhase.multipliedBy(2).dividedBy(3) : grace));
    }

    private static <T> T named(String property, Supplier<T> value) {
        return WrongConfigurationException.named("portal-emails.dispatcher." + property, EXAMPLE, value);
    }
}
