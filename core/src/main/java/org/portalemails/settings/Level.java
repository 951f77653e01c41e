package org.portalemails.settings;

/** Where an effective value comes from; the first level that has one decides. */
public enum Level {
    /** The customer group's own settings. */
    GROUP,
    /** The company-wide default settings. */
    COMPANY_WIDE,
    /** What the library, or the host in its place, brings along. */
    BUILT_IN
}
