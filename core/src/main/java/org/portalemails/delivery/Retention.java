package org.portalemails.delivery;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
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
    private final Rounds rounds = new Rounds();

    private Retention(OutboxAdministration outbox, Duration keptFor, Duration every) {
        this.outbox = Objects.requireNonNull(outbox, "outbox");
        this.keptFor = Rounds.requirePositive("keptFor", keptFor);
        this.every = Rounds.requirePositive("every", every);
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
        return start(outbox, keptFor, every, Rounds.threads("portal-emails-retention"));
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
        retention.rounds.start(threads, Duration.ZERO, every, retention::round);
        return retention;
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
                ended = step == 0 || rounds.rests((System.nanoTime() - begun) * REST);
            } while (!ended);
            if (gone > 0) {
                LOG.info("{} mails of the history are deleted: they ended more than {} ago", gone, keptFor);
            }
        } catch (RuntimeException | Error e) {
            // Also an error: else history would be kept for good, and nobody would be told.
            LOG.warn("history is not deleted; tried again in {}", every, e);
        }
    }

    /** Ends it, after the step in which it is. Returns at once. */
    @Override
    public void close() {
        rounds.close();
    }
}
