package org.portalemails.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The password of an account was changed: through the link of a mail, on a page of the portal, or by staff. Causes one PASSWORD_CHANGED, to
 * the address on file, so that somebody who did not change it can call.
 *
 * <p>A notice that the host opts for by announcing it: nothing else in this library announces it, and there is no switch.
 *
 * @param header what every event carries; its {@code occurredAt} is the moment of the change
 * @param contact whose password it is
 * @param changedByName who changed it, if somebody else did; 1 to 100 characters, or {@code null} for the owner of the account
 */
public record PasswordChanged(EventHeader header, Contact contact, @Nullable String changedByName)
        implements PortalEvent {
    /** Refuses what is missing. */
    public PasswordChanged {
        Objects.requireNonNull(header, "header");
        Objects.requireNonNull(contact, "contact");
        if (changedByName != null) {
            EventText.require("changedByName", changedByName);
        }
    }

    /**
     * A change by whoever owns the account.
     *
     * @param header what every event carries
     * @param contact whose password it is
     */
    public PasswordChanged(EventHeader header, Contact contact) {
        this(header, contact, null);
    }

    @Override
    public String toString() {
        return "PasswordChanged[" + header + "]";
    }
}
