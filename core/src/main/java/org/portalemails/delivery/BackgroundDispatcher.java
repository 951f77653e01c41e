package org.portalemails.delivery;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.portalemails.outbox.EntryReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a dispatcher by itself, in one thread of its own. Senders claim more while others are still busy, so that one slow mail
 * holds up nobody.
 *
 * <p>Polling adapts: at once after a claim that found something; after empty ones it waits longer and longer, from the shortest
 * to the longest pause. A host that can tell when it committed calls {@link #wakeUp()} then.
 *
 * <p>{@link #close()} stops gracefully: nothing new is claimed, what is on its way is finished and written down, the rest is given
 * back.
 */
public final class BackgroundDispatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundDispatcher.class);

    private final OutboxDispatcher dispatcher;
    private final Polling polling;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicBoolean started = new AtomicBoolean();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** How long to wait, in milliseconds, before more is looked for while mails are on their way; the dispatcher's thread only. */
    private long look;

    private boolean woken;
    private boolean stopping;

    /**
     * How often to look when there was nothing to do, and how long to wait at the end.
     *
     * @param shortest the pause after the first claim that found nothing
     * @param longest the longest pause; so long may a mail wait that became due without a {@link #wakeUp()}
     * @param grace how long {@link #close()} waits for mails that are on their way
     */
    public record Polling(Duration shortest, Duration longest, Duration grace) {
        /**
         * Refuses nonsense.
         *
         * @throws IllegalArgumentException naming the value
         */
        public Polling {
            Objects.requireNonNull(grace, "grace");
            if (shortest.toMillis() < 1) {
                throw new IllegalArgumentException("shortest: at least one millisecond");
            }
            if (longest.compareTo(shortest) < 0) {
                throw new IllegalArgumentException("longest: not below shortest");
            }
        }

        /**
         * The default: from 50 milliseconds to 2 seconds; a grace of 2 minutes.
         *
         * @return the polling
         */
        public static Polling standard() {
            return new Polling(Duration.ofMillis(50), Duration.ofSeconds(2), Duration.ofMinutes(2));
        }
    }

    private BackgroundDispatcher(OutboxDispatcher dispatcher, Polling polling) {
        this.dispatcher = dispatcher;
        this.polling = polling;
        this.look = polling.shortest().toMillis();
    }

    /**
     * Starts running a dispatcher; nobody else can run it until this is closed.
     *
     * @param dispatcher what to run
     * @return a running dispatcher
     */
    public static BackgroundDispatcher start(OutboxDispatcher dispatcher) {
        return start(dispatcher, Polling.standard());
    }

    /**
     * Starts running a dispatcher; nobody else can run it until this is closed.
     *
     * @param dispatcher what to run
     * @param polling how often to look
     * @return a running dispatcher
     */
    public static BackgroundDispatcher start(OutboxDispatcher dispatcher, Polling polling) {
        return start(dispatcher, polling, run -> {
            Thread thread = new Thread(run, "portal-emails-dispatcher");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Starts running a dispatcher in a thread of the host's; nobody else can run it until this is closed.
     *
     * @param dispatcher what to run
     * @param polling how often to look
     * @param threads makes the one thread, such as the managed factory of a container
     * @return a running dispatcher
     */
    public static BackgroundDispatcher start(OutboxDispatcher dispatcher, Polling polling, ThreadFactory threads) {
        BackgroundDispatcher background = new BackgroundDispatcher(
                Objects.requireNonNull(dispatcher, "dispatcher"), Objects.requireNonNull(polling, "polling"));
        background.begin(threads);
        return background;
    }

    private void begin(ThreadFactory threads) {
        if (started.compareAndSet(false, true)) {
            threads.newThread(this::run).start();
        }
    }

    /** Says that something may be due now, such as after a commit. Returns at once; may be called often, from any thread. */
    public void wakeUp() {
        lock.lock();
        try {
            woken = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        dispatcher.engine().call();
    }

    /**
     * Stops gracefully and waits for that, at most for the grace of the {@link Polling}. Mails that are still on their way then
     * are left to their lease. May be called more than once.
     */
    @Override
    public void close() {
        lock.lock();
        try {
            stopping = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            if (!ended.await(polling.grace().toMillis() + 5_000, TimeUnit.MILLISECONDS)) {
                LOG.error("the dispatcher did not stop in time; what it holds is left to its leases");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        dispatcher.running().lock();
        try {
            long pause = polling.shortest().toMillis();
            while (!isStopping()) {
                if (step()) {
                    pause = polling.shortest().toMillis();
                } else {
                    pause(pause);
                    pause = Math.min(pause * 2, polling.longest().toMillis());
                }
            }
            finish();
        } catch (RuntimeException | Error e) {
            LOG.error("the dispatcher ended", e);
        } finally {
            dispatcher.running().unlock();
            ended.countDown();
        }
    }

    /** Whether something was done; not if there was nothing to do, or the storage refused. */
    private boolean step() {
        DispatchEngine engine = dispatcher.engine();
        try {
            engine.settleKnown();
            engine.sweepIfDue();
            engine.handOver();
            int claimed = engine.claimMore();
            dispatcher.recovery().runBeside(!engine.isBusy(), this::isStopping, this::wakeUp);
            if (!engine.isBusy()) {
                return claimed > 0;
            }
            // While senders are free, look for more soon, and less and less often if there is none; else wait for an
            // outcome.
            look = claimed > 0
                    ? polling.shortest().toMillis()
                    : Math.min(look * 2, polling.longest().toMillis());
            engine.advance(TimeUnit.MILLISECONDS.toNanos(look), TimeUnit.SECONDS.toNanos(1));
            return true;
        } catch (RuntimeException e) {
            LOG.error("a pass of the dispatcher broke off; trying again", e);
            return false;
        }
    }

    private void finish() {
        DispatchEngine engine = dispatcher.engine();
        long end = System.nanoTime() + polling.grace().toNanos();
        boolean givenBack = false;
        while (System.nanoTime() - end < 0) {
            try {
                if (!givenBack) {
                    engine.giveBack(EntryReason.STOPPED);
                    givenBack = true;
                }
                if (engine.isBusy()) {
                    engine.advance(TimeUnit.MILLISECONDS.toNanos(100));
                } else if (dispatcher.recovery().isRunning() || engine.holdsOutcomes()) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
                } else {
                    return;
                }
            } catch (RuntimeException e) {
                LOG.error("a pass of the dispatcher broke off while it stops; trying again", e);
                pause(polling.shortest().toMillis());
            }
        }
        LOG.warn("stopped with mails on their way; they are left to their leases");
    }

    private boolean isStopping() {
        lock.lock();
        try {
            return stopping;
        } finally {
            lock.unlock();
        }
    }

    private void pause(long millis) {
        lock.lock();
        try {
            long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
            while (!woken && !stopping && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            woken = false;
        } catch (InterruptedException e) {
            stopping = true;
        } finally {
            lock.unlock();
        }
    }
}
