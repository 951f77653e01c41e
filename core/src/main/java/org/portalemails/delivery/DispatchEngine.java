package org.portalemails.delivery;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.portalemails.email.MailId;
import org.portalemails.outbox.AttemptFacts;
import org.portalemails.outbox.EntryReason;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.HoldScope;
import org.portalemails.outbox.spi.ClaimRequest;
import org.portalemails.outbox.spi.ClaimedMail;
import org.portalemails.outbox.spi.Disposition;
import org.portalemails.outbox.spi.OutboxQueue;
import org.portalemails.outbox.spi.Settlement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
    private static final Logger LOG = LoggerFactory.getLogger(DispatchEngine.class);
    private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(30);
    private static final Duration PROBE_INTERVAL = Duration.ofSeconds(1);
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);
    /** If so many are refused one by one and none is written, it is the storage. */
    private static final int REFUSED_BY_THE_STORAGE = 3;
    /** How long to wait for one more outcome before a commit begins: less than a commit takes on most disks. */
    private static final long LINGER_NANOS = TimeUnit.MICROSECONDS.toNanos(300);

    private record Claimed(ClaimedMail mail, long claimedNanos) {}

    /** A finished attempt whose settlement is not committed; and if that was refused on its own account, since when. */
    private static final class Ready {
        final DeliveryAttempt.Done done;
        boolean refused;
        long refusedSince;
        long pause = FIRST_PAUSE_NANOS;
        long retryAt;

        Ready(DeliveryAttempt.Done done) {
            this.done = done;
        }

        MailId id() {
            return done.settlement().claim().id();
        }

        boolean isDue(long now) {
            return !refused || now - retryAt >= 0;
        }
    }

    private final OutboxQueue queue;
    private final DeliveryAttempt delivery;
    private final DispatchPolicy policy;
    private final DeliveryListener listener;
    private final Senders senders;
    private final LongSupplier nanoTime;
    private final ServerBreaker breaker;
    private final DeadAddresses deadAddresses;

    private final Deque<Claimed> claimed = new ArrayDeque<>();
    private final BlockingQueue<DeliveryAttempt.Done> finished = new LinkedBlockingQueue<>();
    private final List<Ready> ready = new ArrayList<>();
    /** The newest claim on each mail that is handed over and not settled. */
    private final Map<MailId, ClaimedMail> held = new HashMap<>();

    private int handedOver;
    private boolean sweptOnce;
    private boolean probedOnce;
    private long probedAt;
    private long sweptAt;

    DispatchEngine(
            OutboxQueue queue,
            DeliveryAttempt delivery,
            DispatchPolicy policy,
            DeliveryListener listener,
            Senders senders,
            LongSupplier nanoTime,
            ServerBreaker breaker,
            DeadAddresses deadAddresses) {
        this.queue = queue;
        this.delivery = delivery;
        this.policy = policy;
        this.listener = listener;
        this.senders = senders;
        this.nanoTime = nanoTime;
        this.breaker = breaker;
        this.deadAddresses = deadAddresses;
    }

    /** One whole pass. */
    DispatchResult pass() {
        DispatchResult sum = settleKnown();
        sweepAlways();
        probedOnce = false;
        int count = claim(policy.batch());
        sum = sum.plus(new DispatchResult(count, 0, 0, 0, 0, 0, 0));
        while (isBusy()) {
            sum = sum.plus(advance(Long.MAX_VALUE));
        }
        return sum;
    }

    /** Whether mails are claimed, on their way, or waiting for a commit that can be tried now. */
    boolean isBusy() {
        return !claimed.isEmpty() || handedOver > ready.size() || !due().isEmpty();
    }

    /** Whether an outcome is not written, be it that its settlement is tried again later. */
    boolean holdsOutcomes() {
        return handedOver > 0;
    }

    private List<Ready> due() {
        long now = nanoTime.getAsLong();
        return ready.stream().filter(one -> one.isDue(now)).toList();
    }

    /** Writes down what is known. Comes before anything is swept or claimed. */
    DispatchResult settleKnown() {
        takeFinished(0);
        return settleReady();
    }

    /** How many mails are claimed and not handed over. */
    int backlog() {
        return claimed.size();
    }

    /** Whether another mail could be handed over at once. */
    boolean hasRoom() {
        return handedOver < policy.maxInFlight() && claimed.isEmpty();
    }

    /** Claims one batch. */
    int claimBatch() {
        return claim(policy.batch());
    }

    /** With fewer claimed mails than this it is time to claim more: half a batch, at least one. */
    int refillBelow() {
        return Math.max(1, Math.min(policy.batch() / 2, policy.maxInFlight()));
    }

    /** Makes the small repairs if some time has passed since the last. */
    void sweepIfDue() {
        if (!sweptOnce || nanoTime.getAsLong() - sweptAt >= SWEEP_INTERVAL.toNanos()) {
            sweepAlways();
        }
    }

    private void sweepAlways() {
        queue.sweep();
        sweptOnce = true;
        sweptAt = nanoTime.getAsLong();
    }

    /**
     * Claims, unless the server is known to be down.
     *
     * @return how many mails were claimed
     */
    int claim(int limit) {
        if (breaker.isOpen()) {
            return 0;
        }
        // The lease begins in the database after this moment: by our measure it ends too early, never too late.
        long before = nanoTime.getAsLong();
        List<ClaimedMail> mails = new ArrayList<>();
        if (!probedOnce || before - probedAt >= PROBE_INTERVAL.toNanos()) {
            mails.addAll(queue.claimProbes(request(Math.min(limit, 20)), policy.probe()));
            probedOnce = true;
            probedAt = before;
        }
        if (mails.size() < limit) {
            mails.addAll(queue.claim(request(breaker.isSuspicious() ? 1 : limit - mails.size())));
        }
        int fresh = 0;
        for (ClaimedMail mail : mails) {
            boolean forgotten = claimed.removeIf(one -> one.mail().id().equals(mail.id()));
            if (held.computeIfPresent(mail.id(), (id, older) -> mail) == null) {
                claimed.add(new Claimed(mail, before));
                fresh += forgotten ? 0 : 1;
            } else {
                LOG.warn("mail {}: claimed again while its outcome waits; it is not sent again", mail.id());
            }
        }
        return fresh;
    }

    private ClaimRequest request(int limit) {
        return new ClaimRequest(policy.node(), limit, policy.lease());
    }

    /**
     * Hands over what may be handed over, waits for outcomes, and commits those that are ready.
     *
     * @param waitNanos how long to wait for an outcome at most; 0: not at all
     */
    DispatchResult advance(long waitNanos) {
        handOver();
        collect(waitNanos);
        return settleReady();
    }

    private void handOver() {
        while (handedOver < policy.maxInFlight() && !claimed.isEmpty()) {
            Claimed next = claimed.element();
            if (!senders.take("mail", handedOver == 0, () -> finished.add(take(next)))) {
                return; // It goes out when another is back.
            }
            claimed.remove();
            held.put(next.mail().id(), next.mail());
            handedOver++;
        }
    }

    /** Whatever happens on a sender, there is an answer; a mail without one would count as in flight for ever. */
    private DeliveryAttempt.Done take(Claimed next) {
        try {
            return delivery.take(next.mail(), next.claimedNanos());
        } catch (RuntimeException | Error e) {
            LOG.error("mail {}: its attempt broke off", next.mail().id(), e);
            Disposition later = new Disposition.Again(policy.probe(), true, true, EntryReason.BROKE_OFF);
            return new DeliveryAttempt.Done(new Settlement(next.mail(), later, null), null, Duration.ZERO);
        }
    }

    private void collect(long waitNanos) {
        takeFinished(0);
        if (handedOver > ready.size() && due().isEmpty()) {
            takeFinished(waitNanos);
        }
        // A commit that began with the first outcome would leave those a moment later to the next one.
        while (!ready.isEmpty() && ready.size() < handedOver && takeFinished(LINGER_NANOS)) {
            // As long as they come thick and fast.
        }
    }

    /** Whether outcomes came, within that time. */
    private boolean takeFinished(long waitNanos) {
        List<DeliveryAttempt.Done> done = new ArrayList<>();
        finished.drainTo(done);
        if (done.isEmpty() && waitNanos > 0) {
            try {
                DeliveryAttempt.@Nullable Done first = finished.poll(waitNanos, TimeUnit.NANOSECONDS);
                if (first != null) {
                    done.add(first);
                    finished.drainTo(done);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(
                        "interrupted while mails are on their way; call again to settle them", e);
            }
        }
        for (DeliveryAttempt.Done one : done) {
            ready.add(new Ready(one));
        }
        return !done.isEmpty();
    }

    private DispatchResult settleReady() {
        List<Ready> due = due();
        if (due.isEmpty()) {
            return DispatchResult.NOTHING;
        }
        holdWhatIsMisconfigured(due);
        List<Boolean> counted;
        try {
            counted = queue.settle(due.stream().map(this::settlement).toList());
        } catch (RuntimeException together) {
            return settleOneByOne(due, together);
        }
        DispatchResult sum = DispatchResult.NOTHING;
        due.forEach(this::forget);
        for (int i = 0; i < due.size(); i++) {
            sum = sum.plus(report(due.get(i).done, counted.get(i)));
        }
        learn(due);
        return sum;
    }

    /** Under the newest claim: the mail may have been claimed again, by us, since it was handed over. */
    private Settlement settlement(Ready one) {
        Settlement settlement = one.done.settlement();
        ClaimedMail claim = held.getOrDefault(one.id(), settlement.claim());
        return new Settlement(claim, settlement.disposition(), settlement.attempt());
    }

    private void forget(Ready one) {
        ready.remove(one);
        held.remove(one.id());
        handedOver--;
    }

    /** One settlement that cannot be written must not keep the others from being written. */
    private DispatchResult settleOneByOne(List<Ready> due, RuntimeException together) {
        DispatchResult sum = DispatchResult.NOTHING;
        List<Ready> settled = new ArrayList<>();
        List<Ready> refused = new ArrayList<>(due.size() == 1 ? due : List.of());
        RuntimeException last = together;
        for (Ready one : due.size() == 1 ? List.<Ready>of() : due) {
            try {
                boolean counted = queue.settle(List.of(settlement(one))).get(0);
                forget(one);
                settled.add(one);
                sum = sum.plus(report(one.done, counted));
            } catch (RuntimeException alone) {
                refused.add(one);
                last = alone;
                if (refused.size() == REFUSED_BY_THE_STORAGE && settled.isEmpty()) {
                    break;
                }
            }
        }
        learn(settled);
        if (settled.isEmpty() && (refused.size() >= REFUSED_BY_THE_STORAGE || !storageAnswers())) {
            RuntimeException failure = last;
            tell(() -> listener.storageFailed(failure));
            throw failure;
        }
        for (Ready one : refused) {
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

    /** After longer and longer pauses; given up when it was refused for as long as a lease lasts. */
    private void tryLater(Ready one, RuntimeException why) {
        long now = nanoTime.getAsLong();
        if (!one.refused) {
            LOG.warn("mail {}: its outcome could not be written; tried again", one.id(), why);
            one.refused = true;
            one.refusedSince = now;
        }
        if (now - one.refusedSince >= policy.lease().toNanos()) {
            LOG.error("mail {}: its outcome cannot be written; it is left to its lease", one.id(), why);
            forget(one);
            return;
        }
        one.retryAt = now + one.pause;
        one.pause = Math.min(2 * one.pause, LONGEST_PAUSE_NANOS);
    }

    /** Before the mails are put aside, so that the sweep of another node does not queue them at once. */
    private void holdWhatIsMisconfigured(List<Ready> due) {
        for (Ready one : due) {
            if (one.done.outcome() instanceof DeliveryOutcome.Misconfigured broken) {
                HoldScope scope = scopeOf(broken, one.done.settlement().claim());
                String said = broken.reply().text();
                String reason = said.isBlank() ? broken.code() : said;
                if (queue.holdMisconfigured(scope, reason, policy.probe())) {
                    LOG.error("on hold until it works again, {}: {}", scope.key(), reason);
                    tell(() -> listener.suspended(scope, reason));
                }
            }
        }
    }

    private static HoldScope scopeOf(DeliveryOutcome.Misconfigured broken, ClaimedMail mail) {
        return broken.scope() == DeliveryOutcome.Misconfigured.Scope.SERVER
                ? HoldScope.EVERYTHING
                : HoldScope.group(mail.group());
    }

    /** What the outcomes say about the server and the settings. */
    private void learn(List<Ready> settled) {
        Duration failed = null;
        Duration untried = null;
        boolean answered = false;
        for (Ready one : settled) {
            DeliveryOutcome outcome = one.done.outcome();
            ClaimedMail mail = one.done.settlement().claim();
            if (outcome == null) {
                continue;
            }
            deadAddresses.learn(mail, outcome);
            if (outcome instanceof DeliveryOutcome.TryLater later && !later.attempted()) {
                untried = later.wholeServer() ? longer(untried, later.pause()) : untried;
            } else if (outcome instanceof DeliveryOutcome.TryLater later && later.wholeServer()) {
                failed = longer(failed, later.pause());
            } else {
                answered = true;
                if (mail.is(ClaimedMail.Flag.PROBE) && !(outcome instanceof DeliveryOutcome.Misconfigured)) {
                    endHold(HoldScope.EVERYTHING);
                    endHold(HoldScope.group(mail.group()));
                }
            }
        }
        if (answered) {
            breaker.serverAnswered();
        } else if (failed != null) {
            breaker.serverFailed(failed);
            giveBack(EntryReason.SERVER_DOWN);
        }
        if (untried != null) {
            breaker.rest(untried);
            giveBack(EntryReason.NOT_TRIED);
        }
    }

    private static Duration longer(@Nullable Duration one, Duration other) {
        return one == null || one.compareTo(other) < 0 ? other : one;
    }

    private void endHold(HoldScope scope) {
        if (queue.endMisconfigured(scope)) {
            LOG.info("works again, {}", scope.key());
            tell(() -> listener.worksAgain(scope));
        }
    }

    /** Returns what is claimed and not handed over, as if it had not been claimed. */
    void giveBack(EntryReason reason) {
        if (claimed.isEmpty()) {
            return;
        }
        List<Settlement> back = new ArrayList<>(claimed.size());
        for (Claimed one : claimed) {
            back.add(new Settlement(one.mail(), Disposition.Again.untouched(reason), null));
        }
        claimed.clear();
        queue.settle(back);
    }

    private DispatchResult report(DeliveryAttempt.Done done, boolean counted) {
        Settlement settlement = done.settlement();
        Disposition disposition = settlement.disposition();
        EntryState state;
        String reason = null;
        DispatchResult result;
        if (disposition instanceof Disposition.Sent) {
            state = EntryState.SENT;
            result = new DispatchResult(0, 1, 0, 0, 0, 0, 0);
        } else if (disposition instanceof Disposition.Again again) {
            state = EntryState.QUEUED;
            reason = again.reason().code();
            result = new DispatchResult(0, 0, 1, 0, 0, 0, 0);
        } else if (disposition instanceof Disposition.Wait wait) {
            state = EntryState.WAITING;
            reason = wait.reason().code();
            result = new DispatchResult(0, 0, 0, 1, 0, 0, 0);
        } else {
            Disposition.End end = (Disposition.End) disposition;
            state = end.state();
            reason = end.reason().code();
            boolean dead = state == EntryState.DEAD;
            result = new DispatchResult(0, 0, 0, 0, dead ? 1 : 0, dead ? 0 : 1, 0);
        }
        AttemptFacts facts = settlement.attempt();
        DeliveryListener.Attempt attempt = new DeliveryListener.Attempt(
                settlement.claim().id(),
                settlement.claim().typeCode(),
                settlement.claim().group(),
                settlement.claim().attempt(),
                facts == null ? null : facts.outcome(),
                state,
                reason,
                done.duration(),
                counted);
        tell(() -> listener.attemptEnded(attempt));
        if (!counted) {
            LOG.warn("mail {}: settled too late, another dispatcher holds it", attempt.mail());
            return new DispatchResult(0, 0, 0, 0, 0, 0, 1);
        }
        return result;
    }

    private static void tell(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.error("a DeliveryListener failed; nothing else is affected", e);
        }
    }
}
