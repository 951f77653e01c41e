package org.portalemails.links;

/** What a link is good for at this moment. */
public enum LinkState {
    /** Nobody used it yet; or the browser that asks used it a moment ago. */
    VALID("valid"),
    /** Somebody used it. */
    USED("used"),
    /** Its time is over, by the clock of the storage. */
    EXPIRED("expired"),
    /** A newer one was issued for the same purpose and reference. */
    SUPERSEDED("superseded"),
    /** It was never issued for this purpose, was revoked, or was purged. */
    UNKNOWN("unknown");

    private final String code;

    LinkState(String code) {
        this.code = code;
    }

    /**
     * The stable name, for words on a page and for metrics.
     *
     * @return lower-case ASCII letters
     */
    public String code() {
        return code;
    }
}
