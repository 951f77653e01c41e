package org.portalemails.delivery;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Keeps a dispatcher from spending the attempts of every mail on a server that is down. After "the whole server fares so" it
 * is open for a while: nothing is claimed; then one mail is tried; the first that says otherwise closes it. Waits double from
 * one second to one minute, drawn from the upper half of the step, by the node's monotonic time. A transport that knows better
 * how long its server must be left alone is believed. One instance for one server. Not for use by several threads at once.
 */
final class ServerBreaker {
    private static final long FIRST_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST_NANOS = Duration.ofMinutes(1).toNanos();
    private static final long SHORTEST_REST_NANOS = Duration.ofMillis(100).toNanos();

    private final LongSupplier nanoTime;
    private final RandomGenerator random;
    private int failures;
    private boolean resting;
    private long openUntil;

    ServerBreaker(LongSupplier nanoTime, RandomGenerator random) {
        this.nanoTime = nanoTime;
        this.random = random;
    }

    /** Whether nothing may be claimed now. */
    boolean isOpen() {
        resting = resting && nanoTime.getAsLong() - openUntil < 0;
        return resting;
    }

    /** How long nothing is claimed. */
    Duration restLeft() {
        return isOpen() ? Duration.ofNanos(Math.max(0, openUntil - nanoTime.getAsLong())) : Duration.ZERO;
    }

    /** Whether the last that was heard is that the server is down. */
    boolean isSuspicious() {
        return failures > 0;
    }

    /**
     * A mail was tried, and every other would fare the same. One that was on its way when the rest began tells nothing new and
     * doubles nothing.
     *
     * @param pause how long the server wants to be left alone; zero if that is not known
     */
    void serverFailed(Duration pause) {
        if (failures == 0 || !isOpen()) {
            failures = Math.min(failures + 1, 16);
        }
        long step = Math.min(LONGEST_NANOS, FIRST_NANOS << (failures - 1));
        rest(Duration.ofNanos(Math.max(pause.toNanos(), step / 2 + random.nextLong(step / 2 + 1))));
    }

    /** For so long there is no use in claiming more, which says nothing against the server. Shortens no rest. */
    void rest(Duration pause) {
        long until = nanoTime.getAsLong() + Math.max(pause.toNanos(), SHORTEST_REST_NANOS);
        openUntil = isOpen() && openUntil - until > 0 ? openUntil : until;
        resting = true;
    }

    void serverAnswered() {
        failures = 0;
        resting = false;
    }
}
