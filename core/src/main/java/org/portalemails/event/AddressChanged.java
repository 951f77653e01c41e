package org.portalemails.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.portalemails.address.EmailAddress;

/**
 * The e-mail address of an account was changed. One event, two mails: NEW_ADDRESS to the new address and OLD_ADDRESS to the old one, so that
 * whoever reads either can call. Neither mail names the other address.
 *
 * <p>A notice that the host opts for by announcing it: nothing else in this library announces it, and there is no switch.
 *
 * @param header what every event carries; its {@code occurredAt} is the moment of the change
 * @param contact whose address it is, with the new one, or with none if it was removed
 * @param previous the old address, or {@code null} if there was none
 * @param changedByName who changed it, if somebody else did; 1 to 100 characters, or {@code null} for the owner of the account
 */
public record AddressChanged(
        EventHeader header, Contact contact, @Nullable EmailAddress previous, @Nullable String changedByName)
        implements PortalEvent {
    /**
     * Refuses what is missing.
     *
     * @throws IllegalArgumentException if there is neither an old nor a new address
     */
    public AddressChanged {
        Objects.requireNonNull(header, "header");
        Objects.requireNonNull(contact, "contact");
        if (previous == null && contact.email() == null) {
            throw new IllegalArgumentException("contact, previous: an old or a new address is needed");
        }
        if (changedByName != null) {
            EventText.require("changedByName", changedByName);
        }
    }

    @Override
    public String toString() {
        return "AddressChanged[" + header + "]";
    }
}
