package org.portalemails.spring;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Tells the dispatcher that something was written, once it is committed. */
final class WakeUp implements TransactionSynchronization {
    private final Runnable wakeUp;

    WakeUp(Runnable wakeUp) {
        this.wakeUp = wakeUp;
    }

    /** Once for each transaction. */
    void whenCommitted() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            wakeUp.run();
        } else if (!TransactionSynchronizationManager.getSynchronizations().contains(this)) {
            TransactionSynchronizationManager.registerSynchronization(this);
        }
    }

    @Override
    public void afterCommit() {
        wakeUp.run();
    }
}
