package org.portalemails.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.portalemails.email.ComposedMail;
import org.portalemails.outbox.EntryReason;
import org.portalemails.outbox.HoldScope;
import org.portalemails.outbox.spi.ClaimRequest;
import org.portalemails.outbox.spi.ClaimedMail;
import org.portalemails.outbox.spi.OutboxQueue;
import org.portalemails.transport.DeliveryOutcome;
import org.portalemails.transport.MailRoute;
import org.portalemails.transport.MailRoutes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What outcomes say about routes, settings and addresses: holds for what is misconfigured, rests for servers that are down, the suppression
 * list for addresses that are dead. Each transport of each route for itself: what one of them suffers says nothing about another.
 */
final class RouteHealth {
    private static final Logger LOG = LoggerFactory.getLogger(DispatchEngine.class);

    private final OutboxQueue queue;
    private final DispatchPolicy policy;
    private final Listening listening;
    private final DeadAddresses deadAddresses;
    private final MailRoutes routes;
    private final Map<String, RouteState> states = new LinkedHashMap<>();
    /** Stored with mails, and among our routes no more. */
    private Set<String> strays = Set.of();

    RouteHealth(
            MailRoutes routes,
            OutboxQueue queue,
            DispatchPolicy policy,
            Listening listening,
            DeadAddresses deadAddresses,
            LongSupplier nanoTime,
            RandomGenerator random) {
        this.routes = routes;
        this.queue = queue;
        this.policy = policy;
        this.listening = listening;
        this.deadAddresses = deadAddresses;
        for (MailRoute route : routes.all()) {
            states.put(route.name(), new RouteState(route, nanoTime, random));
        }
    }

    /** The route that is stored with a mail, or if that is none any more, the one that would be chosen now. Asked by senders. */
    RouteState of(ClaimedMail claim, ComposedMail mail) {
        RouteState stored = states.get(claim.route());
        return stored != null
                ? stored
                : stateOf(routes.find(mail.group(), claim.company(), mail.from().address()));
    }

    private RouteState stateOf(MailRoute route) {
        RouteState state = states.get(route.name());
        if (state == null) {
            throw new IllegalStateException("a rule names a route that is none");
        }
        return state;
    }

    /** The longest that one transport takes for this mail, or, if its route is not known yet, for any. */
    Duration deadline(ClaimedMail claim) {
        RouteState stored = states.get(claim.route());
        return stored != null ? stored.deadline() : longestDeadline();
    }

    private Duration longestDeadline() {
        return states.values().stream()
                .map(RouteState::deadline)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** Looks which routes are stored with mails. */
    void lookForStrays() {
        Set<String> found = new TreeSet<>(queue.routes());
        found.removeAll(states.keySet());
        if (!strays.containsAll(found)) {
            LOG.warn(
                    "mails wait for routes that are not known here, {}: each leaves by the route that the rules give it now",
                    found);
        }
        strays = found;
    }

    /** How many routes mails wait for, at most. */
    int count() {
        return states.size() + strays.size();
    }

    /** What to claim of each route, which has so many mails claimed already: nothing while its servers rest. */
    List<ClaimRequest.Share> shares(ToIntFunction<String> wanted) {
        List<ClaimRequest.Share> shares = new ArrayList<>();
        states.forEach((name, state) -> add(shares, name, state.mayClaim(wanted.applyAsInt(name))));
        for (String stray : strays) {
            // By which route each leaves is known when it is read: none waits for a server that may not be its own.
            int most = states.values().stream()
                    .mapToInt(state -> state.mayClaim(wanted.applyAsInt(stray)))
                    .max()
                    .orElse(0);
            add(shares, stray, most);
        }
        return shares;
    }

    private static void add(List<ClaimRequest.Share> shares, String route, int limit) {
        if (limit > 0) {
            shares.add(new ClaimRequest.Share(route, limit));
        }
    }

    /** Before the mails are put aside, so that the sweep of another node does not queue them at once. */
    void holdWhatIsMisconfigured(List<Outcome> due) {
        for (Outcome one : due) {
            if (one.done().outcome() instanceof DeliveryOutcome.Misconfigured broken) {
                HoldScope scope = scopeOf(broken, one.done().settlement().claim());
                String reason = said(broken);
                if (queue.holdMisconfigured(scope, reason, policy.probe())) {
                    LOG.error("on hold until it works again, {}: {}", scope.key(), reason);
                    listening.tell(listener -> listener.suspended(scope, reason));
                }
            }
        }
    }

    private static String said(DeliveryOutcome outcome) {
        String text = outcome.reply().text();
        return text.isBlank() ? outcome.code() : text;
    }

    private static HoldScope scopeOf(DeliveryOutcome.Misconfigured broken, ClaimedMail mail) {
        return broken.scope() == DeliveryOutcome.Misconfigured.Scope.SERVER
                ? HoldScope.route(mail.route())
                : HoldScope.group(mail.group());
    }

    /**
     * Learns from outcomes that are written, and gives back what was claimed of routes for which there is no use in trying. A mail that
     * ended before anything was said to the server (blocked by the guard, unsendable) tells nothing about it. A server that takes mails and
     * asks for a pause gets it.
     */
    void learn(List<Outcome> settled, Claims claims) {
        Map<RouteState.Leg, Lesson> lessons = new LinkedHashMap<>();
        Map<String, EntryReason> closed = new LinkedHashMap<>();
        for (Outcome one : settled) {
            ClaimedMail mail = one.done().settlement().claim();
            for (DeliveryAttempt.Try attempt : one.done().tries()) {
                lessons.computeIfAbsent(attempt.leg(), leg -> new Lesson(attempt.route()))
                        .add(attempt.outcome(), mail);
            }
            DeliveryOutcome outcome = one.done().outcome();
            if (outcome != null) {
                deadAddresses.learn(mail, outcome);
                if (mail.is(ClaimedMail.Flag.PROBE) && isAnswer(outcome)) {
                    endHolds(mail, outcome);
                }
            }
        }
        lessons.forEach((leg, lesson) -> {
            lesson.teach(leg);
            RouteState route = lesson.route;
            if (route.mayClaim(1) == 0) {
                closed.put(route.name(), lesson.isFailure() ? EntryReason.SERVER_DOWN : EntryReason.NOT_TRIED);
            }
        });
        closed.forEach(claims::giveBack);
        settled.forEach(this::followFallback);
    }

    /** A server that refuses one sender lets us in: the mails of other senders need not wait for that one. */
    private void endHolds(ClaimedMail mail, DeliveryOutcome outcome) {
        DeliveryOutcome.Misconfigured broken =
                outcome instanceof DeliveryOutcome.Misconfigured settings ? settings : null;
        if (broken != null && broken.scope() == DeliveryOutcome.Misconfigured.Scope.SERVER) {
            return;
        }
        endHold(HoldScope.EVERYTHING);
        endHold(HoldScope.route(mail.route()));
        if (broken == null) {
            endHold(HoldScope.group(mail.group()));
        }
    }

    private static boolean isAnswer(DeliveryOutcome outcome) {
        if (outcome instanceof DeliveryOutcome.TryLater later && (!later.attempted() || later.wholeServer())) {
            return false;
        }
        return outcome instanceof DeliveryOutcome.Accepted || outcome.reply().phase() != DeliveryOutcome.Phase.PREPARE;
    }

    /**
     * How long a transport wants to be left alone that does not work; zero if that is not known, {@code null} if the outcome does not say that
     * it does not. Settings that are wrong are a matter of holds where there is no other transport.
     */
    static @Nullable Duration failure(DeliveryOutcome outcome, RouteState route, DispatchPolicy policy) {
        if (outcome instanceof DeliveryOutcome.TryLater later) {
            return later.attempted() && later.wholeServer() ? later.pause() : null;
        }
        boolean broken = outcome instanceof DeliveryOutcome.Misconfigured settings
                && settings.scope() == DeliveryOutcome.Misconfigured.Scope.SERVER;
        return broken && route.hasFallback() ? policy.probe() : null;
    }

    /** What the outcomes of one commit say about a transport. */
    private final class Lesson {
        private final RouteState route;
        private @Nullable Duration failed;
        private @Nullable Duration untried;
        private boolean settings;
        private boolean answered;
        private String reason = "";
        private Instant when = Instant.EPOCH;

        Lesson(RouteState route) {
            this.route = route;
        }

        void add(DeliveryOutcome outcome, ClaimedMail mail) {
            Duration pause = failure(outcome, route, policy);
            if (outcome instanceof DeliveryOutcome.TryLater later && !later.attempted()) {
                untried = later.wholeServer() ? longer(untried, later.pause()) : untried;
            } else if (pause != null) {
                failed = longer(failed, pause);
                settings |= outcome instanceof DeliveryOutcome.Misconfigured;
                reason = said(outcome);
                when = mail.claimedAt();
            } else {
                answered |= isAnswer(outcome);
            }
        }

        boolean isFailure() {
            return failed != null && !answered;
        }

        void teach(RouteState.Leg leg) {
            Duration pause = untried;
            if (answered) {
                leg.answered();
                pause = failed == null || failed.isZero() ? pause : longer(pause, failed);
            } else if (failed != null) {
                leg.failed(failed, settings, reason, when);
            }
            if (pause != null) {
                leg.rest(pause);
            }
        }
    }

    private void followFallback(Outcome one) {
        List<DeliveryAttempt.Try> tries = one.done().tries();
        if (tries.isEmpty()) {
            return;
        }
        DeliveryAttempt.Try last = tries.get(tries.size() - 1);
        if (!(last.outcome() instanceof DeliveryOutcome.Accepted)) {
            return;
        }
        String route = last.route().name();
        String transport = last.leg().name();
        Instant when = one.done().settlement().claim().claimedAt();
        boolean bound = one.done().settlement().claim().boundTo() != null;
        if (!bound && !firstWorks(tries) && last.route().carriedBy(last.leg(), when)) {
            LOG.warn("route {}: its first transport does not work, {} carries its mails", route, transport);
            listening.tell(listener -> listener.fallbackBegan(route, transport));
        }
        last.route().backOn(last.leg()).ifPresent(since -> {
            LOG.info("route {}: its first transport works again", route);
            listening.tell(listener -> listener.fallbackEnded(route, since));
        });
    }

    /** Whether the first transport was asked and does work, be it that it refused this mail: who breaks off says nothing of the kind. */
    private boolean firstWorks(List<DeliveryAttempt.Try> tries) {
        DeliveryAttempt.Try earliest = tries.get(0);
        return earliest.route().isFirst(earliest.leg())
                && earliest.outcome().reply().replyCode() != 0
                && failure(earliest.outcome(), earliest.route(), policy) == null;
    }

    private static Duration longer(@Nullable Duration one, Duration other) {
        return one == null || one.compareTo(other) < 0 ? other : one;
    }

    private void endHold(HoldScope scope) {
        if (queue.endMisconfigured(scope)) {
            LOG.info("works again, {}", scope.key());
            listening.tell(listener -> listener.worksAgain(scope));
        }
    }

    List<MailRoute.Status> status() {
        return states.values().stream().map(RouteState::status).toList();
    }
}
