package org.portalemails.mail;

import org.portalemails.transport.DeliveryOutcome;

/** Ends an attempt inside the adapter; never leaves it. */
final class Undelivered extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient DeliveryOutcome outcome;
    private final boolean staleConnection;

    Undelivered(DeliveryOutcome outcome, boolean staleConnection) {
        super(outcome.code(), null, false, false);
        this.outcome = outcome;
        this.staleConnection = staleConnection;
    }

    DeliveryOutcome outcome() {
        return outcome;
    }

    /** Whether the connection broke before any body was sent: a new one may be tried at once. */
    boolean isStaleConnection() {
        return staleConnection;
    }
}
