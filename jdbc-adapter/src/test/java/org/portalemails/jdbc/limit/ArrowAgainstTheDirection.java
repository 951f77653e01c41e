package org.portalemails.jdbc.limit;

import org.portalemails.jdbc.outbox.Lanes;

/** Imports a package that stands below this one: for the test of the packages. */
public final class ArrowAgainstTheDirection {
    private ArrowAgainstTheDirection() {}

    /** Uses it. */
    public static int wrong() {
        return Lanes.of(null);
    }
}
