package org.portalemails.outbox.spi;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.portalemails.email.PlannedMail;

/**
 * What a dispatcher asks for.
 *
 * @param node who claims, shown to operators: 1 to 100 characters
 * @param lease how long the claim holds, from now, by the clock of the storage; must outlast the longest send
 * @param shares for which routes, each at most once; mails of other routes are left alone
 */
public record ClaimRequest(String node, Duration lease, List<Share> shares) {
    /** The most that one claim takes of a route. */
    public static final int MAX_LIMIT = 1000;

    /**
     * What is asked of one route.
     *
     * @param route its name, as it was stored with its mails
     * @param limit the most to claim: 1 to 1,000
     */
    public record Share(String route, int limit) {
        /**
         * Refuses nonsense.
         *
         * @throws IllegalArgumentException naming the value
         */
        public Share {
            Objects.requireNonNull(route, "route");
            if (limit < 1 || limit > MAX_LIMIT) {
                throw new IllegalArgumentException("limit: 1 to " + MAX_LIMIT);
            }
        }
    }

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
        if (lease.isNegative() || lease.isZero()) {
            throw new IllegalArgumentException("lease: must be positive");
        }
        shares = List.copyOf(shares);
    }

    /**
     * A request for the mails of the one route.
     *
     * @param node who claims
     * @param limit the most to claim
     * @param lease how long the claim holds
     */
    public ClaimRequest(String node, int limit, Duration lease) {
        this(node, lease, List.of(new Share(PlannedMail.DEFAULT_ROUTE, limit)));
    }
}
