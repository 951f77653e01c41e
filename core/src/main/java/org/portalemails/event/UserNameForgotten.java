package org.portalemails.event;

import java.util.List;
import java.util.Objects;
import org.portalemails.language.VisibleText;

/**
 * Somebody asked on the sign-in page for the user names behind an address. Causes one FORGOT_USER_NAME that lists all of
 * them, to the address on file.
 *
 * @param header what every event carries
 * @param contact whose address it is
 * @param userNames all user names behind that address; at least one
 */
public record UserNameForgotten(EventHeader header, Contact contact, List<String> userNames) implements PortalEvent {
    /**
     * Refuses what is missing and copies the list.
     *
     * @throws IllegalArgumentException if there is no user name
     */
    public UserNameForgotten {
        Objects.requireNonNull(header, "header");
        Objects.requireNonNull(contact, "contact");
        userNames = EventText.names("userNames", userNames);
        if (userNames.stream().noneMatch(VisibleText::isIn)) {
            throw new IllegalArgumentException("userNames: at least one");
        }
    }

    @Override
    public String toString() {
        return "UserNameForgotten[" + header + "]";
    }
}
