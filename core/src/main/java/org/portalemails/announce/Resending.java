package org.portalemails.announce;

import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.portalemails.PortalEmailsException;
import org.portalemails.email.MailId;
import org.portalemails.event.EventId;
import org.portalemails.event.PortalEvent;
import org.portalemails.notification.NotificationType;
import org.portalemails.outbox.OutboxAdministration;
import org.portalemails.outbox.OutboxEntry;

/**
 * Sends a mail again that has come to an end: as a new one, with a new link, related to the old one. What waits is not sent again, as it is
 * still going to be; what failed can be {@linkplain OutboxAdministration#requeue queued again} as it is, too.
 *
 * <p>Safe for many threads.
 */
public final class Resending {
    private static final long MILLIS_OF_MINUTE = 60_000;

    private final OutboxAdministration outbox;
    private final Notifier notifier;
    private final PastEvents events;
    private final Clock clock;

    /**
     * For a host.
     *
     * @param outbox whose mails
     * @param notifier with which it announces
     * @param events what it tells again
     * @param clock two clicks of one minute are one
     */
    public Resending(OutboxAdministration outbox, Notifier notifier, PastEvents events, Clock clock) {
        this.outbox = Objects.requireNonNull(outbox, "outbox");
        this.notifier = Objects.requireNonNull(notifier, "notifier");
        this.events = Objects.requireNonNull(events, "events");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * Whether mails of a host can be sent again at all.
     *
     * @return {@code false}: it tells no events again
     */
    public boolean isPossible() {
        return events != PastEvents.NONE;
    }

    /**
     * Sends a mail again, in the current transaction. Asked twice within a minute, it is sent once.
     *
     * @param id the mail
     * @return what became of the new one; empty if there is no such mail, it is not at its end, it was a test, or the host does not tell its
     *     event again
     * @throws PortalEmailsException as {@link Notifier#announce}
     */
    public Optional<Announcement.MailAnswer> resend(MailId id) {
        Optional<OutboxEntry> found = outbox.find(id).filter(Resending::isAtEnd);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        EventId again = new EventId("again-" + id.value() + "-" + clock.millis() / MILLIS_OF_MINUTE);
        Optional<PortalEvent> event = events.again(found.get(), again);
        if (event.isEmpty()) {
            return Optional.empty();
        }
        if (!event.get().id().equals(again)) {
            throw new IllegalStateException("past events: an event of another id was told: "
                    + event.get().id());
        }
        NotificationType type = NotificationType.ofCode(found.get().typeCode());
        return notifier.announceAgain(event.get(), type, id).answers().stream().findFirst();
    }

    private static boolean isAtEnd(OutboxEntry entry) {
        return !entry.test()
                && switch (entry.state()) {
                    case SENT, DEAD, EXPIRED, CANCELLED, SKIPPED -> true;
                    case QUEUED, SENDING, WAITING -> false;
                };
    }
}
