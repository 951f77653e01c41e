package org.portalemails.benchmarks.smtp;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Shares mails among threads. */
final class Threads {
    /** What one thread does with its share. */
    interface Share {
        void run(AtomicInteger left) throws Exception;
    }

    private Threads() {}

    static void run(int threads, int mails, Share share) throws Exception {
        AtomicInteger left = new AtomicInteger(mails);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(pool.submit(() -> {
                    share.run(left);
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } finally {
            pool.shutdown();
        }
    }
}
