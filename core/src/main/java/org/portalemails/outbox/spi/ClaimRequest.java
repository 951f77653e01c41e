package org.portalemails.outbox.spi;

import java.time.Duration;
import java.util.Objects;

/**
 * What a dispatcher asks for.
 *
 * @param node who claims, shown to operators: 1 to 100 characters
 * @param limit the most to claim: 1 to 1,000
 * @param lease how long the claim holds, from now, by the clock of the storage; must outlast the longest send
 */
public record ClaimRequest(String node, int limit, Duration lease) {
    /** The most that one claim takes. */
    public static final int MAX_LIMIT = 1000;

    /**
     * Refuses nonsense.
     *
     * @throws IllegalArgumentException naming the value
     */
    public ClaimRequest {
        Objects.requireNonNull(lease, "lease");
        if (node.isBlank() || node.length() > 100) {
            throw new IllegalArgumentException("node: 1 to 100 characters");
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit: 1 to " + MAX_LIMIT);
        }
        if (lease.isNegative() || lease.isZero()) {
            throw new IllegalArgumentException("lease: must be positive");
        }
    }
}
