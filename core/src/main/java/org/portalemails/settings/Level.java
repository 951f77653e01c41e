package org.portalemails.settings;

/** Where an effective value comes from; the first level that has one decides. */
public enum Level {
    /** The customer group's own settings. */
    GROUP("group"),
    /** The settings of the company that the group belongs to; not seen in an ERP that has only one. */
    COMPANY("company"),
    /** The settings of the whole installation: the installation default. */
    INSTALLATION("installation"),
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

    /** The level that is asked next; what is built in has none above it. */
    Level above() {
        return switch (this) {
            case GROUP -> COMPANY;
            case COMPANY -> INSTALLATION;
            case INSTALLATION, BUILT_IN -> BUILT_IN;
        };
    }
}
