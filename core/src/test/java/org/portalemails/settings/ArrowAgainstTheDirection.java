package org.portalemails.settings;

import org.portalemails.outbox.HoldScope;

/** A wrong import on purpose: the test of the packages must refuse it. */
public final class ArrowAgainstTheDirection {
    private ArrowAgainstTheDirection() {}

    /**
     * Uses a package below settings.
     *
     * @param scope any
     * @return its words
     */
    public static String value(HoldScope scope) {
        return scope.toString();
    }
}
