package org.portalemails.announce;

/** Whether a batch of events shall cause mails at all. */
public enum Mailing {
    /** Send what the rules say. */
    SEND,
    /**
     * Send nothing: for an import of people who know already. Every mail that the rules would have sent is recorded as
     * skipped with the reason {@code not-wanted}, so that a later announcement of the same event sends nothing either.
     */
    DO_NOT_SEND
}
