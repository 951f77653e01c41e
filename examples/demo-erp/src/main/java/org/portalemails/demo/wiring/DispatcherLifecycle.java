package org.portalemails.demo.wiring;

import org.jspecify.annotations.Nullable;
import org.portalemails.delivery.BackgroundDispatcher;
import org.portalemails.delivery.OutboxDispatcher;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Starts the dispatcher with the application and stops it gracefully, before the database and the mail server go. */
@Component
public class DispatcherLifecycle implements SmartLifecycle {
    private final ObjectProvider<OutboxDispatcher> dispatcher;
    private volatile @Nullable BackgroundDispatcher running;

    DispatcherLifecycle(ObjectProvider<OutboxDispatcher> dispatcher) {
        this.dispatcher = dispatcher;
    }

    @Override
    public void start() {
        running = BackgroundDispatcher.start(dispatcher.getObject());
    }

    @Override
    public void stop() {
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

    /** When the current transaction is committed, look at once instead of at the next round. */
    public void wakeUpAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                BackgroundDispatcher current = running;
                if (current != null) {
                    current.wakeUp();
                }
            }
        });
    }
}
