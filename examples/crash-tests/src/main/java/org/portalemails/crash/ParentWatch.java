package org.portalemails.crash;

import java.io.IOException;

/** Ends a child when the program that started it is gone: its standard input is closed then, however that program ended. */
final class ParentWatch {
    private ParentWatch() {}

    static void begin() {
        Thread watch = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // Nothing is ever said.
                        }
                    } catch (IOException e) {
                        // As good as closed.
                    }
                    Runtime.getRuntime().halt(3);
                },
                "parent-watch");
        watch.setDaemon(true);
        watch.start();
    }
}
