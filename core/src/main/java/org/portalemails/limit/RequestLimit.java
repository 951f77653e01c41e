package org.portalemails.limit;

import java.time.Duration;
import java.util.Objects;

/**
 * So many in so long. A window begins with the first request that is counted and lasts for its whole length, whatever happens;
 * the next begins with the first request after it. So no window lets more pass than {@code most}, and no stretch of time of the
 * same length, wherever it begins, more than twice as many.
 *
 * @param most how many pass in a window; 0: none at all
 * @param window how long, by the clock of the storage; at least a second
 */
public record RequestLimit(long most, Duration window) {
    private static final RequestLimit NONE = new RequestLimit(Long.MAX_VALUE, Duration.ofDays(1));

    /**
     * Refuses nonsense.
     *
     * @throws IllegalArgumentException naming the value
     */
    public RequestLimit {
        Objects.requireNonNull(window, "window");
        if (most < 0) {
            throw new IllegalArgumentException("limit, most: 0 or more");
        }
        if (window.compareTo(Duration.ofSeconds(1)) < 0 || window.compareTo(Duration.ofDays(366)) > 0) {
            throw new IllegalArgumentException("limit, window: from a second to a year");
        }
    }

    /**
     * No limit; nothing is counted.
     *
     * @return always the same
     */
    public static RequestLimit none() {
        return NONE;
    }

    /**
     * Whether everything passes.
     *
     * @return {@code true} for {@link #none()}
     */
    public boolean isNone() {
        return most == Long.MAX_VALUE;
    }
}
