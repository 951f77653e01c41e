package org.portalemails.delivery;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** The host's executor, which may refuse work: because it is full, or because nobody works there any more. */
final class Senders {
    private final Executor executor;

    Senders(Executor executor) {
        this.executor = executor;
    }

    /**
     * Hands work over.
     *
     * @param what what it is, for the error
     * @param noneBusy whether none of them has anything to do: then it is no excuse that they are full
     * @return whether it was taken; else it is to be handed over again when another is back
     * @throws IllegalStateException if they refuse although none is busy
     */
    boolean take(String what, boolean noneBusy, Runnable work) {
        try {
            executor.execute(work);
            return true;
        } catch (RejectedExecutionException e) {
            if (noneBusy) {
                throw new IllegalStateException(
                        "senders: refuse a " + what
                                + " though no mail is on its way; is their executor shut down, or too small?",
                        e);
            }
            return false;
        }
    }
}
