package org.portalemails.demo.customers;

import java.util.Locale;

/** Where a representative stands on the way to the portal. */
public enum Standing {
    /** Asked for access themselves. */
    REQUESTED,
    /** Was added by staff. */
    ADDED,
    /** Has access. */
    VALIDATED,
    /** Was refused. */
    REJECTED;

    /** For a style class and a word. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
