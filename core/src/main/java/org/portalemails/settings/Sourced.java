package org.portalemails.settings;

import java.util.Objects;

/**
 * A value and the level it comes from.
 *
 * @param <T> the type of the value
 * @param value the value
 * @param level where it comes from
 */
public record Sourced<T>(T value, Level level) {
    /** Refuses {@code null}. */
    public Sourced {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(level, "level");
    }
}
