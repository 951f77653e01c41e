package org.portalemails.testkit;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what only others bring: the storage's clock, a dispatcher. Asks now and then, so that they have time for it. */
final class Waiting {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private Waiting() {}

    static void until(BooleanSupplier condition) {
        until(condition, () -> "not reached");
    }

    /** Fails with what is told, and how long it waited. */
    static void until(BooleanSupplier condition, Supplier<String> toldElse) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("After " + PATIENCE.toSeconds() + " seconds: " + toldElse.get());
            }
            try {
                Thread.sleep(PAUSE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }
    }
}
