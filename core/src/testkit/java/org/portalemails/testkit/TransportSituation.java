package org.portalemails.testkit;

/**
 * How the other side of a transport may behave, for {@link MailTransportContract}. An adapter is examined in those situations
 * that its author can bring about.
 *
 * @since 0.1.0
 */
public enum TransportSituation {
    /**
     * The first mail is refused for good, since its mailbox does not exist; what follows is accepted. If refusals have words,
     * let them repeat the recipient's address, as real servers do. Wanted: rejected, and the address is dead.
     */
    NO_SUCH_MAILBOX(true),
    /** The first mail is refused for good because of its content; what follows is accepted. Wanted: rejected, address alive. */
    MAIL_REFUSED(true),
    /** The first mail is put off; what follows is accepted. Wanted: try later, as an attempt. */
    BUSY(true),
    /** The first mail is taken, but no answer comes; what follows is accepted. Wanted: unknown. */
    LOST_AFTER_TAKING(true),
    /** Mails of the sender are refused; which is found out before anything is taken. Wanted: misconfigured, the sender. */
    SENDER_REFUSED(false),
    /** We are not let in: password, key or certificate. Wanted: misconfigured, the server. */
    NOT_LET_IN(false),
    /** Nobody is there. Wanted: try later, as an attempt, for the whole server. */
    UNREACHABLE(false),
    /** Somebody is there and never answers. Wanted: an outcome within the deadline of the transport. */
    SILENT(false),
    /** Addresses that are not ASCII before the {@code @} cannot be carried. Wanted for such a mail: unsendable. */
    ASCII_ADDRESSES_ONLY(false),
    /** Mails of more than 10,000 bytes cannot be carried. Wanted for such a mail: unsendable. */
    SMALL_MAILS_ONLY(false);

    private final boolean passes;

    TransportSituation(boolean passes) {
        this.passes = passes;
    }

    /**
     * Whether only the first mail is concerned.
     *
     * @return {@code true} if what follows is accepted
     */
    public boolean passes() {
        return passes;
    }
}
