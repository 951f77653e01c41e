package org.portalemails.recovery;

import java.time.Duration;
import java.util.Objects;

/**
 * How often people may ask. Requests for user names and for passwords count together. Immutable.
 *
 * @param perAddress requests that name one address, whether it is known or not
 * @param perGroup requests that are answered in one customer group
 * @param wholeSystem all requests
 */
public record RecoveryLimits(RequestLimit perAddress, RequestLimit perGroup, RequestLimit wholeSystem) {
    /** Refuses {@code null}. */
    public RecoveryLimits {
        Objects.requireNonNull(perAddress, "perAddress");
        Objects.requireNonNull(perGroup, "perGroup");
        Objects.requireNonNull(wholeSystem, "wholeSystem");
    }

    /**
     * The default: 5 an hour for an address, 500 an hour for a group, 5,000 an hour in all.
     *
     * @return the limits
     */
    public static RecoveryLimits standard() {
        Duration hour = Duration.ofHours(1);
        return new RecoveryLimits(
                new RequestLimit(5, hour), new RequestLimit(500, hour), new RequestLimit(5_000, hour));
    }

    /**
     * The same limits but for an address.
     *
     * @param limit how often one address may be named
     * @return other limits
     */
    public RecoveryLimits perAddress(RequestLimit limit) {
        return new RecoveryLimits(limit, perGroup, wholeSystem);
    }

    /**
     * The same limits but for a group.
     *
     * @param limit how often one group answers
     * @return other limits
     */
    public RecoveryLimits perGroup(RequestLimit limit) {
        return new RecoveryLimits(perAddress, limit, wholeSystem);
    }

    /**
     * The same limits but for the whole system.
     *
     * @param limit how often anybody may ask
     * @return other limits
     */
    public RecoveryLimits wholeSystem(RequestLimit limit) {
        return new RecoveryLimits(perAddress, perGroup, limit);
    }
}
