package org.portalemails.delivery;

import java.util.List;
import java.util.function.LongSupplier;
import org.portalemails.outbox.EntryReason;
import org.portalemails.outbox.spi.ClaimRequest;
import org.portalemails.outbox.spi.OutboxQueue;

/**
 * What a dispatcher does, without the question who runs it. One thread drives it (claims, hands over, settles); senders only
 * deliver and put the result into a queue. Outcomes that become ready while a commit runs share the next one.
 *
 * <p>The bound: a mail is handed to a sender only while fewer than {@link DispatchPolicy#maxInFlight()} mails are handed over
 * and not committed. What is known is settled before anything is swept or claimed, and a mail that the engine still holds is never
 * handed over a second time: should a claim return one, since its lease ran out while the storage was away, the outcome that is known or
 * on its way is written under the new claim.
 *
 * <p>Routes do not wait for each other: each has claims, senders and a rest of its own.
 */
final class DispatchEngine {
    private final DispatchPolicy policy;
    private final Claims claims;
    private final InFlight inFlight;
    private final RouteHealth routes;
    private final Settling settling;

    DispatchEngine(
            OutboxQueue queue,
            RouteHealth routes,
            DeliveryAttempt delivery,
            DispatchPolicy policy,
            Listening listening,
            Senders senders,
            LongSupplier nanoTime) {
        this.policy = policy;
        this.routes = routes;
        this.claims = new Claims(queue, policy, nanoTime);
        this.inFlight = new InFlight(delivery, policy, senders, nanoTime, this::mostInFlight);
        this.settling = new Settling(queue, policy, inFlight, claims, routes, listening, nanoTime);
    }

    /** One whole pass. */
    DispatchResult pass() {
        DispatchResult sum = settleKnown();
        claims.sweep();
        routes.lookForStrays();
        claims.probeNext();
        sum = sum.plus(DispatchResult.ofClaimed(claims.claim(routes.shares(route -> policy.batch()), inFlight)));
        while (isBusy()) {
            sum = sum.plus(advance(Long.MAX_VALUE));
        }
        return sum;
    }

    /** Whether mails are claimed, on their way, or waiting for a commit that can be tried now. */
    boolean isBusy() {
        return !claims.isEmpty() || inFlight.isBusy();
    }

    /** Whether an outcome is not written, be it that its settlement is tried again later. */
    boolean holdsOutcomes() {
        return inFlight.isAny();
    }

    /** Writes down what is known. Comes before anything is swept or claimed. */
    DispatchResult settleKnown() {
        inFlight.takeFinished();
        return settling.settleDue();
    }

    /**
     * How many mails of one route may be on their way at once: so many that some senders are left for each of the others, whose mails may
     * come at any moment. A route whose server is slow holds up nobody but itself.
     */
    private int mostInFlight() {
        int others = routes.count() - 1;
        int kept = others * Math.max(1, policy.maxInFlight() / (2 * (others + 1)));
        return others == 0 ? policy.maxInFlight() : Math.max(1, policy.maxInFlight() - kept);
    }

    /** How many mails are claimed and not handed over. */
    int backlog() {
        return claims.size();
    }

    /** Whether another mail could be handed over at once, if there were one: asked when all that could be was. */
    boolean hasRoom() {
        return !routes.shares(route -> inFlight.hasRoom(route) ? 1 : 0).isEmpty();
    }

    private int batch(String route) {
        return claims.isMostlyAside(route) ? ClaimRequest.MAX_LIMIT : policy.batch();
    }

    /** With senders free, those that are claimed wait for their destinations; others may be there to be sent. */
    private boolean wantsMore(String route) {
        int claimed = claims.size(route);
        return claimed < refillBelow() || claimed < policy.batch() && inFlight.hasRoom(route);
    }

    /** With fewer claimed mails of a route than this it is time to claim more: half a batch, at least one. */
    int refillBelow() {
        return Math.max(1, Math.min(policy.batch() / 2, policy.maxInFlight()));
    }

    /** Makes the small repairs if some time has passed since the last. */
    void sweepIfDue() {
        if (claims.sweepIfDue()) {
            routes.lookForStrays();
        }
    }

    /** Hands over what may be handed over, so that it is sent while more is claimed. */
    void handOver() {
        inFlight.handOver(claims);
    }

    /**
     * Claims more of the routes of which few mails are claimed and whose servers do not rest.
     *
     * @return how many mails were claimed
     */
    int claimMore() {
        List<ClaimRequest.Share> shares = routes.shares(route -> wantsMore(route) ? batch(route) : 0);
        return shares.isEmpty() && !claims.mayProbe() ? 0 : claims.claim(shares, inFlight);
    }

    /**
     * Hands over what may be handed over, waits for outcomes, and commits those that are ready.
     *
     * @param waitNanos how long to wait for an outcome at most; 0: not at all
     */
    DispatchResult advance(long waitNanos) {
        return advance(waitNanos, waitNanos);
    }

    /**
     * The same, with another wait if more could be handed over meanwhile.
     *
     * @param roomNanos how long to wait then
     * @param fullNanos how long to wait if not
     */
    DispatchResult advance(long roomNanos, long fullNanos) {
        inFlight.handOver(claims);
        inFlight.collect(hasRoom() ? roomNanos : fullNanos);
        return settling.settleDue();
    }

    /** Ends a wait for outcomes: more may be due. From any thread. */
    void call() {
        inFlight.call();
    }

    /** Returns what is claimed and not begun, as if it had not been claimed. */
    void giveBack(EntryReason reason) {
        claims.giveBack(reason);
        inFlight.withdraw(reason);
    }
}
