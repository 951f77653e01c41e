package org.portalemails.demo.customers;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.portalemails.address.EmailAddress;
import org.portalemails.event.Contact;

/**
 * A person of a customer's company.
 *
 * @param changes how often the record changed: names each change for {@link org.portalemails.event.EventId}s
 */
public record Representative(
        String id,
        Company company,
        String firstName,
        String lastName,
        String email,
        Locale language,
        @Nullable String userName,
        Standing standing,
        boolean primaryContact,
        int changes,
        Instant createdAt) {

    /** The name as people say it. */
    public String fullName() {
        return firstName + " " + lastName;
    }

    /** The person in Portal Emails' words. */
    public Contact contact() {
        return new Contact(firstName, lastName, EmailAddress.of(email), language, userName);
    }

    /** Whether they can sign in to the portal. */
    public boolean hasAccess() {
        return standing == Standing.VALIDATED && userName != null;
    }

    Representative withEmail(String newEmail) {
        return new Representative(
                id,
                company,
                firstName,
                lastName,
                newEmail,
                language,
                userName,
                standing,
                primaryContact,
                changes + 1,
                createdAt);
    }

    Representative with(Standing newStanding, boolean primary, @Nullable String newUserName) {
        return new Representative(
                id,
                company,
                firstName,
                lastName,
                email,
                language,
                newUserName,
                newStanding,
                primary,
                changes + 1,
                createdAt);
    }
}
