package org.portalemails.settings;

import org.portalemails.event.EventId;

/** A wrong import on purpose: the test of the rooms must refuse it. */
public final class ArrowAgainstTheDirection {
    private ArrowAgainstTheDirection() {}

    /**
     * Uses a room to the right of settings.
     *
     * @param id any
     * @return its value
     */
    public static String value(EventId id) {
        return id.value();
    }
}
