package org.portalemails.crash;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/**
 * Ends a child when the program that started it is gone: its standard input is closed then, however that program ended. Until then
 * the parent can say one thing on it: go.
 */
final class ParentWatch {
    private final CountDownLatch said = new CountDownLatch(1);

    private ParentWatch() {}

    static ParentWatch begin() {
        ParentWatch parent = new ParentWatch();
        Thread watch = new Thread(parent::listen, "parent-watch");
        watch.setDaemon(true);
        watch.start();
        return parent;
    }

    private void listen() {
        try {
            while (System.in.read() >= 0) {
                said.countDown();
            }
        } catch (IOException e) {
            // As good as closed.
        }
        Runtime.getRuntime().halt(3);
    }

    /** Waits until the parent says go. */
    void awaitGo() throws InterruptedException {
        said.await();
    }
}
