package org.portalemails.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.portalemails.CustomerGroupId;
import org.portalemails.email.ComposedMail;
import org.portalemails.email.MailTracing;
import org.portalemails.email.OutgoingMail;
import org.portalemails.event.ActionLink;
import org.portalemails.layout.BrandImage;
import org.portalemails.outbox.AttemptFacts;
import org.portalemails.outbox.EntryReason;
import org.portalemails.outbox.UnreadablePayloadException;
import org.portalemails.outbox.spi.ClaimedMail;
import org.portalemails.outbox.spi.ClaimedMail.Flag;
import org.portalemails.outbox.spi.Disposition;
import org.portalemails.outbox.spi.PayloadCodec;
import org.portalemails.outbox.spi.Settlement;
import org.portalemails.transport.DeliveryOutcome;
import org.portalemails.transport.MailTransport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One delivery attempt: from the claim to the decision what happens to it. Runs on a sender thread; whatever goes wrong is
 * an answer about this mail, never an exception.
 */
final class DeliveryAttempt {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryAttempt.class);
    private static final Duration SHORTEST_REST = Duration.ofSeconds(1);

    private final PayloadCodec codec;
    private final RouteHealth routes;
    private final LinkMinter minter;
    private final DispatchPolicy policy;
    private final RandomGenerator random;
    private final LongSupplier nanoTime;
    private final Predicate<ClaimedMail> admission;
    private final BiFunction<CustomerGroupId, String, Optional<BrandImage>> images;
    private final MailTracing tracing;

    DeliveryAttempt(
            PayloadCodec codec,
            RouteHealth routes,
            LinkMinter minter,
            DispatchPolicy policy,
            RandomGenerator random,
            LongSupplier nanoTime,
            Predicate<ClaimedMail> admission,
            BiFunction<CustomerGroupId, String, Optional<BrandImage>> images,
            MailTracing tracing) {
        this.codec = codec;
        this.routes = routes;
        this.minter = minter;
        this.policy = policy;
        this.random = random;
        this.nanoTime = nanoTime;
        this.admission = admission;
        this.images = images;
        this.tracing = tracing;
    }

    /**
     * The end of an attempt.
     *
     * @param settlement what is written down
     * @param outcome the answer that counts, or {@code null} if no transport was asked
     * @param duration how long it took
     * @param tries what each transport said that was asked
     */
    record Done(Settlement settlement, @Nullable DeliveryOutcome outcome, Duration duration, List<Try> tries) {
        /** How long the last transport took: that others before it did not answer says nothing about the destination. */
        Duration answeredIn() {
            return tries.isEmpty() ? duration : tries.get(tries.size() - 1).duration();
        }

        Done(Settlement settlement, Duration duration) {
            this(settlement, null, duration, List.of());
        }
    }

    /** What one transport said, and how long that took. */
    record Try(RouteState route, RouteState.Leg leg, DeliveryOutcome outcome, Duration duration) {}

    /**
     * Makes the attempt.
     *
     * @param claim the mail
     * @param claimedNanos when this node asked for the claim, by {@code nanoTime}
     */
    Done take(ClaimedMail claim, long claimedNanos) {
        long begun = nanoTime.getAsLong();
        Duration sinceClaim = Duration.ofNanos(begun - claimedNanos);
        Disposition early = decideWithoutSending(claim, sinceClaim);
        if (early == null && claim.is(Flag.LIMITED)) {
            early = decideByLimits(claim);
        }
        if (early != null) {
            return new Done(new Settlement(claim, early, null), Duration.ZERO);
        }
        ComposedMail mail;
        try {
            mail = codec.decode(claim);
        } catch (UnreadablePayloadException e) {
            return dead(claim, e.reason().endReason(), begun);
        } catch (IllegalArgumentException e) {
            return dead(claim, EntryReason.PAYLOAD_DAMAGED, begun);
        } catch (RuntimeException e) {
            return notPrepared(claim, e, begun);
        }
        MailTracing.Delivery traced = traced(claim, mail);
        DeliveryOutcome outcome = null;
        try {
            Done done = send(claim, mail, begun, claimedNanos);
            outcome = done.outcome();
            return done;
        } finally {
            ended(traced, outcome);
        }
    }

    private Done send(ClaimedMail claim, ComposedMail composed, long begun, long claimedNanos) {
        OutgoingMail mail;
        RouteState route;
        try {
            Map<String, String> urls = new HashMap<>();
            for (Map.Entry<String, ActionLink> link : composed.links().entrySet()) {
                Optional<String> url = clearLink(composed, link.getKey(), link.getValue());
                if (url.isEmpty()) {
                    return notSent(claim, new Disposition.End(EntryReason.LINK_WITHDRAWN), begun);
                }
                urls.put(link.getKey(), url.get());
            }
            route = routes.of(claim, composed);
            mail = composed.reveal(urls, imagesOf(composed), claim.company(), route.name());
        } catch (UnreadablePayloadException e) {
            return dead(claim, e.reason().endReason(), begun);
        } catch (BrokenLinkException e) {
            return notSent(
                    claim,
                    again(claim, false, EntryReason.LINK_FAILED),
                    begun,
                    EntryReason.LINK_FAILED.code(),
                    e.getMessage());
        } catch (IllegalArgumentException e) {
            return dead(claim, EntryReason.PAYLOAD_DAMAGED, begun);
        } catch (RuntimeException e) {
            return notPrepared(claim, e, begun);
        }
        List<Try> tries = new ArrayList<>();
        DeliveryOutcome outcome = deliver(claim, mail, route, tries, claimedNanos);
        Duration duration = Duration.ofNanos(nanoTime.getAsLong() - begun);
        String transport = transportOf(outcome, tries);
        AttemptFacts facts = isUntried(outcome) ? null : facts(outcome, duration, transport);
        return new Done(
                new Settlement(claim, decide(claim, composed, outcome, transport), facts), outcome, duration, tries);
    }

    private Done notPrepared(ClaimedMail claim, RuntimeException e, long begun) {
        LOG.warn(
                "mail {}: preparing it failed with {}; tried again later",
                claim.id(),
                e.getClass().getName());
        return notSent(
                claim,
                again(claim, false, EntryReason.PREPARATION_FAILED),
                begun,
                AttemptFacts.NOT_PREPARED,
                e.getClass().getName());
    }

    private MailTracing.Delivery traced(ClaimedMail claim, ComposedMail mail) {
        try {
            return tracing.delivery(mail.trace(), claim.typeCode(), claim.attempt());
        } catch (RuntimeException e) {
            LOG.warn("mail {}: its delivery is not traced", claim.id(), e);
            return MailTracing.NONE.delivery(mail.trace(), claim.typeCode(), claim.attempt());
        }
    }

    private static void ended(MailTracing.Delivery traced, @Nullable DeliveryOutcome outcome) {
        try {
            traced.ended(outcome == null ? "none" : outcome.code());
        } catch (RuntimeException e) {
            LOG.warn("the trace of a delivery has no end", e);
        }
    }

    /** What is known before the transport is asked. */
    private @Nullable Disposition decideWithoutSending(ClaimedMail claim, Duration sinceClaim) {
        Instant now = claim.claimedAt().plus(sinceClaim);
        if (claim.is(Flag.SUPERSEDED)) {
            return new Disposition.End(EntryReason.SUPERSEDED);
        }
        if (claim.expiresAt() != null && !claim.expiresAt().isAfter(now)) {
            return new Disposition.End(EntryReason.SECRET_ENDED);
        }
        if (claim.is(Flag.SUPPRESSED) && (claim.expiresAt() == null || policy.suppressSecurityMails())) {
            return new Disposition.End(EntryReason.SUPPRESSED_ADDRESS);
        }
        if (claim.is(Flag.HELD) && !claim.is(Flag.PROBE)) {
            return new Disposition.Wait(EntryReason.ON_HOLD);
        }
        if (claim.losses() >= policy.maxLosses()) {
            return new Disposition.End(EntryReason.DISPATCHER_DIED_TOO_OFTEN);
        }
        if (claim.attempt() > policy.retry().maxAttempts()) {
            return new Disposition.End(EntryReason.ATTEMPTS_USED_UP);
        }
        // A probe is on hold itself, and its time on hold is no age.
        if (!claim.is(Flag.PROBE)
                && now.isAfter(claim.queuedAt().plus(policy.retry().maxAge()))) {
            return new Disposition.End(EntryReason.TOO_OLD);
        }
        if (sinceClaim.plus(routes.deadline(claim)).compareTo(policy.lease()) > 0) {
            // It waited too long for a sender: another node may have it before we are through.
            return Disposition.Again.untouched(EntryReason.LEASE_TOO_SHORT);
        }
        return null;
    }

    /** Last, so that only mails that are really going to be sent are counted. */
    private @Nullable Disposition decideByLimits(ClaimedMail claim) {
        try {
            return admission.test(claim) ? null : new Disposition.End(EntryReason.LIMIT_REACHED);
        } catch (RuntimeException e) {
            LOG.warn("mail {}: its limits could not be counted; tried again later", claim.id(), e);
            return new Disposition.Again(policy.probe(), false, false, EntryReason.LIMIT_NOT_COUNTED);
        }
    }

    private List<BrandImage> imagesOf(ComposedMail mail) {
        List<BrandImage> found = new ArrayList<>();
        for (String digest : mail.imageDigests()) {
            images.apply(mail.group(), digest)
                    .ifPresentOrElse(
                            found::add,
                            () -> LOG.warn(
                                    "mail {}: its logo {} is in no settings any more; its alternative text is shown",
                                    mail.id(),
                                    digest));
        }
        return found;
    }

    private Optional<String> clearLink(ComposedMail mail, String field, ActionLink link) {
        if (link instanceof ActionLink.Given given) {
            return Optional.of(given.url());
        }
        ActionLink.MintedAtSend minted = (ActionLink.MintedAtSend) link;
        try {
            return minter.mint(new LinkMinter.Request(
                            mail.id(), mail.type(), mail.group(), field, minted.reference(), minted.expiresAt()))
                    .map(ActionLink::requireHttps);
        } catch (NoLinkMinterException e) {
            LOG.warn(
                    "mail {}: it needs a link that is made when it is sent, and {}",
                    mail.id(),
                    NoLinkMinterException.REMEDY);
            throw new BrokenLinkException(NoLinkMinterException.REMEDY);
        } catch (RuntimeException e) {
            // Its message may repeat the link: only its class is kept.
            LOG.warn(
                    "mail {}: the host's LinkMinter failed with {}",
                    mail.id(),
                    e.getClass().getName());
            throw new BrokenLinkException(
                    "minting a link failed: " + e.getClass().getName());
        }
    }

    /**
     * Asks the transports of a route in their order, until one has an answer that counts.
     *
     * @param tries is filled with what each of them said
     */
    private DeliveryOutcome deliver(
            ClaimedMail claim, OutgoingMail mail, RouteState route, List<Try> tries, long claimedNanos) {
        List<RouteState.Leg> legs = route.legsFor(claim.boundTo());
        // Bound to one transport of several: what is wrong there is no reason for others to wait.
        Duration rest = legs.size() < route.legsFor(null).size() ? policy.probe() : null;
        for (RouteState.Leg leg : legs) {
            if (!tries.isEmpty() && !hasTimeForAnother(claim, claimedNanos)) {
                rest = shorter(rest, SHORTEST_REST);
                break;
            }
            RouteState.Turn turn = leg.begin(claim.is(Flag.PROBE));
            if (turn == RouteState.Turn.ASK) {
                long asked = nanoTime.getAsLong();
                DeliveryOutcome outcome = deliver(claim, mail, leg.transport());
                leg.end(RouteHealth.failure(outcome, route, policy));
                tries.add(new Try(route, leg, outcome, Duration.ofNanos(nanoTime.getAsLong() - asked)));
                if (!mayAskAnother(outcome)) {
                    return outcome;
                }
            } else {
                rest = shorter(rest, leg.rest().isZero() ? SHORTEST_REST : leg.rest());
                if (turn == RouteState.Turn.WAIT) {
                    break;
                }
            }
        }
        return answer(tries, rest);
    }

    private static Duration shorter(@Nullable Duration one, Duration other) {
        return one == null || other.compareTo(one) < 0 ? other : one;
    }

    /**
     * Nobody took it. It waits for its settings only if nothing else can help: neither a server that is down nor one that rests. A server
     * that let us in and refused the sender says that others of the route need not wait.
     *
     * @param rest how long those rest that were not asked; {@code null} if all were
     */
    private static DeliveryOutcome answer(List<Try> tries, @Nullable Duration rest) {
        DeliveryOutcome first = null;
        for (Try one : tries) {
            if (one.outcome() instanceof DeliveryOutcome.TryLater) {
                return one.outcome();
            }
            first = first == null || isAboutSender(one.outcome()) ? one.outcome() : first;
        }
        if (first == null || rest != null) {
            DeliveryOutcome.Reply reply = first == null
                    ? DeliveryOutcome.Reply.none(DeliveryOutcome.Phase.PREPARE, "its servers rest")
                    : first.reply();
            DeliveryOutcome.Reply untried =
                    new DeliveryOutcome.Reply(DeliveryOutcome.Phase.PREPARE, 0, null, reply.text());
            return new DeliveryOutcome.TryLater(untried, false, rest == null ? SHORTEST_REST : rest);
        }
        return first;
    }

    private static boolean isAboutSender(DeliveryOutcome outcome) {
        return outcome instanceof DeliveryOutcome.Misconfigured broken
                && broken.scope() == DeliveryOutcome.Misconfigured.Scope.SENDER;
    }

    /**
     * Before the final dot nobody can have taken it. A server that does not let us in, that is not there, or that broke off says nothing about
     * this mail; what it answers about it is the answer.
     */
    private static boolean mayAskAnother(DeliveryOutcome outcome) {
        DeliveryOutcome.Reply reply = outcome.reply();
        boolean broken = outcome instanceof DeliveryOutcome.Misconfigured
                || outcome instanceof DeliveryOutcome.TryLater later
                        && later.attempted()
                        && (later.wholeServer() || reply.replyCode() == 0);
        return broken && reply.phase() != DeliveryOutcome.Phase.FINAL_DOT;
    }

    /** A claim must outlast the next transport too. */
    private boolean hasTimeForAnother(ClaimedMail claim, long claimedNanos) {
        Duration spent = Duration.ofNanos(nanoTime.getAsLong() - claimedNanos);
        return spent.plus(routes.deadline(claim)).compareTo(policy.lease()) <= 0;
    }

    private DeliveryOutcome deliver(ClaimedMail claim, OutgoingMail mail, MailTransport transport) {
        try {
            return transport.deliver(mail);
        } catch (RuntimeException | Error e) {
            // Its message may repeat what was sent: only its class is kept.
            String surprise = e.getClass().getName();
            LOG.error("mail {}: the transport threw {}; whether it was sent is unknown", claim.id(), surprise);
            return new DeliveryOutcome.Unknown(
                    DeliveryOutcome.Reply.none(DeliveryOutcome.Phase.PREPARE, "the transport threw " + surprise));
        }
    }

    /** The name of the transport that gave the answer. */
    private static @Nullable String transportOf(DeliveryOutcome outcome, List<Try> tries) {
        for (Try one : tries) {
            if (one.outcome() == outcome) {
                return one.leg().name();
            }
        }
        return null;
    }

    private Disposition decide(
            ClaimedMail claim, ComposedMail mail, DeliveryOutcome outcome, @Nullable String transport) {
        if (outcome instanceof DeliveryOutcome.Accepted) {
            return sent(mail);
        }
        if (outcome instanceof DeliveryOutcome.TryLater later) {
            return later.attempted() ? again(claim, later) : untried(claim, later);
        }
        if (outcome instanceof DeliveryOutcome.Unknown) {
            return unknown(claim, transport);
        }
        if (outcome instanceof DeliveryOutcome.Misconfigured) {
            return new Disposition.Wait(EntryReason.MISCONFIGURED);
        }
        if (outcome instanceof DeliveryOutcome.HeldBack) {
            return new Disposition.End(EntryReason.BLOCKED_BY_GUARD);
        }
        return new Disposition.End(
                outcome instanceof DeliveryOutcome.Unsendable ? EntryReason.UNSENDABLE : EntryReason.REJECTED);
    }

    /** The transport did not even begin: the rate is reached, or no connection came free. */
    private static boolean isUntried(DeliveryOutcome outcome) {
        return outcome instanceof DeliveryOutcome.TryLater later && !later.attempted();
    }

    private Disposition untried(ClaimedMail claim, DeliveryOutcome.TryLater later) {
        Duration after = later.pause().isZero() ? policy.retry().delayAfter(claim.attempt(), random) : later.pause();
        return new Disposition.Again(after, false, false, EntryReason.NOT_TRIED);
    }

    /** Not before the server wants to hear from us again, if it said so. */
    private Disposition again(ClaimedMail claim, DeliveryOutcome.TryLater later) {
        EntryReason reason = later.reply().replyCode() == 0 ? EntryReason.UNREACHABLE : EntryReason.TRY_LATER;
        Disposition disposition = again(claim, false, reason);
        boolean tooSoon =
                disposition instanceof Disposition.Again drawn && drawn.after().compareTo(later.pause()) < 0;
        return tooSoon ? new Disposition.Again(later.pause(), true, false, reason) : disposition;
    }

    /** That it left counts more than that its words can be shown. */
    private Disposition.Sent sent(ComposedMail mail) {
        if (policy.keepSent().isZero()) {
            return new Disposition.Sent();
        }
        try {
            return new Disposition.Sent(codec.keep(mail), policy.keepSent());
        } catch (RuntimeException e) {
            LOG.warn(
                    "mail {}: its words are not kept, sealing them failed with {}",
                    mail.id(),
                    e.getClass().getName());
            return new Disposition.Sent();
        }
    }

    /** Only the transport that may have taken it is asked again. */
    private Disposition unknown(ClaimedMail claim, @Nullable String transport) {
        Disposition disposition = again(claim, true, EntryReason.UNKNOWN);
        return disposition instanceof Disposition.Again again
                ? new Disposition.Again(again.after(), true, true, EntryReason.UNKNOWN, transport)
                : disposition;
    }

    private Disposition again(ClaimedMail claim, boolean maybeDelivered, EntryReason reason) {
        if (claim.attempt() >= policy.retry().maxAttempts()) {
            return new Disposition.End(EntryReason.ATTEMPTS_USED_UP);
        }
        return new Disposition.Again(policy.retry().delayAfter(claim.attempt(), random), true, maybeDelivered, reason);
    }

    private AttemptFacts facts(DeliveryOutcome outcome, Duration duration, @Nullable String transport) {
        DeliveryOutcome.Reply reply = outcome.reply();
        String enhanced = reply.enhancedCode();
        return new AttemptFacts(
                policy.node(),
                outcome.code(),
                reply.phase().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
                reply.replyCode(),
                enhanced == null || enhanced.length() > 16 ? null : enhanced,
                reply.text(),
                duration,
                transport);
    }

    private Done dead(ClaimedMail claim, EntryReason reason, long begun) {
        LOG.warn("mail {}: dead, {}", claim.id(), reason.code());
        return notSent(claim, new Disposition.End(reason), begun, reason.code(), null);
    }

    private Done notSent(ClaimedMail claim, Disposition disposition, long begun) {
        return new Done(new Settlement(claim, disposition, null), Duration.ofNanos(nanoTime.getAsLong() - begun));
    }

    private Done notSent(
            ClaimedMail claim, Disposition disposition, long begun, String outcome, @Nullable String text) {
        Duration duration = Duration.ofNanos(nanoTime.getAsLong() - begun);
        String line = text == null || text.length() <= 300 ? text : text.substring(0, 300);
        AttemptFacts facts = new AttemptFacts(policy.node(), outcome, null, 0, null, line, duration);
        return new Done(new Settlement(claim, disposition, facts), duration);
    }

    /** The host could not make a link. */
    private static final class BrokenLinkException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BrokenLinkException(String message) {
            super(message);
        }
    }
}
