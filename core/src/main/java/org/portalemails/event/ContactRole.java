package org.portalemails.event;

/** What a representative is to their company. */
public enum ContactRole {
    /** The one contact who manages the others. */
    PRIMARY("primary"),
    /** Any other contact. */
    SECONDARY("secondary");

    private final String code;

    ContactRole(String code) {
        this.code = code;
    }

    /**
     * The stable name.
     *
     * @return lower-case ASCII
     */
    public String code() {
        return code;
    }
}
