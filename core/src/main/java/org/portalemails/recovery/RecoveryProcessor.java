package org.portalemails.recovery;

/**
 * Answers requests that wait. Hand it to the dispatcher, which runs it before it looks for mails; any number of nodes may. A
 * host that wants to run it itself calls {@link #runOnce()}.
 *
 * <p>Threads: may be called from many at once. Implemented by this library.
 */
@FunctionalInterface
public interface RecoveryProcessor {
    /** Never has anything to do. */
    RecoveryProcessor CLOSED = () -> 0;

    /**
     * Handles requests that wait, at most a few hundred, and returns. One that fails does not hold up the others.
     *
     * @return how many ended
     * @throws org.portalemails.PortalEmailsException if the storage refuses; what was not finished is tried again
     */
    int runOnce();
}
