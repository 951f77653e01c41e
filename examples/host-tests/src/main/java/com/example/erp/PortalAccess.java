package com.example.erp;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.portalemails.CustomerGroupId;
import org.portalemails.announce.Announcement;
import org.portalemails.announce.Notifier;
import org.portalemails.event.Contact;
import org.portalemails.event.ContactRole;
import org.portalemails.event.EventHeader;
import org.portalemails.event.EventId;
import org.portalemails.event.PrimaryContactChanged;

/** The code under test: it changes the primary contact of a company and says so. */
final class PortalAccess {
    private final Notifier notifier;
    private final Clock clock;

    PortalAccess(Notifier notifier, Clock clock) {
        this.notifier = notifier;
        this.clock = clock;
    }

    Announcement changePrimaryContact(
            String change, CustomerGroupId group, String company, @Nullable Contact previous, Contact next) {
        return notifier.announce(new PrimaryContactChanged(
                EventHeader.of(new EventId("primary-contact:" + change), group, clock.instant(), company),
                previous,
                next,
                false,
                previous == null ? null : ContactRole.SECONDARY,
                "Receivables"));
    }
}
