package org.portalemails.notification;

import java.util.Locale;
import java.util.Objects;
import org.portalemails.address.EmailAddress;
import org.portalemails.address.Mailbox;
import org.portalemails.event.Contact;
import org.portalemails.language.Unlinked;

/**
 * Who will read a mail, and in which language.
 *
 * @param firstName possibly empty
 * @param lastName possibly empty
 * @param email the address
 * @param language the language
 */
public record Recipient(String firstName, String lastName, EmailAddress email, Locale language) {
    /** Refuses {@code null}. */
    public Recipient {
        Objects.requireNonNull(firstName, "firstName");
        Objects.requireNonNull(lastName, "lastName");
        Objects.requireNonNull(email, "email");
        Objects.requireNonNull(language, "language");
    }

    static Recipient of(Contact contact, EmailAddress email) {
        return new Recipient(contact.firstName(), contact.lastName(), email, contact.language());
    }

    /** The same person under a name that is no link in any client. */
    Recipient unlinked() {
        return new Recipient(Unlinked.of(firstName), Unlinked.of(lastName), email, language);
    }

    /**
     * Both names.
     *
     * @return possibly empty
     */
    public String fullName() {
        return (firstName + " " + lastName).strip();
    }

    /**
     * The address with the name, if there is one.
     *
     * @return as it stands in a header
     */
    public Mailbox mailbox() {
        String name = fullName();
        return new Mailbox(name.isEmpty() ? null : name, email);
    }

    /** Nothing personal. */
    @Override
    public String toString() {
        return "Recipient[" + language.toLanguageTag() + "]";
    }
}
