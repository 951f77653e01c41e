package com.example.boot;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.portalemails.CustomerGroupId;
import org.portalemails.announce.Notifier;
import org.portalemails.event.ActionLink;
import org.portalemails.event.Contact;
import org.portalemails.event.EventHeader;
import org.portalemails.event.EventId;
import org.portalemails.event.PasswordResetRequested;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A service of the ERP that tells customers something. */
@Service
class Passwords {
    private static final Duration VALID = Duration.ofMinutes(30);

    private final Notifier notifier;

    Passwords(Notifier notifier) {
        this.notifier = notifier;
    }

    /** In the transaction in which the ERP does its own work: both are kept, or neither. */
    @Transactional
    void forgotten(CustomerGroupId group, Contact who, Runnable ownWork) {
        Instant now = Instant.now();
        String request = UUID.randomUUID().toString();
        notifier.announce(new PasswordResetRequested(
                EventHeader.of(new EventId(request), group, now, "Boréale inc."),
                who,
                ActionLink.mintedAtSend("reset/" + request, now.plus(VALID))));
        ownWork.run();
    }
}
