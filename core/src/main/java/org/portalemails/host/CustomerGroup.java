package org.portalemails.host;

import java.util.Objects;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;
import org.portalemails.language.VisibleText;

/**
 * What the host knows of a customer group and we need.
 *
 * @param id the group
 * @param name as people know it; 1 to 200 characters
 * @param usesPortal whether the rules of the group say that it uses the billing and receivables portal; without that
 *     there is no <em>Portal Emails</em> screen and nothing is sent
 * @param company the company of the ERP to which the group belongs: its settings, sender and mail servers are used
 */
public record CustomerGroup(CustomerGroupId id, String name, boolean usesPortal, CompanyId company) {
    /**
     * A group of the one company.
     *
     * @param id the group
     * @param name as people know it
     * @param usesPortal whether it uses the portal
     */
    public CustomerGroup(CustomerGroupId id, String name, boolean usesPortal) {
        this(id, name, usesPortal, CompanyId.DEFAULT);
    }

    /**
     * Refuses nonsense.
     *
     * @throws IllegalArgumentException if the name is blank or too long
     */
    public CustomerGroup {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(company, "company");
        if (!VisibleText.isIn(name) || name.length() > 200) {
            throw new IllegalArgumentException("customer group name: 1 to 200 characters");
        }
    }
}
