package org.portalemails.notification;

/** Why an event caused no mail where it might have. Stored by {@link #code()}. */
public enum SkipReason {
    /** The customer group does not use the billing and receivables portal. */
    PORTAL_NOT_USED("portal-not-used"),
    /** The switch of this mail is off. */
    SWITCHED_OFF("switched-off"),
    /** There is no address to send to. */
    NO_ADDRESS("no-address"),
    /** No level of the settings has a sender address. */
    NO_SENDER("no-sender"),
    /** Old and new primary contact are the same person or share a mailbox, or the old and the new address are one mailbox. */
    SAME_MAILBOX("same-mailbox"),
    /** There is no person in this role: no old or no new primary contact. */
    NOBODY_TO_TELL("nobody-to-tell"),
    /** Another mail says it: the first primary contact learns it from the validation mail. */
    ANNOUNCED_BY_ANOTHER_MAIL("announced-by-another-mail"),
    /** Nothing new for the reader: the record was created validated, or a further company customer was linked. */
    NOTHING_NEW("nothing-new"),
    /** The policy of the host chose the other reading. */
    POLICY("policy"),
    /** This event and mail were announced before. */
    ALREADY_ANNOUNCED("already-announced"),
    /** A limit per address, group or system is reached. */
    LIMIT_REACHED("limit-reached"),
    /** The address is suppressed: mails to it were refused for good. */
    SUPPRESSED_ADDRESS("suppressed-address"),
    /** The caller asked for no mail (an import with "do not send"). */
    NOT_WANTED("not-wanted");

    private final String code;

    SkipReason(String code) {
        this.code = code;
    }

    /**
     * The stable name.
     *
     * @return lower-case ASCII letters and hyphens
     */
    public String code() {
        return code;
    }

    /**
     * Finds a reason by its stable name.
     *
     * @param code a value of {@link #code()}
     * @return the reason
     * @throws IllegalArgumentException if there is none
     */
    public static SkipReason ofCode(String code) {
        for (SkipReason reason : values()) {
            if (reason.code.equals(code)) {
                return reason;
            }
        }
        throw new IllegalArgumentException("unknown skip reason code: " + code);
    }
}
