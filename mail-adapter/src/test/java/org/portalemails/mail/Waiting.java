package org.portalemails.mail;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition instead of sleeping. */
final class Waiting {
    private static final long PATIENCE = 30_000_000_000L;

    private Waiting() {}

    static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("did not come true in time");
            }
            LockSupport.parkNanos(2_000_000);
        }
    }
}
