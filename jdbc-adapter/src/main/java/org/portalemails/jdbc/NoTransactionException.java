package org.portalemails.jdbc;

import org.portalemails.PortalEmailsException;

/**
 * The host announced outside of a transaction, or its {@link ConnectionSource} gave no connection. Nothing was written. Announce
 * inside the transaction of the change that is announced.
 */
public class NoTransactionException extends PortalEmailsException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what is missing, and what to do
     */
    public NoTransactionException(String message) {
        super(message);
    }
}
