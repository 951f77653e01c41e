package org.portalemails.host;

import java.util.Optional;
import org.portalemails.CustomerGroupId;

/**
 * Host port: the ERP's customer groups.
 *
 * <p>For the host that implements it: called once for each announcement, on the caller's thread and inside the caller's
 * transaction; may be called from many threads at once; what it throws reaches the caller unchanged.
 */
@FunctionalInterface
public interface CustomerGroupDirectory {
    /**
     * Finds a group.
     *
     * @param id the group
     * @return empty if the ERP has no such group
     */
    Optional<CustomerGroup> find(CustomerGroupId id);
}
