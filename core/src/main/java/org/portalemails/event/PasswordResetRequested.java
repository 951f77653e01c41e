package org.portalemails.event;

import java.util.Objects;

/**
 * A person, or staff for him, asked for a new password. Causes RESET_PASSWORD to the address on file. A newer request
 * cancels the older one that still waits.
 *
 * @param header what every event carries; its {@code occurredAt} is the moment of the request
 * @param contact whose password; his user name must be there
 * @param reset the link
 */
public record PasswordResetRequested(EventHeader header, Contact contact, ActionLink reset) implements PortalEvent {
    /**
     * Refuses what is missing.
     *
     * @throws IllegalArgumentException if the contact has no user name, or the link ends before the request
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
    }

    @Override
    public String toString() {
        return "PasswordResetRequested[" + header + "]";
    }
}
