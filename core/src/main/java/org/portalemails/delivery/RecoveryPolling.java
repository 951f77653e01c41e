package org.portalemails.delivery;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.portalemails.recovery.RecoveryProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the recovery processor beside the mails: on a sender, one pass at a time, so that slow accounts of the host's hold up no
 * mail.
 */
final class RecoveryPolling {
    private static final Logger LOG = LoggerFactory.getLogger(RecoveryProcessor.class);
    private static final long INTERVAL_NANOS = 200_000_000;
    private static final int MOST_ROUNDS = 50;

    private final RecoveryProcessor processor;
    private final Senders senders;
    private final LongSupplier nanoTime;
    private final AtomicBoolean running = new AtomicBoolean();
    /** Used by the thread of the dispatcher only. */
    private boolean ranOnce;

    private long ranAt;

    RecoveryPolling(RecoveryProcessor processor, Senders senders, LongSupplier nanoTime) {
        this.processor = processor;
        this.senders = senders;
        this.nanoTime = nanoTime;
    }

    /** In the caller's thread, until nothing waits. */
    void runHere() {
        for (int round = 0; round < MOST_ROUNDS && processor.runOnce() > 0; round++) {
            LOG.debug("more recovery requests may wait");
        }
    }

    /**
     * On a sender, unless a pass is under way.
     *
     * @param idle whether there is nothing else to do; else it is turned now and then only
     * @param stopping once it says yes no pass begins, nor one that waits for a sender; asked here and on the sender
     * @param whenAnswered called on the sender if something was done
     */
    void runBeside(boolean idle, BooleanSupplier stopping, Runnable whenAnswered) {
        if (processor == RecoveryProcessor.CLOSED) {
            return;
        }
        long now = nanoTime.getAsLong();
        if (!idle && ranOnce && now - ranAt < INTERVAL_NANOS || !running.compareAndSet(false, true)) {
            return;
        }
        // Only now: a pass that was under way a moment ago may have ended after the stop.
        if (stopping.getAsBoolean()) {
            running.set(false);
            return;
        }
        ranOnce = true;
        ranAt = now;
        boolean taken = false;
        try {
            taken = senders.take("recovery pass", idle, () -> pass(stopping, whenAnswered));
        } finally {
            if (!taken) {
                running.set(false);
            }
        }
    }

    private void pass(BooleanSupplier stopping, Runnable whenAnswered) {
        int ended = 0;
        try {
            ended = stopping.getAsBoolean() ? 0 : processor.runOnce();
        } catch (RuntimeException e) {
            LOG.error("the recovery processor broke off; trying again", e);
        } finally {
            running.set(false);
        }
        if (ended > 0) {
            whenAnswered.run();
        }
    }

    /** Whether a pass is under way. */
    boolean isRunning() {
        return running.get();
    }
}
