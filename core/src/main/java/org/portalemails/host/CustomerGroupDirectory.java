package org.portalemails.host;

import java.util.Optional;
import org.portalemails.CustomerGroupId;

/**
 * Host port: the ERP's customer groups.
 *
 * <p>For the host that implements it: called once for each announcement, and whenever the settings screen is told a group, on the caller's
 * thread and inside the caller's transaction; for recovery and reports of failures on a thread of ours, outside of any. May be called from many
 * threads at once, and answers all of them alike. What it throws reaches the caller unchanged.
 */
@FunctionalInterface
public interface CustomerGroupDirectory {
    /**
     * Finds a group.
     *
     * @param id any id that can be made, also one that no group of the ERP could have: of every script, and up to {@link
     *     CustomerGroupId#MAX_LENGTH} characters long. Nothing is thrown for it
     * @return the group with this id and a name that is not blank; empty if the ERP has no such group
     */
    Optional<CustomerGroup> find(CustomerGroupId id);
}
