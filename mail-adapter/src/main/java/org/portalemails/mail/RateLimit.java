package org.portalemails.mail;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** So many mails a second, evenly, with a burst of at most one second's worth. Thread-safe. */
final class RateLimit {
    private final long interval;
    private final long burst;
    private final LongSupplier nanoTime;
    private long next;

    /**
     * A limit.
     *
     * @param perSecond above zero, or infinite for none
     */
    RateLimit(double perSecond, LongSupplier nanoTime) {
        this.interval = Double.isInfinite(perSecond) ? 0 : (long) (1e9 / perSecond);
        this.burst = interval == 0 ? 0 : Math.max(0, 1_000_000_000L - interval);
        this.nanoTime = nanoTime;
        this.next = nanoTime.getAsLong() - burst;
    }

    /**
     * Takes the next place, if it is not further away than {@code patience}.
     *
     * @return how long to wait before going on; negative if there was no place: its absolute value is how long it would be
     */
    synchronized Duration take(Duration patience) {
        if (interval == 0) {
            return Duration.ZERO;
        }
        long now = nanoTime.getAsLong();
        if (now - burst - next > 0) {
            next = now - burst;
        }
        long wait = Math.max(0, next - now);
        if (wait > patience.toNanos()) {
            return Duration.ofNanos(-wait);
        }
        next += interval;
        return Duration.ofNanos(wait);
    }

    /** Waits for a place; an interrupt ends it, and stays. */
    static void pause(Duration wait) {
        long end = System.nanoTime() + wait.toNanos();
        long left;
        while (!wait.isZero()
                && (left = end - System.nanoTime()) > 0
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(left);
        }
    }
}
