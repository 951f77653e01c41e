package org.portalemails.mail;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.portalemails.delivery.DeliveryOutcome;
import org.portalemails.delivery.DeliveryOutcome.Phase;
import org.portalemails.delivery.DeliveryOutcome.TryLater;
import org.portalemails.mail.reply.EnhancedCode;

/**
 * Leaves a server alone that does not answer: after some failures in a row nobody tries, then one mail as a probe, then, if
 * that went well, everybody. Each failed probe doubles the pause. Thread-safe.
 */
final class CircuitBreaker {
    private static final int FAILURES = 3;

    private final Duration firstPause;
    private final Duration longestPause;
    private final LongSupplier nanoTime;
    private int failures;
    private boolean open;
    private boolean probing;
    private Duration pause;
    private long until;

    CircuitBreaker(Duration firstPause, Duration longestPause, LongSupplier nanoTime) {
        this.firstPause = firstPause;
        this.longestPause = longestPause;
        this.nanoTime = nanoTime;
        this.pause = firstPause;
    }

    /**
     * Asks to try. Who gets through must tell {@link #record} or {@link #forget}.
     *
     * @return zero: go on; else how long to wait
     */
    synchronized Duration ask() {
        if (!open) {
            return Duration.ZERO;
        }
        long left = until - nanoTime.getAsLong();
        if (left > 0) {
            return Duration.ofNanos(left);
        }
        if (probing) {
            return firstPause;
        }
        probing = true;
        return Duration.ZERO;
    }

    /** The attempt said nothing about the server. */
    synchronized void forget() {
        probing = false;
    }

    /** What came of the attempt. */
    synchronized void record(DeliveryOutcome outcome) {
        boolean early = outcome.reply().phase().compareTo(Phase.MAIL) < 0;
        if (outcome instanceof TryLater later && later.attempted() && later.wholeServer()) {
            failures++;
            // 421 and 4.7.x are a server's own words for "leave me alone".
            boolean asked = later.reply().replyCode() == 421
                    || EnhancedCode.saysSlowDown(later.reply().enhancedCode());
            if (probing) {
                pause = pause.multipliedBy(2).compareTo(longestPause) > 0 ? longestPause : pause.multipliedBy(2);
            }
            if (probing || asked || failures >= FAILURES) {
                open = true;
                until = nanoTime.getAsLong() + pause.toNanos();
            }
            probing = false;
            return;
        }
        probing = false;
        if (!early) {
            failures = 0;
            open = false;
            pause = firstPause;
        }
    }

    /** Whether the server is being left alone. */
    synchronized boolean isOpen() {
        return open;
    }
}
