package org.portalemails.delivery;

import org.portalemails.outbox.EntryState;

/** Counts the mails that are known to be sent, for a test to wait for them. */
final class SentMails implements DeliveryListener {
    private int sent;

    @Override
    public synchronized void attemptEnded(Attempt attempt) {
        if (attempt.state() == EntryState.SENT) {
            sent++;
            notifyAll();
        }
    }

    synchronized void await(int mails) throws InterruptedException {
        while (sent < mails) {
            wait();
        }
    }
}
