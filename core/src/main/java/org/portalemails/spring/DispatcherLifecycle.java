package org.portalemails.spring;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.portalemails.delivery.BackgroundDispatcher;
import org.portalemails.delivery.OutboxDispatcher;
import org.portalemails.transport.MailRoute;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;

/**
 * Runs the dispatcher while the application runs: starts before the web server and stops after it, so that mails of the last requests still
 * leave, and before the database goes.
 */
final class DispatcherLifecycle implements SmartLifecycle {
    /** Below Spring Boot's web server, which is stopped in the phases from {@code DEFAULT_PHASE - 2048} on. */
    private static final int PHASE = DEFAULT_PHASE - 4096;

    private final ObjectProvider<OutboxDispatcher> dispatcher;
    private final BackgroundDispatcher.Polling polling;
    private volatile @Nullable BackgroundDispatcher running;

    DispatcherLifecycle(ObjectProvider<OutboxDispatcher> dispatcher, BackgroundDispatcher.Polling polling) {
        this.dispatcher = dispatcher;
        this.polling = polling;
    }

    /** How long Spring waits for beans that stop. */
    static Duration phaseOf(Environment environment) {
        return environment.getProperty(
                "spring.lifecycle.timeout-per-shutdown-phase", Duration.class, Duration.ofSeconds(30));
    }

    @Override
    public synchronized void start() {
        if (running == null) {
            running = BackgroundDispatcher.start(dispatcher.getObject(), polling);
        }
    }

    @Override
    public synchronized void stop() {
        BackgroundDispatcher stopping = running;
        running = null;
        if (stopping != null) {
            stopping.close();
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }

    /** How the routes do that it sends by. */
    List<MailRoute.Status> routes() {
        return dispatcher.getObject().routes();
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    /** Says that something may be due now. Returns at once; from any thread. */
    public void wakeUp() {
        BackgroundDispatcher current = running;
        if (current != null) {
            current.wakeUp();
        }
    }
}
