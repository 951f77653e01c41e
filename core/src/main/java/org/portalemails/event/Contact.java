package org.portalemails.event;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.portalemails.address.EmailAddress;
import org.portalemails.language.Languages;

/**
 * A person of the customer's company. Everything but the language is personal data: {@link #toString()} shows none of it.
 *
 * @param firstName may be empty, at most 200 characters
 * @param lastName may be empty, at most 200 characters
 * @param email the address on file, or {@code null} if there is none: then nothing can be sent, and the answer says so
 * @param language the preferred language
 * @param userName the name with which the person signs in, or {@code null} if there is none yet; 1 to 200
 *     characters
 */
public record Contact(
        String firstName, String lastName, @Nullable EmailAddress email, Locale language, @Nullable String userName) {
    /**
     * Refuses what is missing.
     *
     * @throws IllegalArgumentException if a name is too long, the user name shows nothing, or the locale is none that a tag brings back
     */
    public Contact {
        Objects.requireNonNull(firstName, "firstName");
        Objects.requireNonNull(lastName, "lastName");
        Objects.requireNonNull(language, "language");
        if (firstName.length() > 200 || lastName.length() > 200) {
            throw new IllegalArgumentException("contact name: at most 200 characters");
        }
        if (userName != null) {
            EventText.require("contact user name", userName, 200);
        }
        if (!Languages.isLanguage(language)) {
            throw new IllegalArgumentException("contact language: a language is needed, such as en, fr or fr-CA");
        }
    }

    /**
     * A person with an address and no user name.
     *
     * @param firstName first name
     * @param lastName last name
     * @param email the address
     * @param language preferred language
     * @return the contact
     */
    public static Contact of(String firstName, String lastName, String email, Locale language) {
        return new Contact(firstName, lastName, EmailAddress.of(email), language, null);
    }

    /**
     * The same person with a user name.
     *
     * @param name the name with which the person signs in
     * @return another contact
     */
    public Contact withUserName(String name) {
        return new Contact(firstName, lastName, email, language, name);
    }

    /**
     * First and last name.
     *
     * @return joined by a space; the address is not used as a substitute
     */
    public String fullName() {
        return (firstName + " " + lastName).strip();
    }

    /** Shows nothing personal. */
    @Override
    public String toString() {
        return "Contact[" + language.toLanguageTag() + (email == null ? ", no address]" : "]");
    }
}
