package org.portalemails.event;

import java.util.Objects;

/** The rule for short texts in events. */
final class EventText {
    private EventText() {}

    /**
     * Refuses a text that is blank or longer than 100 characters.
     *
     * @throws IllegalArgumentException naming the field, without the value
     */
    static void require(String field, String value) {
        Objects.requireNonNull(value, field);
        if (value.isBlank() || value.length() > 100) {
            throw new IllegalArgumentException(field + ": 1 to 100 characters, not blank");
        }
    }
}
