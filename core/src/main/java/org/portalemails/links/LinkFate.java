package org.portalemails.links;

/** What became of a link, for staff. */
public enum LinkFate {
    /** It was made for a mail; nobody has pressed the button of its page. */
    SENT("sent"),
    /** A person has pressed the button of its page, and not finished yet. */
    OPENED("opened"),
    /** A person has finished: of an invitation, they are registered. */
    USED("used"),
    /** Its time is over, and nobody used it. */
    EXPIRED("expired"),
    /** It was revoked before anybody used it. */
    REVOKED("revoked");

    private final String code;

    LinkFate(String code) {
        this.code = code;
    }

    /**
     * The stable name.
     *
     * @return lower-case ASCII letters
     */
    public String code() {
        return code;
    }
}
