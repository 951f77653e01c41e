package org.portalemails.delivery;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.portalemails.recovery.RecoveryDesk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the recovery desk beside the mails: on a sender, one turn at a time, so that slow accounts of the host's hold up no
 * mail.
 */
final class RecoveryTurns {
    private static final Logger LOG = LoggerFactory.getLogger(RecoveryDesk.class);
    private static final long INTERVAL_NANOS = 200_000_000;
    private static final int MOST_ROUNDS = 50;

    private final RecoveryDesk desk;
    private final Senders senders;
    private final LongSupplier nanoTime;
    private final AtomicBoolean running = new AtomicBoolean();
    /** Used by the thread of the dispatcher only. */
    private boolean turnedOnce;

    private long turnedAt;

    RecoveryTurns(RecoveryDesk desk, Senders senders, LongSupplier nanoTime) {
        this.desk = desk;
        this.senders = senders;
        this.nanoTime = nanoTime;
    }

    /** In the caller's thread, until nothing waits. */
    void turnHere() {
        for (int round = 0; round < MOST_ROUNDS && desk.runOnce() > 0; round++) {
            LOG.debug("more recovery requests may wait");
        }
    }

    /**
     * On a sender, unless a turn is under way.
     *
     * @param idle whether there is nothing else to do; else it is turned now and then only
     * @param stopping once it says yes no turn begins, nor one that waits for a sender; asked here and on the sender
     * @param whenAnswered called on the sender if something was done
     */
    void turnBeside(boolean idle, BooleanSupplier stopping, Runnable whenAnswered) {
        if (desk == RecoveryDesk.CLOSED) {
            return;
        }
        long now = nanoTime.getAsLong();
        if (!idle && turnedOnce && now - turnedAt < INTERVAL_NANOS || !running.compareAndSet(false, true)) {
            return;
        }
        // Only now: a turn that was under way a moment ago may have ended after the stop.
        if (stopping.getAsBoolean()) {
            running.set(false);
            return;
        }
        turnedOnce = true;
        turnedAt = now;
        boolean taken = false;
        try {
            taken = senders.take("recovery turn", idle, () -> turn(stopping, whenAnswered));
        } finally {
            if (!taken) {
                running.set(false);
            }
        }
    }

    private void turn(BooleanSupplier stopping, Runnable whenAnswered) {
        int ended = 0;
        try {
            ended = stopping.getAsBoolean() ? 0 : desk.runOnce();
        } catch (RuntimeException e) {
            LOG.error("the recovery desk broke off; trying again", e);
        } finally {
            running.set(false);
        }
        if (ended > 0) {
            whenAnswered.run();
        }
    }

    /** Whether a turn is under way. */
    boolean isRunning() {
        return running.get();
    }
}
