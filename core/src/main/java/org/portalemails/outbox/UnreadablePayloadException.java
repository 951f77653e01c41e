package org.portalemails.outbox;

import org.portalemails.PortalEmailsException;

/** A stored mail cannot be read. It stays where it is, dead with this reason; other mails are not affected. */
public class UnreadablePayloadException extends PortalEmailsException {
    private static final long serialVersionUID = 1L;

    /** What is wrong with it; what an operator can do about it. */
    public enum Reason {
        /** The bytes are damaged. Nothing helps: announce again. */
        DAMAGED(EntryReason.PAYLOAD_DAMAGED),
        /** A newer version of this library wrote it. Update this node, then requeue. */
        VERSION_UNKNOWN(EntryReason.PAYLOAD_VERSION_UNKNOWN),
        /** It is a kind of mail that this version does not know. Update this node, then requeue. */
        TYPE_UNKNOWN(EntryReason.TYPE_UNKNOWN),
        /** The key that authenticates it, or opens its link, is not configured here. Configure it, then requeue. */
        KEY_UNKNOWN(EntryReason.KEY_UNKNOWN),
        /**
         * An older version wrote it, without a mark that shows whether it was changed. Requeue it while the dispatcher reads such mails
         * ({@code OutboxDispatcher.Builder.readingVersion1Until}), or announce again.
         */
        NOT_AUTHENTICATED(EntryReason.PAYLOAD_NOT_AUTHENTICATED),
        /** The mail, its link, or a column of the row it stands in was damaged or changed. Look who did that; announce again. */
        SEAL_BROKEN(EntryReason.SEAL_BROKEN);

        private final EntryReason end;

        Reason(EntryReason end) {
            this.end = end;
        }

        /**
         * Why the mail is dead then.
         *
         * @return the reason of its entry
         */
        public EntryReason endReason() {
            return end;
        }

        /**
         * The stable name.
         *
         * @return lower-case ASCII letters and hyphens
         */
        public String code() {
            return end.code();
        }
    }

    private final Reason reason;

    /**
     * Creates the exception.
     *
     * @param reason what is wrong
     */
    public UnreadablePayloadException(Reason reason) {
        super("a stored mail cannot be read: " + reason.code());
        this.reason = reason;
    }

    /**
     * What is wrong.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }
}
