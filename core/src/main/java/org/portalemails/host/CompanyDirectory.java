package org.portalemails.host;

import java.util.List;
import java.util.Optional;
import org.portalemails.CompanyId;

/**
 * Host port: the companies of the ERP that send, for hosts that have more than one. Those have settings of their own between their groups'
 * and the installation's; a host with one company sees nothing of that.
 *
 * <p>For the host that implements it: called when the settings screen is told an owner, on the caller's thread and inside the caller's
 * transaction; for recovery and reports of failures on a thread of ours, outside of any. May be called from many threads at once. What it throws
 * reaches the caller unchanged.
 */
@FunctionalInterface
public interface CompanyDirectory {
    /** The one company of a host that has no more, {@link CompanyId#DEFAULT}. Its name is not shown. */
    CompanyDirectory ONE = () -> List.of(new Company(CompanyId.DEFAULT, CompanyId.DEFAULT.value()));

    /**
     * All companies, in the order in which people are to see them.
     *
     * @return at least one, each once. The first stands for the installation where a profile is needed and no company is known: in previews
     *     of the installation default, and in mails to an address that belongs to nobody
     */
    List<Company> companies();

    /**
     * Finds a company.
     *
     * @param id any id
     * @return empty if the ERP has no such company
     */
    default Optional<Company> find(CompanyId id) {
        return companies().stream().filter(company -> company.id().equals(id)).findFirst();
    }

    /** Whether people see companies at all. */
    default boolean hasSeveral() {
        return companies().size() > 1;
    }
}
