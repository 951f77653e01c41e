package org.portalemails.announce;

import java.util.List;
import org.portalemails.PortalEmailsException;
import org.portalemails.UnknownCustomerGroupException;
import org.portalemails.email.MailId;
import org.portalemails.event.PortalEvent;
import org.portalemails.notification.NotificationType;

/**
 * What the host calls, inside its own database transaction, when something has happened.
 *
 * <p>Promises:
 *
 * <ul>
 *   <li><b>P1 Joined</b>: writes in the current transaction, on its connection; rolled back with it. Never talks to a mail
 *       server and never waits for one.
 *   <li><b>P2 Nothing lost</b>: once the transaction is committed, every queued mail ends as sent, or as something a
 *       person can see and act on.
 *   <li><b>P3 Once per event</b>: announcing the same event again writes nothing and is answered with
 *       {@link org.portalemails.notification.SkipReason#ALREADY_ANNOUNCED}; the transaction stays usable.
 * </ul>
 *
 * <p>Threads: may be called from many at once. Implemented by this library; hosts call it and may replace it in their unit
 * tests.
 */
public interface Notifier {
    /**
     * Announces one event.
     *
     * @param event what happened
     * @return what became of each mail
     * @throws org.portalemails.notification.FieldValueException if the event lacks a value that a text needs, or has something else than
     *     an address for a field of the host's that holds a link; nothing was written and the transaction is usable
     * @throws org.portalemails.template.RenderingTooLargeException if the event's values make even the built-in text too long;
     *     nothing was written and the transaction is usable
     * @throws UnknownCustomerGroupException if the ERP has no such group; nothing was written and the transaction is usable
     * @throws PortalEmailsException if the database refuses; then the host must roll back
     */
    Announcement announce(PortalEvent event);

    /**
     * Announces many events, with far fewer round trips to the database.
     *
     * @param events what happened; possibly empty
     * @param mailing whether mails shall be sent at all
     * @return one answer for each event, in the same order; an event that is wrong is answered with
     *     {@link Announcement.Refused} and does not hold up the others
     * @throws PortalEmailsException if the database refuses; then the host must roll back
     */
    List<Announcement> announceAll(List<? extends PortalEvent> events, Mailing mailing);

    /**
     * Announces one event for the sake of one of its mails, which repeats an earlier one: the others are neither sent nor written down. For
     * {@link Resending}.
     *
     * @param event what happened, under an id of its own
     * @param only which of its mails
     * @param repeated the earlier mail
     * @return what became of it; no mail if the event does not cause such a one
     * @throws PortalEmailsException as {@link #announce}
     */
    Announcement announceAgain(PortalEvent event, NotificationType only, MailId repeated);
}
