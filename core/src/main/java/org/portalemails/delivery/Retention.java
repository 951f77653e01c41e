package org.portalemails.delivery;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.portalemails.outbox.OutboxAdministration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes history by itself: what ended longer ago than the host keeps it. In small steps with pauses between them, so that whoever
 * announces and sends beside it hardly notices. Any number of nodes may run one.
 *
 * <p>Runs in one thread of its own until it is closed. What the storage refuses is logged, and tried again at the next round.
 */
public final class Retention implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final int STEP = 500;

    /** So many times as long as a step took is the pause behind it. */
    private static final int REST = 4;

    private final OutboxAdministration outbox;
    private final Duration keptFor;
    private final Duration every;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closing = lock.newCondition();
    private boolean closed;

    private Retention(OutboxAdministration outbox, Duration keptFor, Duration every) {
        this.outbox = Objects.requireNonNull(outbox, "outbox");
        this.keptFor = requirePositive("keptFor", keptFor);
        this.every = requirePositive("every", every);
    }

    private static Duration requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + ": must be positive");
        }
        return value;
    }

    /**
     * Starts it.
     *
     * @param outbox whose history
     * @param keptFor how long history is kept
     * @param every how often to look
     * @return closes it
     * @throws IllegalArgumentException if a time is not positive
     */
    public static Retention start(OutboxAdministration outbox, Duration keptFor, Duration every) {
        return start(outbox, keptFor, every, run -> {
            Thread thread = new Thread(run, "portal-emails-retention");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Starts it in a thread of the host's.
     *
     * @param outbox whose history
     * @param keptFor how long history is kept
     * @param every how often to look
     * @param threads makes the one thread
     * @return closes it
     * @throws IllegalArgumentException if a time is not positive
     */
    public static Retention start(
            OutboxAdministration outbox, Duration keptFor, Duration every, ThreadFactory threads) {
        Retention retention = new Retention(outbox, keptFor, every);
        threads.newThread(retention::run).start();
        return retention;
    }

    private void run() {
        try {
            do {
                round();
            } while (!rests(every.toNanos()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void round() throws InterruptedException {
        try {
            int gone = 0;
            int step;
            boolean ended;
            do {
                long begun = System.nanoTime();
                step = outbox.purge(keptFor, STEP);
                gone += step;
                ended = step == 0 || rests((System.nanoTime() - begun) * REST);
            } while (!ended);
            if (gone > 0) {
                LOG.info("{} mails of the history are deleted: they ended more than {} ago", gone, keptFor);
            }
        } catch (RuntimeException | Error e) {
            // Also an error: else history would be kept for good, and nobody would be told.
            LOG.warn("history is not deleted; tried again in {}", every, e);
        }
    }

    /** Whether it was closed meanwhile. */
    private boolean rests(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (!closed && left > 0) {
                left = closing.awaitNanos(left);
            }
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Ends it, after the step in which it is. Returns at once. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            closing.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
