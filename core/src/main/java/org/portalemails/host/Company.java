package org.portalemails.host;

import java.util.Objects;
import org.portalemails.CompanyId;
import org.portalemails.language.VisibleText;

/**
 * A company of the ERP: one of those that send, not a customer.
 *
 * @param id the company
 * @param name as people know it; 1 to 200 characters
 */
public record Company(CompanyId id, String name) {
    /**
     * Refuses nonsense.
     *
     * @throws IllegalArgumentException if the name is blank or too long
     */
    public Company {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        if (!VisibleText.isIn(name) || name.length() > 200) {
            throw new IllegalArgumentException("company name: 1 to 200 characters");
        }
    }
}
