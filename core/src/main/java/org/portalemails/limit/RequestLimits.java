package org.portalemails.limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;
import org.portalemails.address.EmailAddress;

/**
 * How often strangers may ask: for a user name or a password (both count together), or for access. Immutable.
 *
 * @param perAddress requests that name one address, whether it is known or not
 * @param perGroup requests of one customer group
 * @param perCompany requests of all groups of one company: so that no company uses up what all have together
 * @param wholeSystem all requests
 */
public record RequestLimits(
        RequestLimit perAddress, RequestLimit perGroup, RequestLimit perCompany, RequestLimit wholeSystem) {
    /** Refuses {@code null}. */
    public RequestLimits {
        Objects.requireNonNull(perAddress, "perAddress");
        Objects.requireNonNull(perGroup, "perGroup");
        Objects.requireNonNull(perCompany, "perCompany");
        Objects.requireNonNull(wholeSystem, "wholeSystem");
    }

    /**
     * The default: 5 an hour for an address, 500 an hour for a group, 5,000 an hour in all. A company has no limit of its own: an ERP
     * with several gives it one ({@link #perCompany(RequestLimit)}).
     *
     * @return the limits
     */
    public static RequestLimits standard() {
        Duration hour = Duration.ofHours(1);
        return new RequestLimits(
                new RequestLimit(5, hour),
                new RequestLimit(500, hour),
                RequestLimit.none(),
                new RequestLimit(5_000, hour));
    }

    /**
     * No limits at all; nothing is counted.
     *
     * @return the limits
     */
    public static RequestLimits none() {
        return new RequestLimits(RequestLimit.none(), RequestLimit.none(), RequestLimit.none(), RequestLimit.none());
    }

    /**
     * Under which counters one mail of a request goes. Each kind of mail is counted by itself, so a limit of 5 lets 5 of each pass.
     *
     * @param address who asks, or {@code null} if they have none
     * @param group where
     * @param company the company of that group
     * @param use the kind of mail, a stable name
     * @return an address, a group, a company, the whole system: always in this order, so that no two transactions wait for each other; without those
     *     that have no limit
     */
    public List<Quota> quotas(@Nullable EmailAddress address, CustomerGroupId group, CompanyId company, String use) {
        List<Quota> quotas = new ArrayList<>(4);
        if (address != null) {
            quotas.add(new Quota(LimitKey.of(address).countedFor(use), perAddress));
        }
        quotas.add(new Quota(LimitKey.of(group).countedFor(use), perGroup));
        quotas.add(new Quota(LimitKey.of(company).countedFor(use), perCompany));
        quotas.add(new Quota(LimitKey.WHOLE_SYSTEM.countedFor(use), wholeSystem));
        quotas.removeIf(quota -> quota.limit().isNone());
        return List.copyOf(quotas);
    }

    /**
     * The same limits but for an address.
     *
     * @param limit how often one address may be named
     * @return other limits
     */
    public RequestLimits perAddress(RequestLimit limit) {
        return new RequestLimits(limit, perGroup, perCompany, wholeSystem);
    }

    /**
     * The same limits but for a group.
     *
     * @param limit how often one group answers
     * @return other limits
     */
    public RequestLimits perGroup(RequestLimit limit) {
        return new RequestLimits(perAddress, limit, perCompany, wholeSystem);
    }

    /**
     * The same limits but for a company.
     *
     * @param limit how often the groups of one company answer
     * @return other limits
     */
    public RequestLimits perCompany(RequestLimit limit) {
        return new RequestLimits(perAddress, perGroup, limit, wholeSystem);
    }

    /**
     * The same limits but for the whole system.
     *
     * @param limit how often anybody may ask
     * @return other limits
     */
    public RequestLimits wholeSystem(RequestLimit limit) {
        return new RequestLimits(perAddress, perGroup, perCompany, limit);
    }
}
