package org.portalemails.delivery;

import java.util.function.LongSupplier;
import org.portalemails.outbox.EntryReason;
import org.portalemails.outbox.spi.OutboxQueue;

/**
 * What a dispatcher does, without the question who runs it. One thread drives it (claims, hands over, settles); senders only
 * deliver and put the result into a queue. Outcomes that become ready while a commit runs share the next one.
 *
 * <p>The bound: a mail is handed to a sender only while fewer than {@link DispatchPolicy#maxInFlight()} mails are handed over
 * and not committed. What is known is settled before anything is swept or claimed, and a mail that the engine still holds is never
 * handed over a second time: should a claim return one, since its lease ran out while the storage was away, the outcome that is known or
 * on its way is written under the new claim.
 */
final class DispatchEngine {
    private final DispatchPolicy policy;
    private final Claims claims;
    private final InFlight inFlight;
    private final ServerHealth health;
    private final Settling settling;

    DispatchEngine(
            OutboxQueue queue,
            DeliveryAttempt delivery,
            DispatchPolicy policy,
            DeliveryListener listener,
            Senders senders,
            LongSupplier nanoTime,
            ServerBreaker breaker,
            DeadAddresses deadAddresses) {
        Listening listening = new Listening(listener);
        this.policy = policy;
        this.claims = new Claims(queue, policy, nanoTime);
        this.inFlight = new InFlight(delivery, policy, senders, nanoTime);
        this.health = new ServerHealth(queue, policy, listening, breaker, deadAddresses);
        this.settling = new Settling(queue, policy, inFlight, claims, health, listening, nanoTime);
    }

    /** One whole pass. */
    DispatchResult pass() {
        DispatchResult sum = settleKnown();
        claims.sweep();
        claims.probeNext();
        sum = sum.plus(DispatchResult.ofClaimed(claimBatch()));
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

    /** How many mails are claimed and not handed over. */
    int backlog() {
        return claims.size();
    }

    /** Whether another mail could be handed over at once. */
    boolean hasRoom() {
        return inFlight.hasRoom() && claims.isEmpty();
    }

    /** With fewer claimed mails than this it is time to claim more: half a batch, at least one. */
    int refillBelow() {
        return Math.max(1, Math.min(policy.batch() / 2, policy.maxInFlight()));
    }

    /** Makes the small repairs if some time has passed since the last. */
    void sweepIfDue() {
        claims.sweepIfDue();
    }

    /** Claims one batch. */
    int claimBatch() {
        return claim(policy.batch());
    }

    /**
     * Claims, unless the server is known to be down.
     *
     * @return how many mails were claimed
     */
    int claim(int limit) {
        int ordinary = health.mayClaim(limit);
        return ordinary == 0 ? 0 : claims.claim(limit, ordinary, inFlight);
    }

    /**
     * Hands over what may be handed over, waits for outcomes, and commits those that are ready.
     *
     * @param waitNanos how long to wait for an outcome at most; 0: not at all
     */
    DispatchResult advance(long waitNanos) {
        inFlight.handOver(claims);
        inFlight.collect(waitNanos);
        return settling.settleDue();
    }

    /** Returns what is claimed and not begun, as if it had not been claimed. */
    void giveBack(EntryReason reason) {
        claims.giveBack(reason);
        inFlight.withdraw(reason);
    }
}
