package org.portalemails.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The primary contact of a company changed. One event, up to two mails, decided by two independent switches:
 * NEW_PRIMARY_CONTACT to the new one, OLD_PRIMARY_CONTACT to the old one.
 *
 * @param header what every event carries; its {@code occurredAt} is the moment the change takes effect
 * @param previous who was primary contact, or {@code null} if nobody was
 * @param next who is primary contact now, or {@code null} if nobody is
 * @param firstAssignment whether this is the very first primary contact of the company, which the validation mail
 *     announces already
 * @param remainingRole what the old one still is to their company, or {@code null} if nothing
 * @param changedByName who changed it, as people know that person; 1 to 100 characters
 */
public record PrimaryContactChanged(
        EventHeader header,
        @Nullable Contact previous,
        @Nullable Contact next,
        boolean firstAssignment,
        @Nullable ContactRole remainingRole,
        String changedByName)
        implements PortalEvent {
    /**
     * Refuses what is missing or contradicts itself.
     *
     * @throws IllegalArgumentException if there is neither an old nor a new one, or a first assignment has an old one
     */
    public PrimaryContactChanged {
        Objects.requireNonNull(header, "header");
        if (previous == null && next == null) {
            throw new IllegalArgumentException("previous, next: at least one of the two is needed");
        }
        if (firstAssignment && previous != null) {
            throw new IllegalArgumentException("firstAssignment: there cannot be a previous primary contact");
        }
        EventText.require("changedByName", changedByName);
    }

    @Override
    public String toString() {
        return "PrimaryContactChanged[" + header + "]";
    }
}
