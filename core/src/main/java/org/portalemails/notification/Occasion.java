package org.portalemails.notification;

import java.time.Instant;
import org.portalemails.event.PortalEvent;
import org.portalemails.host.CustomerGroup;
import org.portalemails.host.PortalProfile;

/**
 * What a mail is made for.
 *
 * @param event what happened
 * @param recipient who will read it
 * @param group whose customer they are
 * @param profile what the host says of itself
 * @param announcedAt when the host reported it
 */
public record Occasion(
        PortalEvent event, Recipient recipient, CustomerGroup group, PortalProfile profile, Instant announcedAt) {
    /** Identifiers only. */
    @Override
    public String toString() {
        return "Occasion[" + event.id() + "]";
    }
}
