package com.example.quarkus;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.function.Consumer;
import org.portalemails.announce.Notifier;
import org.portalemails.event.PortalEvent;

/** A piece of the ERP's business. */
@ApplicationScoped
public class QuarkusDesk {
    @Inject
    Notifier notifier;

    /** The ERP's own work and the announcement become true together. */
    @Transactional
    public void announce(PortalEvent event, Consumer<PortalEvent> ownWork) {
        notifier.announce(event);
        ownWork.accept(event);
    }
}
