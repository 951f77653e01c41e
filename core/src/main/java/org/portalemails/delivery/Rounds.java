package org.portalemails.delivery;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Work that is done again and again in one thread, with rests that end at once when it is closed. */
final class Rounds {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closing = lock.newCondition();
    private boolean closed;

    /** What is done in each round. */
    interface Work {
        void round() throws InterruptedException;
    }

    static ThreadFactory threads(String name) {
        return run -> {
            Thread thread = new Thread(run, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    static Duration requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + ": must be positive");
        }
        return value;
    }

    /**
     * Starts it.
     *
     * @param first how long the rest before the first round is; possibly zero
     * @param every how long the others are
     */
    void start(ThreadFactory threads, Duration first, Duration every, Work work) {
        threads.newThread(() -> run(first, every, work)).start();
    }

    private void run(Duration first, Duration every, Work work) {
        try {
            Duration rest = first;
            while (!rests(rest.toNanos())) {
                work.round();
                rest = every;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether it was closed meanwhile. */
    boolean rests(long nanos) throws InterruptedException {
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
    void close() {
        lock.lock();
        try {
            closed = true;
            closing.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
