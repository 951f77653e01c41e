package org.portalemails.delivery;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    /** By the route that is stored with them, the oldest first. */
    private final Map<String, Deque<Claimed>> claimed = new LinkedHashMap<>();

    /** The routes of which most that was claimed last waits for slow destinations. */
    private final Set<String> mostlyAside = new HashSet<>();

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
        return claimed.values().stream().mapToInt(Deque::size).sum();
    }

    /** How many mails of a route are claimed. */
    int size(String route) {
        Deque<Claimed> ofRoute = claimed.get(route);
        return ofRoute == null ? 0 : ofRoute.size();
    }

    /** The routes of which mails are claimed. */
    List<String> routes() {
        return List.copyOf(claimed.keySet());
    }

    /** The mails of a route, to look at in their order. */
    Iterator<Claimed> of(String route) {
        Deque<Claimed> ofRoute = claimed.get(route);
        return ofRoute == null ? Collections.emptyIterator() : ofRoute.iterator();
    }

    void remove(Claimed one) {
        remove(one.mail().id());
    }

    /** Makes the small repairs if some time has passed since the last. */
    boolean sweepIfDue() {
        boolean due = !sweptOnce || nanoTime.getAsLong() - sweptAt >= SWEEP_INTERVAL.toNanos();
        if (due) {
            sweep();
        }
        return due;
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

    /** Whether it is time to ask for probes. */
    boolean mayProbe() {
        return !probedOnce || nanoTime.getAsLong() - probedAt >= PROBE_INTERVAL.toNanos();
    }

    /**
     * Claims mails; those that are in flight already are not claimed a second time, but known under their new claim.
     *
     * @param shares what to claim of which route; probes are claimed besides
     * @return how many were not claimed before
     */
    int claim(List<ClaimRequest.Share> shares, InFlight inFlight) {
        // The lease begins in the database after this moment: by our measure it ends too early, never too late.
        long before = nanoTime.getAsLong();
        ClaimRequest request = new ClaimRequest(policy.node(), policy.lease(), shares);
        List<ClaimedMail> mails = new ArrayList<>();
        if (mayProbe()) {
            mails.addAll(queue.claimProbes(request, Math.min(policy.batch(), MOST_PROBES), policy.probe()));
            probedOnce = true;
            probedAt = before;
        }
        if (!shares.isEmpty()) {
            mails.addAll(queue.claim(request));
        }
        int fresh = 0;
        for (ClaimedMail mail : mails) {
            boolean forgotten = remove(mail.id());
            if (!inFlight.isClaimedAgain(mail)) {
                fresh += forgotten ? 0 : 1;
                claimed.computeIfAbsent(mail.route(), route -> new ArrayDeque<>())
                        .add(new Claimed(mail, before));
            }
        }
        Map<String, Integer> aside = putAside(inFlight);
        mostlyAside.clear();
        aside.forEach((route, count) -> {
            long came = mails.stream().filter(one -> one.route().equals(route)).count();
            if (count > came / 2) {
                mostlyAside.add(route);
            }
        });
        return fresh;
    }

    /** Gives back what would wait here for slow destinations, each mail until its turn: how many of which route. */
    private Map<String, Integer> putAside(InFlight inFlight) {
        List<Settlement> aside = new ArrayList<>();
        Map<String, Integer> counts = new HashMap<>();
        for (Map.Entry<String, Deque<Claimed>> ofRoute : claimed.entrySet()) {
            inFlight.forgetWaiting(ofRoute.getKey());
            ofRoute.getValue().removeIf(one -> {
                Duration pause = inFlight.park(one.mail());
                if (!pause.isZero()) {
                    aside.add(new Settlement(
                            one.mail(),
                            new Disposition.Again(pause, false, false, EntryReason.DESTINATION_SLOW),
                            null));
                    counts.merge(ofRoute.getKey(), 1, Integer::sum);
                }
                return !pause.isZero();
            });
        }
        claimed.values().removeIf(Deque::isEmpty);
        if (!aside.isEmpty()) {
            settle(aside);
        }
        return counts;
    }

    /** Whether most of what was claimed last of a route waits for slow destinations: to find the others soon, more is claimed at once. */
    boolean isMostlyAside(String route) {
        return mostlyAside.contains(route);
    }

    private boolean remove(MailId id) {
        for (Deque<Claimed> ofRoute : claimed.values()) {
            if (ofRoute.removeIf(one -> one.mail().id().equals(id))) {
                claimed.values().removeIf(Deque::isEmpty);
                return true;
            }
        }
        return false;
    }

    /** Returns what is claimed and not handed over, as if it had not been claimed. */
    void giveBack(EntryReason reason) {
        for (String route : routes()) {
            giveBack(route, reason);
        }
    }

    /** The same for one route. */
    void giveBack(String route, EntryReason reason) {
        Deque<Claimed> ofRoute = claimed.remove(route);
        if (ofRoute == null) {
            return;
        }
        List<Settlement> back = new ArrayList<>(ofRoute.size());
        for (Claimed one : ofRoute) {
            back.add(new Settlement(one.mail(), Disposition.Again.untouched(reason), null));
        }
        settle(back);
    }

    /** One that is refused alone is left to its lease, and no other with it. */
    private void settle(List<Settlement> back) {
        try {
            queue.settle(back);
        } catch (RuntimeException together) {
            boolean any = false;
            for (Settlement one : back.size() == 1 ? List.<Settlement>of() : back) {
                try {
                    queue.settle(List.of(one));
                    any = true;
                } catch (RuntimeException alone) {
                    together.addSuppressed(alone);
                }
            }
            if (!any) {
                throw together;
            }
        }
    }
}
