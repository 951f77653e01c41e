package org.portalemails.demo.wiring;

import java.util.List;
import org.portalemails.announce.Announcement;
import org.portalemails.announce.Mailing;
import org.portalemails.announce.Notifier;
import org.portalemails.event.PortalEvent;

/** Wakes the dispatcher when the transaction of an announcement has been committed, so that mails leave at once. */
final class WakingNotifier implements Notifier {
    private final Notifier notifier;
    private final DispatcherLifecycle dispatcher;

    WakingNotifier(Notifier notifier, DispatcherLifecycle dispatcher) {
        this.notifier = notifier;
        this.dispatcher = dispatcher;
    }

    @Override
    public Announcement announce(PortalEvent event) {
        dispatcher.wakeUpAfterCommit();
        return notifier.announce(event);
    }

    @Override
    public List<Announcement> announceAll(List<? extends PortalEvent> events, Mailing mailing) {
        dispatcher.wakeUpAfterCommit();
        return notifier.announceAll(events, mailing);
    }
}
