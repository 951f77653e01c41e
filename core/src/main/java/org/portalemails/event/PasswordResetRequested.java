package org.portalemails.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A person, or staff for them, asked for a new password. Causes RESET_PASSWORD to the address on file. A newer request
 * cancels the older one that still waits.
 *
 * @param header what every event carries; its {@code occurredAt} is the moment of the request
 * @param contact whose password; their user name must be there
 * @param reset the link
 * @param requestedByName who of the staff asked for the contact, as customers know them (a department does); 1 to 100
 *     characters, or {@code null} if the contact asked
 */
public record PasswordResetRequested(
        EventHeader header, Contact contact, ActionLink reset, @Nullable String requestedByName)
        implements PortalEvent {
    /**
     * Refuses what is missing.
     *
     * @throws IllegalArgumentException if the contact has no user name, the link ends before the request, or a text is blank
     *     or too long
     */
    public PasswordResetRequested {
        Objects.requireNonNull(header, "header");
        Objects.requireNonNull(contact, "contact");
        Objects.requireNonNull(reset, "reset");
        if (contact.userName() == null) {
            throw new IllegalArgumentException("contact.userName: needed to reset a password");
        }
        if (!reset.expiresAt().isAfter(header.occurredAt())) {
            throw new IllegalArgumentException("reset.expiresAt: must be after header.occurredAt");
        }
        if (requestedByName != null) {
            EventText.require("requestedByName", requestedByName);
        }
    }

    /**
     * The contact asked.
     *
     * @param header what every event carries
     * @param contact whose password; their user name must be there
     * @param reset the link
     */
    public PasswordResetRequested(EventHeader header, Contact contact, ActionLink reset) {
        this(header, contact, reset, null);
    }

    @Override
    public String toString() {
        return "PasswordResetRequested[" + header + "]";
    }
}
