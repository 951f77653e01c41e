package org.portalemails.mail;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Closes what has outlived its time. The only way to end a blocked write, and the way that no drip of bytes can hold up.
 *
 * <p>One thread for a transport, there only while there are connections.
 */
final class Watchdog {
    /** Something with a time limit. */
    interface Watched {
        /** Ends it if its time is over. Must not block. */
        void expireIfLate(long nanoTime);

        /** Whether it is working under a limit now. */
        boolean isBusy();
    }

    private static final long SLOW = Duration.ofSeconds(1).toNanos();

    private final ThreadFactory threads;
    private final long tick;
    private final Runnable housekeeping;
    private final Set<Watched> all = ConcurrentHashMap.newKeySet();
    private final Object lock = new Object();
    private volatile @Nullable Thread thread;
    private volatile boolean slow;

    /**
     * Creates it; no thread yet.
     *
     * @param threads makes the thread
     * @param shortest the shortest limit that it will be asked to keep
     * @param housekeeping run about once a second
     */
    Watchdog(ThreadFactory threads, Duration shortest, Runnable housekeeping) {
        this.threads = threads;
        this.housekeeping = housekeeping;
        this.tick = Math.max(5_000_000L, Math.min(250_000_000L, shortest.toNanos() / 8));
    }

    /** How late it may be. */
    Duration tick() {
        return Duration.ofNanos(tick);
    }

    void add(Watched watched) {
        all.add(watched);
        synchronized (lock) {
            if (thread == null) {
                Thread fresh = threads.newThread(this::watch);
                thread = fresh;
                fresh.start();
            }
        }
        wake();
    }

    void remove(Watched watched) {
        if (all.remove(watched) && all.isEmpty()) {
            wakeUp();
        }
    }

    /** Says that somebody begins to work under a limit. Cheap. */
    void wake() {
        if (slow) {
            wakeUp();
        }
    }

    private void wakeUp() {
        slow = false;
        LockSupport.unpark(thread);
    }

    private void watch() {
        long nextHousekeeping = System.nanoTime() + SLOW;
        while (true) {
            synchronized (lock) {
                if (all.isEmpty()) {
                    thread = null;
                    return;
                }
            }
            long now = System.nanoTime();
            // Announced before looking: whoever begins after the look sees it and wakes us.
            slow = true;
            boolean busy = false;
            for (Watched watched : all) {
                watched.expireIfLate(now);
                busy |= watched.isBusy();
            }
            if (busy) {
                slow = false;
            }
            if (now - nextHousekeeping >= 0) {
                housekeeping.run();
                nextHousekeeping = now + SLOW;
            }
            LockSupport.parkNanos(busy ? tick : Math.min(SLOW, Math.max(tick, nextHousekeeping - now)));
        }
    }
}
