package org.portalemails.host;

import org.portalemails.CompanyId;

/**
 * Host port: what a company says of itself and of its portal. A host with one company has one {@link PortalProfile} and does not implement
 * this.
 *
 * <p>For the host that implements it: called once for each announcement and each preview, on the caller's thread and inside the caller's
 * transaction; for recovery and reports of failures on a thread of ours, outside of any. May be called from many threads at once. What it throws reaches
 * the caller unchanged.
 */
@FunctionalInterface
public interface PortalProfiles {
    /**
     * The profile of a company.
     *
     * @param company one of the {@link CompanyDirectory}, or of a customer group
     * @return never {@code null}
     */
    PortalProfile of(CompanyId company);

    /**
     * The profile of a customer group, for a host whose groups have portals of their own; that of its company unless overridden.
     *
     * @param group as the {@link CustomerGroupDirectory} gave it
     * @return never {@code null}
     */
    default PortalProfile of(CustomerGroup group) {
        return of(group.company());
    }
}
