package org.portalemails.announce;

import java.util.Optional;
import org.portalemails.event.EventId;
import org.portalemails.event.PortalEvent;
import org.portalemails.outbox.OutboxEntry;

/**
 * Port: tells what happened once more, as the host knows it today, so that an operator can send a mail again: to the address that was
 * corrected meanwhile, with a new link. The library has kept neither the event nor its values.
 *
 * <p>Called in the transaction of the operator's request. May look into the host's database; does not announce.
 */
@FunctionalInterface
public interface PastEvents {
    /** A host that tells nothing again: no mail can be resent. */
    PastEvents NONE = (mail, id) -> Optional.empty();

    /**
     * What caused a mail.
     *
     * @param mail the mail: by its event, its kind and its recipient the host finds what it was about
     * @param id the id of the new event
     * @return an event of that id that causes such a mail; empty if it cannot, or shall not, be told any more
     */
    Optional<PortalEvent> again(OutboxEntry mail, EventId id);
}
