package org.portalemails.mail;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which delivery status notifications (RFC 3461) to ask for. Only asked where the server announces DSN; then the id of the
 * mail goes along as ENVID.
 *
 * @param events when to notify; empty means never
 * @param whole whether a failure notice should return the whole mail instead of its headers; the mail may hold a link
 */
public record DeliveryNotices(Set<Event> events, boolean whole) {
    /** When a notice is wanted. */
    public enum Event {
        /** When the mail has arrived. */
        SUCCESS,
        /** When it cannot be delivered. */
        FAILURE,
        /** When it is late. */
        DELAY
    }

    /** Copies the set. */
    public DeliveryNotices {
        events = events.isEmpty() ? Set.of() : Set.copyOf(events);
    }

    /**
     * Failures only, with headers only.
     *
     * @return what most hosts want
     */
    public static DeliveryNotices onFailure() {
        return new DeliveryNotices(Set.of(Event.FAILURE), false);
    }

    /** The value of NOTIFY=. */
    String notifyParameter() {
        if (events.isEmpty()) {
            return "NEVER";
        }
        return EnumSet.copyOf(events).stream().map(Event::name).collect(Collectors.joining(","));
    }

    /** The value of RET=. */
    String returnParameter() {
        return whole ? "FULL" : "HDRS";
    }
}
