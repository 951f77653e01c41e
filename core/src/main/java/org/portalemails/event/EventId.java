package org.portalemails.event;

import java.util.Objects;

/**
 * Identifies one thing that happened, so that announcing it twice is harmless: the host gives the same id when it repeats
 * an announcement (a retried request, a replayed message).
 *
 * @param value 1 to {@value #MAX_LENGTH} printable ASCII characters without space; compared exactly
 */
public record EventId(String value) {
    /** The longest id. */
    public static final int MAX_LENGTH = 100;

    /**
     * Refuses what is not an id.
     *
     * @throws IllegalArgumentException if it is empty, too long or not printable ASCII
     */
    public EventId {
        Objects.requireNonNull(value, "event id");
        if (value.isEmpty() || value.length() > MAX_LENGTH || !value.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            throw new IllegalArgumentException(
                    "event id: 1 to " + MAX_LENGTH + " printable ASCII characters without space");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
