package org.portalemails.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.portalemails.transport.MailRoute;
import org.portalemails.transport.MailTransport;

/**
 * A route at work: which of its transports may be asked, and what outcomes said about them. Senders ask, the dispatcher's own thread tells;
 * both at once.
 */
final class RouteState {
    private final MailRoute route;
    private final List<Leg> legs;
    private @Nullable String fallback;
    private @Nullable Instant fallbackSince;

    RouteState(MailRoute route, LongSupplier nanoTime, RandomGenerator random) {
        this.route = route;
        List<Leg> all = new ArrayList<>();
        for (MailRoute.Named one : route.transports()) {
            all.add(new Leg(one, new ServerBreaker(nanoTime, random)));
        }
        this.legs = List.copyOf(all);
    }

    /** What a mail does about a transport. */
    enum Turn {
        ASK,
        WAIT,
        PASS_OVER
    }

    /** One of its transports. */
    static final class Leg {
        private final MailRoute.Named named;
        private final ServerBreaker breaker;
        private boolean trying;
        private boolean misconfigured;
        private @Nullable Instant since;
        private String reason = "";

        private Leg(MailRoute.Named named, ServerBreaker breaker) {
            this.named = named;
            this.breaker = breaker;
        }

        String name() {
            return named.name();
        }

        MailTransport transport() {
            return named.transport();
        }

        /**
         * Whether it may be asked now. One that does not work is passed over; one mail at a time finds out whether it does again. One that
         * works and wants to be left alone is waited for.
         *
         * @param probe whether the mail is there to find out whether settings work again
         */
        synchronized Turn begin(boolean probe) {
            if (!(probe && misconfigured)) {
                if (breaker.isSuspicious() && (breaker.isOpen() || trying)) {
                    return Turn.PASS_OVER;
                }
                if (breaker.isOpen()) {
                    return Turn.WAIT;
                }
            }
            trying = true;
            return Turn.ASK;
        }

        /**
         * It was asked.
         *
         * @param failure how long it wants to be left alone if it does not work, zero if that is not known; {@code null} if it works, as
         *     far as this mail tells
         */
        synchronized void end(@Nullable Duration failure) {
            trying = false;
            if (failure != null && breaker.isSuspicious()) {
                // The one that asked whether it works again: others need not ask too until that is written down.
                breaker.serverFailed(failure);
            }
        }

        synchronized boolean isOpen() {
            return breaker.isOpen();
        }

        /** Whether a mail may find out whether it works again. */
        private synchronized boolean mayTry() {
            return !trying && !breaker.isOpen();
        }

        synchronized boolean isSuspicious() {
            return breaker.isSuspicious();
        }

        synchronized Duration rest() {
            return breaker.restLeft();
        }

        synchronized void failed(Duration pause, boolean settings, String said, Instant when) {
            breaker.serverFailed(pause);
            misconfigured = settings;
            since = since == null ? when : since;
            reason = said;
        }

        synchronized void answered() {
            breaker.serverAnswered();
            misconfigured = false;
            since = null;
            reason = "";
        }

        synchronized void rest(Duration pause) {
            breaker.rest(pause);
        }

        private synchronized MailRoute.TransportStatus status() {
            MailRoute.Condition condition = !breaker.isSuspicious()
                    ? MailRoute.Condition.WORKING
                    : misconfigured ? MailRoute.Condition.MISCONFIGURED : MailRoute.Condition.DOWN;
            return new MailRoute.TransportStatus(named.name(), condition, since, reason);
        }
    }

    String name() {
        return route.name();
    }

    MailRoute route() {
        return route;
    }

    Duration deadline() {
        return route.deadline();
    }

    /** In the order in which they are asked; only one for a mail that it may have taken. */
    List<Leg> legsFor(@Nullable String boundTo) {
        List<Leg> bound =
                legs.stream().filter(leg -> leg.name().equals(boundTo)).toList();
        return bound.isEmpty() ? legs : bound;
    }

    boolean isFirst(Leg leg) {
        return leg == legs.get(0);
    }

    boolean hasFallback() {
        return legs.size() > 1;
    }

    /** How many mails that are no probes may be claimed: as many as are wanted, one to try whether a server is up again, or none. */
    int mayClaim(int wanted) {
        int toTry = 0;
        for (Leg leg : legs) {
            if (!leg.isSuspicious()) {
                return leg.isOpen() ? toTry : wanted;
            }
            toTry = leg.mayTry() ? Math.min(1, wanted) : toTry;
        }
        return toTry;
    }

    /** Whether that is the first that another than the first transport carried, since it last did. */
    synchronized boolean carriedBy(Leg leg, Instant when) {
        if (isFirst(leg)) {
            return false;
        }
        boolean first = fallbackSince == null;
        fallback = leg.name();
        fallbackSince = first ? when : fallbackSince;
        return first;
    }

    /** The first transport carries mails again: since when another did. */
    synchronized Optional<Instant> backOn(Leg leg) {
        if (!isFirst(leg) || fallbackSince == null) {
            return Optional.empty();
        }
        Optional<Instant> since = Optional.of(fallbackSince);
        fallback = null;
        fallbackSince = null;
        return since;
    }

    synchronized MailRoute.Status status() {
        return new MailRoute.Status(route.name(), legs.stream().map(Leg::status).toList(), fallback, fallbackSince);
    }
}
