package org.portalemails.transport;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.portalemails.address.EmailAddress;
import org.portalemails.address.SenderDomains;
import org.portalemails.email.PlannedMail;

/**
 * A way out: one transport, or several of which the first that works is taken.
 *
 * <p>A transport that is unreachable, resting or misconfigured is passed over for the next, and asked again from time to time: as soon as it
 * takes mails it is the one that is used. Passing over never doubles a mail: it happens before the other side can have taken it. A mail of which that is not
 * known stays with the transport that may have it. A transport that asks for patience for one mail, or whose own rate is reached, is waited for.
 *
 * <p>Each transport has its own pool, limits, signature and guard, and rests by itself.
 *
 * @param name what stands with each mail in the outbox, and is shown to operators: 1 to 64 letters, digits, dots, hyphens and underscores
 * @param transports in the order in which they are asked; empty where mails are only announced
 * @param senders for which domains these servers send; a setting that asks for another is warned of
 */
public record MailRoute(String name, List<Named> transports, SenderDomains senders) {
    /**
     * A transport under the name that attempts, metrics and operators know it by.
     *
     * @param name 1 to 64 letters, digits, dots, hyphens and underscores; different for each transport of a route
     * @param transport what carries mails
     */
    public record Named(String name, MailTransport transport) {
        /**
         * Refuses what is no name.
         *
         * @throws IllegalArgumentException if the name is none
         */
        public Named {
            requireName("transport", name);
            Objects.requireNonNull(transport, "transport");
        }
    }

    /**
     * Refuses nonsense.
     *
     * @throws IllegalArgumentException if a name is none, or two transports have the same
     */
    public MailRoute {
        requireName("route", name);
        Objects.requireNonNull(senders, "senders");
        transports = List.copyOf(transports);
        Set<String> names = new HashSet<>();
        for (Named one : transports) {
            if (!names.add(one.name())) {
                throw new IllegalArgumentException(
                        "route " + name + ": two of its transports are called " + one.name());
            }
        }
    }

    private static void requireName(String what, String name) {
        boolean sound = !name.isEmpty()
                && name.length() <= 64
                && name.chars()
                        .allMatch(c -> c >= 'a' && c <= 'z'
                                || c >= 'A' && c <= 'Z'
                                || c >= '0' && c <= '9'
                                || c == '.'
                                || c == '-'
                                || c == '_');
        if (!sound) {
            throw new IllegalArgumentException(
                    what + ": its name is 1 to 64 letters of ASCII, digits, dots, hyphens and underscores");
        }
    }

    /**
     * A route of which only the name is known: enough to announce, not to send.
     *
     * @param name the route's name
     * @return a route without transports
     */
    public static MailRoute named(String name) {
        return new MailRoute(name, List.of(), SenderDomains.any());
    }

    /**
     * The route of a host with one mail server.
     *
     * @param transport what carries all mails
     * @return a route and a transport that are both called {@code default}
     */
    public static MailRoute of(MailTransport transport) {
        return named(PlannedMail.DEFAULT_ROUTE).through(PlannedMail.DEFAULT_ROUTE, transport);
    }

    /**
     * The same route with one more transport, to be asked after those that it has.
     *
     * @param transportName under which it is known
     * @param transport what carries mails
     * @return another route
     * @throws IllegalArgumentException if the name is none, or is taken
     */
    public MailRoute through(String transportName, MailTransport transport) {
        List<Named> more = new ArrayList<>(transports);
        more.add(new Named(transportName, transport));
        return new MailRoute(name, more, senders);
    }

    /**
     * The same route, for senders of some domains.
     *
     * @param domains for which these servers send
     * @return another route
     */
    public MailRoute sendingFor(SenderDomains domains) {
        return new MailRoute(name, transports, domains);
    }

    /**
     * Whether these servers send for somebody.
     *
     * @param sender an address
     * @return as far as the configuration says
     */
    public boolean sendsFor(EmailAddress sender) {
        return senders.allow(sender);
    }

    /** How a transport does, as far as one node knows. */
    public enum Condition {
        /** Nothing is known against it. */
        WORKING,
        /** It was not reached, or took no mails, when it was last asked; it is asked again from time to time. */
        DOWN,
        /** It does not let us in as it is configured; it is asked again from time to time. */
        MISCONFIGURED
    }

    /**
     * How a transport does.
     *
     * @param name which
     * @param condition whether it works
     * @param since since when not, by the clock of the storage, or {@code null}
     * @param reason what it said last; empty if it works
     */
    public record TransportStatus(String name, Condition condition, @Nullable Instant since, String reason) {}

    /**
     * How a route does, as far as one node knows.
     *
     * @param name which
     * @param transports in their order
     * @param fallback the transport that carries mails in the place of the first, or {@code null}
     * @param fallbackSince since when, by the clock of the storage, or {@code null}
     */
    public record Status(
            String name,
            List<TransportStatus> transports,
            @Nullable String fallback,
            @Nullable Instant fallbackSince) {}

    /**
     * The longest that one of its transports takes.
     *
     * @return zero if it has none
     */
    public Duration deadline() {
        return transports.stream()
                .map(one -> one.transport().deadline())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** Names only. */
    @Override
    public String toString() {
        return "MailRoute[" + name + ", " + transports.stream().map(Named::name).toList() + "]";
    }
}
