package org.portalemails.limit;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * So many in so long. A window begins with the first request that is counted and lasts for its whole length, whatever happens;
 * the next begins with the first request after it. So no window lets more pass than {@code most}, and no stretch of time of the
 * same length, wherever it begins, more than twice as many.
 *
 * @param most how many pass in a window; 0: none at all; at most {@value #MOST}
 * @param window how long, by the clock of the storage: whole seconds, at least one
 */
public record RequestLimit(long most, Duration window) {
    /** More than anybody counts; a stored limit has little room. */
    private static final long MOST = 1_000_000_000_000L;

    private static final RequestLimit NONE = new RequestLimit(Long.MAX_VALUE, Duration.ofDays(1));

    /**
     * Refuses nonsense.
     *
     * @throws IllegalArgumentException naming the value
     */
    public RequestLimit {
        Objects.requireNonNull(window, "window");
        if (most < 0 || most > MOST && most != Long.MAX_VALUE) {
            throw new IllegalArgumentException("limit, most: 0 to " + MOST);
        }
        if (window.compareTo(Duration.ofSeconds(1)) < 0 || window.compareTo(Duration.ofDays(366)) > 0) {
            throw new IllegalArgumentException("limit, window: from a second to a year");
        }
        if (!window.equals(window.truncatedTo(ChronoUnit.SECONDS))) {
            throw new IllegalArgumentException("limit, window: whole seconds");
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
