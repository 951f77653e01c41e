package org.portalemails.recovery;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.portalemails.CustomerGroupId;
import org.portalemails.event.Contact;
import org.portalemails.event.EventHeader;
import org.portalemails.event.EventId;

/**
 * An account of the portal, as far as its recovery needs it. Personal data: {@link #toString()} shows none of it.
 *
 * @param group whose settings apply
 * @param companyName the customer's company, as its people call it; 1 to 200 characters
 * @param companyCustomerNames the company customers of the ERP behind it; possibly empty
 * @param contact whose account it is; with a user name, and with the address <em>on file</em>, to which the mail goes
 * @param reference what the host's {@code LinkMinter} needs to know for a reset link, such as the id of the account; not a
 *     secret; 1 to 200 characters
 * @param hostValues values of merge fields that the host registered, by field name; possibly empty
 */
public record PortalAccount(
        CustomerGroupId group,
        String companyName,
        List<String> companyCustomerNames,
        Contact contact,
        String reference,
        Map<String, String> hostValues) {
    /**
     * Refuses what is missing and copies the collections.
     *
     * @throws IllegalArgumentException if there is no user name, or a text is blank or too long
     */
    public PortalAccount {
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(contact, "contact");
        if (reference.isBlank() || reference.length() > 200) {
            throw new IllegalArgumentException("account, reference: 1 to 200 characters");
        }
        if (contact.userName() == null) {
            throw new IllegalArgumentException("account, contact.userName: an account has one");
        }
        // What the event of the answer would refuse is refused here, where the host can see it.
        EventHeader header = new EventHeader(
                new EventId("account"), group, Instant.EPOCH, companyName, companyCustomerNames, hostValues);
        companyCustomerNames = header.companyCustomerNames();
        hostValues = header.hostValues();
    }

    /**
     * An account without company customers and without fields of the host's.
     *
     * @param group whose settings apply
     * @param companyName the customer's company
     * @param contact whose account it is, with user name and address
     * @param reference what the host's {@code LinkMinter} needs to know
     * @return the account
     */
    public static PortalAccount of(CustomerGroupId group, String companyName, Contact contact, String reference) {
        return new PortalAccount(group, companyName, List.of(), contact, reference, Map.of());
    }

    /** The group only. */
    @Override
    public String toString() {
        return "PortalAccount[group " + group + "]";
    }
}
