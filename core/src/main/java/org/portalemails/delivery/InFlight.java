package org.portalemails.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.portalemails.email.MailId;
import org.portalemails.outbox.EntryReason;
import org.portalemails.outbox.spi.ClaimedMail;
import org.portalemails.outbox.spi.Disposition;
import org.portalemails.outbox.spi.Settlement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mails that are handed over to senders and not settled: never more than {@link DispatchPolicy#maxInFlight()}. Used by the
 * dispatcher's own thread; senders only put their results into a queue.
 */
final class InFlight {
    private static final Logger LOG = LoggerFactory.getLogger(DispatchEngine.class);
    /** How long to wait for one more outcome before a commit begins: less than a commit takes on most disks. */
    private static final long LINGER_NANOS = TimeUnit.MICROSECONDS.toNanos(300);

    private final DeliveryAttempt delivery;
    private final DispatchPolicy policy;
    private final Senders senders;
    private final LongSupplier nanoTime;
    /** Empty: somebody wants to be heard. */
    private final BlockingQueue<Optional<DeliveryAttempt.Done>> finished = new LinkedBlockingQueue<>();

    private final AtomicBoolean called = new AtomicBoolean();
    private final List<Outcome> outcomes = new ArrayList<>();
    /** The newest claim on each mail that is handed over and not settled. */
    private final Map<MailId, ClaimedMail> held = new HashMap<>();

    /** Whether the attempt on a mail that is handed over has begun: until then nobody but us decides about it. */
    private final Map<MailId, AtomicBoolean> waiting = new HashMap<>();

    /** By the route that is stored with them. */
    private final Map<String, Integer> ofRoute = new HashMap<>();

    private final Map<String, Destinations> destinations = new HashMap<>();
    private final IntSupplier most;
    /** Somebody called since the last wait. */
    private boolean heard;

    private int handedOver;

    /**
     * Nothing yet.
     *
     * @param most how many mails of each route may be handed over at once
     */
    InFlight(
            DeliveryAttempt delivery, DispatchPolicy policy, Senders senders, LongSupplier nanoTime, IntSupplier most) {
        this.delivery = delivery;
        this.policy = policy;
        this.senders = senders;
        this.nanoTime = nanoTime;
        this.most = most;
    }

    /** Whether another mail of a route could be handed over. */
    boolean hasRoom(String route) {
        return handedOver < policy.maxInFlight() && ofRoute.getOrDefault(route, 0) < most.getAsInt();
    }

    /** Whether an outcome is not written, be it that its settlement is tried again later. */
    boolean isAny() {
        return handedOver > 0;
    }

    /** Whether an outcome is on its way, or can be written now. */
    boolean isBusy() {
        return handedOver > outcomes.size() || !due().isEmpty();
    }

    /** The outcomes that can be written now. */
    List<Outcome> due() {
        long now = nanoTime.getAsLong();
        return outcomes.stream().filter(one -> one.isDue(now)).toList();
    }

    /** How long until an outcome whose settlement was refused can be tried again; without end if there is none. */
    private long untilDue() {
        long now = nanoTime.getAsLong();
        return outcomes.stream()
                .mapToLong(one -> one.nanosUntilDue(now))
                .min()
                .orElse(handedOver > 0 ? Long.MAX_VALUE : 0);
    }

    /** Hands over what may be handed over, of each route in turn. */
    void handOver(Claims claims) {
        boolean any = true;
        while (any) {
            any = false;
            for (String route : claims.routes()) {
                Claims.Claimed next = hasRoom(route) ? next(claims.of(route)) : null;
                if (next != null) {
                    if (!handOver(next)) {
                        return; // It goes out when another is back.
                    }
                    claims.remove(next);
                    any = true;
                }
            }
        }
    }

    /** The first whose destination may get another mail now. */
    private Claims.@Nullable Claimed next(Iterator<Claims.Claimed> ofRoute) {
        while (ofRoute.hasNext()) {
            Claims.Claimed one = ofRoute.next();
            if (destinations(one.mail().route()).mayBegin(one.mail(), most.getAsInt())) {
                return one;
            }
        }
        return null;
    }

    private Destinations destinations(String route) {
        return destinations.computeIfAbsent(route, name -> new Destinations(nanoTime));
    }

    /** How long a mail that was just claimed is to wait in the outbox for its slow destination; zero: not at all. */
    Duration park(ClaimedMail mail) {
        if (mail.is(ClaimedMail.Flag.HELD) || mail.is(ClaimedMail.Flag.PROBE)) {
            return Duration.ZERO;
        }
        return destinations(mail.route()).park(mail, most.getAsInt());
    }

    /** What was claimed of a route is given back. */
    void forgetWaiting(String route) {
        destinations(route).forgetWaiting();
    }

    private boolean handOver(Claims.Claimed next) {
        AtomicBoolean begun = new AtomicBoolean();
        Runnable attempt = () -> {
            if (begun.compareAndSet(false, true)) {
                finished.add(Optional.of(take(next)));
            }
        };
        if (!senders.take("mail", handedOver == 0, attempt)) {
            return false;
        }
        ClaimedMail mail = next.mail();
        waiting.put(mail.id(), begun);
        held.put(mail.id(), mail);
        ofRoute.merge(mail.route(), 1, Integer::sum);
        destinations(mail.route()).begin(mail);
        handedOver++;
        return true;
    }

    /** Takes back what no sender has begun: it waits behind others in the queue of their executor. */
    void withdraw(EntryReason reason) {
        waiting.forEach((id, begun) -> {
            ClaimedMail mail = held.get(id);
            if (mail != null && begun.compareAndSet(false, true)) {
                finished.add(Optional.of(new DeliveryAttempt.Done(
                        new Settlement(mail, Disposition.Again.untouched(reason), null), Duration.ZERO)));
            }
        });
    }

    /** Whatever happens on a sender, there is an answer; a mail without one would count as in flight for ever. */
    private DeliveryAttempt.Done take(Claims.Claimed next) {
        try {
            return delivery.take(next.mail(), next.claimedNanos());
        } catch (RuntimeException | Error e) {
            LOG.error("mail {}: its attempt broke off", next.mail().id(), e);
            Disposition later = new Disposition.Again(policy.probe(), true, true, EntryReason.BROKE_OFF);
            return new DeliveryAttempt.Done(new Settlement(next.mail(), later, null), Duration.ZERO);
        }
    }

    /** Whether a mail is in flight already; its outcome is written under the new claim then, and it is not sent again. */
    boolean isClaimedAgain(ClaimedMail mail) {
        if (held.computeIfPresent(mail.id(), (id, older) -> mail) == null) {
            return false;
        }
        LOG.warn("mail {}: claimed again while its outcome waits; it is not sent again", mail.id());
        return true;
    }

    /**
     * Takes the outcomes that are there, and waits for some if none can be written.
     *
     * @param waitNanos how long to wait at most; 0: not at all
     */
    void collect(long waitNanos) {
        takeFinished(0);
        // Who called while mails were claimed may have announced what that claim did not see.
        if (!heard && due().isEmpty()) {
            takeFinished(Math.min(waitNanos, untilDue()));
        }
        heard = false;
        // A commit that began with the first outcome would leave those a moment later to the next one.
        while (!outcomes.isEmpty() && outcomes.size() < handedOver && takeFinished(LINGER_NANOS)) {
            // As long as they come thick and fast.
        }
    }

    /** Takes the outcomes that are there. */
    void takeFinished() {
        takeFinished(0);
    }

    /** Whether outcomes came, within that time. */
    private boolean takeFinished(long waitNanos) {
        List<Optional<DeliveryAttempt.Done>> done = new ArrayList<>();
        finished.drainTo(done);
        if (done.isEmpty() && waitNanos > 0) {
            try {
                Optional<DeliveryAttempt.Done> first = finished.poll(waitNanos, TimeUnit.NANOSECONDS);
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
        boolean any = false;
        for (Optional<DeliveryAttempt.Done> one : done) {
            if (one.isPresent()) {
                took(one.get());
                any = true;
            } else {
                called.set(false);
                heard = true;
            }
        }
        return any;
    }

    private void took(DeliveryAttempt.Done done) {
        ClaimedMail mail = done.settlement().claim();
        destinations(mail.route()).end(mail, done.outcome(), done.answeredIn());
        outcomes.add(new Outcome(done));
    }

    /** Ends a wait for outcomes, as something else may be there to be done. From any thread. */
    void call() {
        if (called.compareAndSet(false, true)) {
            finished.add(Optional.empty());
        }
    }

    /** What is written of an outcome: under the newest claim. */
    Settlement settlement(Outcome one) {
        return one.under(held.getOrDefault(one.id(), one.done().settlement().claim()));
    }

    /** The outcome is written, or left to its lease. */
    void forget(Outcome one) {
        outcomes.remove(one);
        held.remove(one.id());
        waiting.remove(one.id());
        ofRoute.merge(one.done().settlement().claim().route(), -1, Integer::sum);
        handedOver--;
    }
}
