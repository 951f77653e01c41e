package org.portalemails.delivery;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLoggerFactory;

/** Whether anybody reads what is logged. Said once, by the only way that is left: the platform's own logger. */
final class LogProvider {
    /** A host that chose to hear nothing (slf4j-nop) has this file too, and is left in peace. */
    private static final String CHOSEN = "META-INF/services/org.slf4j.spi.SLF4JServiceProvider";

    private static final AtomicBoolean SAID = new AtomicBoolean();

    private LogProvider() {}

    static void warnIfMissing() {
        if (LoggerFactory.getILoggerFactory() instanceof NOPLoggerFactory
                && !isThere(CHOSEN, LoggerFactory.class.getClassLoader())
                && SAID.compareAndSet(false, true)) {
            System.getLogger(OutboxDispatcher.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "There is no SLF4J provider: nothing that Portal Emails logs can be read, such as mails that"
                                    + " cannot be sent. Add one, such as slf4j-jdk14 or logback-classic");
        }
    }

    private static boolean isThere(String resource, @Nullable ClassLoader loader) {
        return (loader == null ? ClassLoader.getSystemResource(resource) : loader.getResource(resource)) != null;
    }
}
