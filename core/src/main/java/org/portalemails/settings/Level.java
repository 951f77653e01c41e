package org.portalemails.settings;

/** Where an effective value comes from; the first level that has one decides. */
public enum Level {
    /** The customer group's own settings. */
    GROUP("group"),
    /** The company-wide default settings. */
    COMPANY_WIDE("company-wide"),
    /** What the library, or the host in its place, brings along. */
    BUILT_IN("built-in");

    private final String code;

    Level(String code) {
        this.code = code;
    }

    /** The stable name: lower-case ASCII letters and hyphens. */
    public String code() {
        return code;
    }
}
