package org.portalemails.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;

/** A clock that moves only when told to. Safe for many threads. */
public final class SettableClock extends Clock {
    /**
     * Where a new clock stands unless told otherwise. Later than any real clock, so that what is good for half an hour from here is
     * also good in a test with a database that goes by the real time.
     */
    public static final Instant START = Instant.parse("2098-11-24T15:00:00Z");

    private volatile Instant now;

    /** A clock at {@link #START}. */
    public SettableClock() {
        this(START);
    }

    /**
     * A clock at a moment.
     *
     * @param now the moment
     */
    public SettableClock(Instant now) {
        this.now = Objects.requireNonNull(now, "now");
    }

    /**
     * Moves the clock by a step.
     *
     * @param step how far; may be negative
     */
    public synchronized void advance(Duration step) {
        now = now.plus(step);
    }

    /**
     * Sets the clock.
     *
     * @param moment where it stands from now on
     */
    public synchronized void set(Instant moment) {
        now = Objects.requireNonNull(moment, "moment");
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(now, zone);
    }
}
