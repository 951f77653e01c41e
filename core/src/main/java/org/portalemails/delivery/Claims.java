package org.portalemails.delivery;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import org.portalemails.email.MailId;
import org.portalemails.outbox.EntryReason;
import org.portalemails.outbox.spi.ClaimRequest;
import org.portalemails.outbox.spi.ClaimedMail;
import org.portalemails.outbox.spi.Disposition;
import org.portalemails.outbox.spi.OutboxQueue;
import org.portalemails.outbox.spi.Settlement;

/** What is claimed and not handed over: claims from the queue, sweeps it, gives back. Used by the dispatcher's own thread only. */
final class Claims {
    private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(30);
    private static final Duration PROBE_INTERVAL = Duration.ofSeconds(1);
    private static final int MOST_PROBES = 20;

    /**
     * A claimed mail.
     *
     * @param claimedNanos before its lease began, by this node's monotonic time
     */
    record Claimed(ClaimedMail mail, long claimedNanos) {}

    private final OutboxQueue queue;
    private final DispatchPolicy policy;
    private final LongSupplier nanoTime;
    private final Deque<Claimed> claimed = new ArrayDeque<>();
    private boolean sweptOnce;
    private long sweptAt;
    private boolean probedOnce;
    private long probedAt;

    Claims(OutboxQueue queue, DispatchPolicy policy, LongSupplier nanoTime) {
        this.queue = queue;
        this.policy = policy;
        this.nanoTime = nanoTime;
    }

    boolean isEmpty() {
        return claimed.isEmpty();
    }

    int size() {
        return claimed.size();
    }

    Claimed next() {
        return claimed.element();
    }

    void removeNext() {
        claimed.remove();
    }

    /** Makes the small repairs if some time has passed since the last. */
    void sweepIfDue() {
        if (!sweptOnce || nanoTime.getAsLong() - sweptAt >= SWEEP_INTERVAL.toNanos()) {
            sweep();
        }
    }

    void sweep() {
        queue.sweep();
        sweptOnce = true;
        sweptAt = nanoTime.getAsLong();
    }

    /** The next claim asks for probes, however short ago the last one did. */
    void probeNext() {
        probedOnce = false;
    }

    /**
     * Claims mails; those that are in flight already are not claimed a second time, but known under their new claim.
     *
     * @param limit the most to claim
     * @param ordinary the most that are no probes
     * @return how many were not claimed before
     */
    int claim(int limit, int ordinary, InFlight inFlight) {
        // The lease begins in the database after this moment: by our measure it ends too early, never too late.
        long before = nanoTime.getAsLong();
        List<ClaimedMail> mails = new ArrayList<>();
        if (!probedOnce || before - probedAt >= PROBE_INTERVAL.toNanos()) {
            mails.addAll(queue.claimProbes(request(Math.min(limit, MOST_PROBES)), policy.probe()));
            probedOnce = true;
            probedAt = before;
        }
        if (mails.size() < limit) {
            mails.addAll(queue.claim(request(Math.min(ordinary, limit - mails.size()))));
        }
        int fresh = 0;
        for (ClaimedMail mail : mails) {
            boolean forgotten = remove(mail.id());
            if (!inFlight.isClaimedAgain(mail)) {
                claimed.add(new Claimed(mail, before));
                fresh += forgotten ? 0 : 1;
            }
        }
        return fresh;
    }

    private boolean remove(MailId id) {
        return claimed.removeIf(one -> one.mail().id().equals(id));
    }

    private ClaimRequest request(int limit) {
        return new ClaimRequest(policy.node(), limit, policy.lease());
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
}
