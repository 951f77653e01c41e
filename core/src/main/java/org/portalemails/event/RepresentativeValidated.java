package org.portalemails.event;

import java.util.List;
import java.util.Objects;

/**
 * Staff validated a representative, who is now linked to a company customer and has access. Causes
 * CUSTOMER_VALIDATION_CONFIRMATION for the kinds that announce something new to them.
 *
 * @param header what every event carries; its {@code occurredAt} is the moment of validation
 * @param representative who was validated
 * @param kind how it came about
 * @param role what the representative is to their company
 * @param linkedCompanyCustomers names of the company customers that were linked; possibly empty
 */
public record RepresentativeValidated(
        EventHeader header, Contact representative, Kind kind, ContactRole role, List<String> linkedCompanyCustomers)
        implements PortalEvent {
    /** How a validation came about. */
    public enum Kind {
        /** The request was accepted: mail. */
        FIRST,
        /** They had been rejected before: mail. */
        AFTER_REJECTION,
        /** Staff created the record already validated: no mail. */
        CREATED_VALIDATED,
        /** They have access and got one more company customer: no mail. */
        FURTHER_LINK
    }

    /** Refuses what is missing and copies the list. */
    public RepresentativeValidated {
        Objects.requireNonNull(header, "header");
        Objects.requireNonNull(representative, "representative");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(role, "role");
        linkedCompanyCustomers = EventText.names("linkedCompanyCustomers", linkedCompanyCustomers);
    }

    @Override
    public String toString() {
        return "RepresentativeValidated[" + header + "]";
    }
}
