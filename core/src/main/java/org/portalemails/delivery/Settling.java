package org.portalemails.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.portalemails.outbox.AttemptFacts;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.spi.ClaimedMail;
import org.portalemails.outbox.spi.Disposition;
import org.portalemails.outbox.spi.OutboxQueue;
import org.portalemails.outbox.spi.Settlement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes outcomes down: all that are due in one commit, and one by one if that is refused, so that one settlement that cannot be written
 * keeps no other from being written. Used by the dispatcher's own thread only.
 */
final class Settling {
    private static final Logger LOG = LoggerFactory.getLogger(DispatchEngine.class);
    /** If so many are refused one by one and none is written, it is the storage. */
    private static final int REFUSED_BY_THE_STORAGE = 3;

    private final OutboxQueue queue;
    private final DispatchPolicy policy;
    private final InFlight inFlight;
    private final Claims claims;
    private final RouteHealth health;
    private final Listening listening;
    private final LongSupplier nanoTime;

    Settling(
            OutboxQueue queue,
            DispatchPolicy policy,
            InFlight inFlight,
            Claims claims,
            RouteHealth health,
            Listening listening,
            LongSupplier nanoTime) {
        this.queue = queue;
        this.policy = policy;
        this.inFlight = inFlight;
        this.claims = claims;
        this.health = health;
        this.listening = listening;
        this.nanoTime = nanoTime;
    }

    DispatchResult settleDue() {
        List<Outcome> due = inFlight.due();
        if (due.isEmpty()) {
            return DispatchResult.NOTHING;
        }
        health.holdWhatIsMisconfigured(due);
        List<Boolean> counted;
        try {
            counted = queue.settle(due.stream().map(inFlight::settlement).toList());
        } catch (RuntimeException together) {
            return settleOneByOne(due, together);
        }
        DispatchResult sum = DispatchResult.NOTHING;
        due.forEach(inFlight::forget);
        for (int i = 0; i < due.size(); i++) {
            sum = sum.plus(report(due.get(i).done(), counted.get(i)));
        }
        health.learn(due, claims);
        return sum;
    }

    private DispatchResult settleOneByOne(List<Outcome> due, RuntimeException together) {
        DispatchResult sum = DispatchResult.NOTHING;
        List<Outcome> settled = new ArrayList<>();
        List<Outcome> refused = new ArrayList<>(due.size() == 1 ? due : List.of());
        RuntimeException last = together;
        for (Outcome one : due.size() == 1 ? List.<Outcome>of() : due) {
            try {
                boolean counted =
                        queue.settle(List.of(inFlight.settlement(one))).get(0);
                inFlight.forget(one);
                settled.add(one);
                sum = sum.plus(report(one.done(), counted));
            } catch (RuntimeException alone) {
                refused.add(one);
                last = alone;
                if (refused.size() == REFUSED_BY_THE_STORAGE && settled.isEmpty()) {
                    break;
                }
            }
        }
        health.learn(settled, claims);
        if (settled.isEmpty() && (refused.size() >= REFUSED_BY_THE_STORAGE || !storageAnswers())) {
            RuntimeException failure = last;
            listening.tell(listener -> listener.storageFailed(failure));
            throw failure;
        }
        for (Outcome one : refused) {
            tryLater(one, last);
        }
        return sum;
    }

    private boolean storageAnswers() {
        try {
            queue.holds();
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** Given up when it was refused for as long as a lease lasts. */
    private void tryLater(Outcome one, RuntimeException why) {
        if (!one.isRefused()) {
            LOG.warn("mail {}: its outcome could not be written; tried again", one.id(), why);
        }
        if (one.refuse(nanoTime.getAsLong()) >= policy.lease().toNanos()) {
            LOG.error("mail {}: its outcome cannot be written; it is left to its lease", one.id(), why);
            inFlight.forget(one);
        }
    }

    private DispatchResult report(DeliveryAttempt.Done done, boolean counted) {
        Settlement settlement = done.settlement();
        ClaimedMail claim = settlement.claim();
        AttemptFacts facts = settlement.attempt();
        EntryState state = stateAfter(settlement.disposition());
        DeliveryListener.Attempt attempt = new DeliveryListener.Attempt(
                claim.id(),
                claim.typeCode(),
                claim.group(),
                claim.company(),
                claim.route(),
                facts == null ? null : facts.transport(),
                claim.attempt(),
                facts == null ? null : facts.outcome(),
                state,
                reasonAfter(settlement.disposition()),
                done.duration(),
                counted);
        listening.tell(listener -> listener.attemptEnded(attempt));
        if (!counted) {
            LOG.warn("mail {}: settled too late, another dispatcher holds it", claim.id());
            return DispatchResult.ofLate();
        }
        return DispatchResult.of(state);
    }

    private static EntryState stateAfter(Disposition disposition) {
        if (disposition instanceof Disposition.Again) {
            return EntryState.QUEUED;
        }
        if (disposition instanceof Disposition.Wait) {
            return EntryState.WAITING;
        }
        return disposition instanceof Disposition.End end ? end.state() : EntryState.SENT;
    }

    private static @Nullable String reasonAfter(Disposition disposition) {
        if (disposition instanceof Disposition.Again again) {
            return again.reason().code();
        }
        if (disposition instanceof Disposition.Wait wait) {
            return wait.reason().code();
        }
        return disposition instanceof Disposition.End end ? end.reason().code() : null;
    }
}
