package org.portalemails.notification;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.portalemails.address.EmailAddress;
import org.portalemails.event.Contact;
import org.portalemails.event.PortalEvent;
import org.portalemails.notification.NotificationType.Audience;

/**
 * All that is known of one of the mails: which events cause it, who receives it and when, which fields its texts may use. Its texts
 * stand beside it as {@code texts/code.language.html}. Immutable.
 */
abstract class Notification<E extends PortalEvent> {
    private final Audience audience;
    private final @Nullable Switch governedBy;
    private final List<Class<? extends E>> events;
    private final List<Field<E>> fields;

    /**
     * Describes it.
     *
     * @param governedBy the switch that can turn it off, or {@code null} for a mail that is always on
     * @param fields in the order in which a screen lists them: the mail's own first
     */
    Notification(
            Audience audience, @Nullable Switch governedBy, List<Class<? extends E>> events, List<Field<E>> fields) {
        this.audience = audience;
        this.governedBy = governedBy;
        this.events = events;
        this.fields = fields;
    }

    /** Who gets it, after an event of {@link #events()}; the portal is in use and a sender is there. */
    abstract Decision decide(E event, SendingConditions conditions);

    /** Who caused the event without anybody knowing them; limits count such mails. */
    @Nullable
    Contact stranger(E event) {
        return null;
    }

    /** Whether anybody can cause the event, or name whom it goes to: their words must be no links. */
    boolean isTypedByStrangers() {
        return false;
    }

    /** Whether an administrator can write its text on the screen. If not, it is built in, and a host may replace it. */
    boolean isOnScreen() {
        return true;
    }

    /** A key under which this mail cancels an older one that still waits. */
    @Nullable
    String supersedes(E event) {
        return null;
    }

    /** The notification beside one of its events. */
    record About<E extends PortalEvent>(Notification<E> notification, E event) {
        Decision decide(SendingConditions conditions) {
            Decision decision = notification.decide(event, conditions);
            EmailAddress address = decision.address();
            if (!conditions.usesPortal()) {
                return new Decision.Skip(address, SkipReason.PORTAL_NOT_USED);
            }
            if (!(decision instanceof Decision.Send send)) {
                return decision;
            }
            if (!conditions.hasSender()) {
                return new Decision.Skip(address, SkipReason.NO_SENDER);
            }
            return notification.isTypedByStrangers()
                    ? new Decision.Send(send.recipient().unlinked())
                    : send;
        }

        @Nullable
        Contact stranger() {
            return notification.stranger(event);
        }

        @Nullable
        String supersedes() {
            return notification.supersedes(event);
        }
    }

    /**
     * Puts the notification beside an event.
     *
     * @throws IllegalArgumentException if the event does not cause it
     */
    About<E> about(PortalEvent event) {
        for (Class<? extends E> type : events) {
            if (type.isInstance(event)) {
                return new About<>(this, type.cast(event));
            }
        }
        throw new IllegalArgumentException(getClass().getSimpleName() + " is not caused by "
                + event.getClass().getSimpleName());
    }

    Audience audience() {
        return audience;
    }

    @Nullable
    Switch governedBy() {
        return governedBy;
    }

    List<Class<? extends E>> events() {
        return events;
    }

    List<Field<E>> fields() {
        return fields;
    }
}
