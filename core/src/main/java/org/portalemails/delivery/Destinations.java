package org.portalemails.delivery;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.portalemails.outbox.spi.ClaimedMail;
import org.portalemails.transport.DeliveryOutcome;

/**
 * Keeps one slow destination from taking all senders of a route: the domains behind our server that answer late have half of the senders
 * together, and a domain of which nothing is known yet leaves a quarter to the others, until its first mail is back. What comes faster than a slow
 * domain takes it waits in the outbox, not before the others: each mail until its turn, by the pace that was measured.
 *
 * <p>Slow is what takes long, and several times as long as others by the same route: a slow server of ours is nobody's fault. One instance for
 * one route; used by the dispatcher's own thread only.
 */
final class Destinations {
    private static final double SLOW_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final double TIMES_THE_FASTEST = 4;
    private static final double WEIGHT_OF_NEWEST = 0.3;
    private static final int REMEMBERED = 1000;
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final LongSupplier nanoTime;
    /** The one that was used last is the last. */
    private final Map<String, Pace> paces = new LinkedHashMap<>(16, 0.75f, true);

    Destinations(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    private static final class Pace {
        private double nanos;
        private boolean known;
        private int inFlight;
        private int waiting;
        private boolean scheduled;
        private long turnAt;
    }

    private static @Nullable String domainOf(ClaimedMail mail) {
        String recipient = mail.recipient();
        return recipient == null ? null : recipient.substring(recipient.lastIndexOf('@') + 1);
    }

    private Pace paceOf(String domain) {
        Pace pace = paces.computeIfAbsent(domain, name -> new Pace());
        if (paces.size() > REMEMBERED) {
            paces.values().removeIf(one -> one != pace && one.inFlight == 0 && paces.size() > REMEMBERED);
        }
        return pace;
    }

    /** As long as no other is known, it may be our server. */
    private boolean isSlow(Pace pace) {
        if (!pace.known || pace.nanos < SLOW_NANOS) {
            return false;
        }
        for (Pace other : paces.values()) {
            if (other.known && other != pace && pace.nanos > TIMES_THE_FASTEST * other.nanos) {
                return true;
            }
        }
        return false;
    }

    private boolean isAlone(Pace pace) {
        return paces.values().stream().noneMatch(other -> other.known && other != pace);
    }

    private static int half(int senders) {
        return Math.max(1, senders / 2);
    }

    private int slowInFlight() {
        return paces.values().stream()
                .filter(this::isSlow)
                .mapToInt(one -> one.inFlight)
                .sum();
    }

    /**
     * Whether a mail may be handed over.
     *
     * @param senders how many the route has
     */
    boolean mayBegin(ClaimedMail mail, int senders) {
        String domain = domainOf(mail);
        if (domain == null) {
            return true;
        }
        Pace pace = paceOf(domain);
        if (!pace.known || pace.nanos >= SLOW_NANOS && isAlone(pace)) {
            return pace.inFlight < Math.max(1, senders - Math.max(1, senders / 4));
        }
        return pace.nanos < SLOW_NANOS || !isSlow(pace) || slowInFlight() < half(senders);
    }

    /**
     * How long a mail that was just claimed waits in the outbox for its turn.
     *
     * @param senders how many the route has
     * @return zero: it may wait here
     */
    Duration park(ClaimedMail mail, int senders) {
        String domain = domainOf(mail);
        Pace pace = domain == null ? null : paceOf(domain);
        if (pace == null || pace.nanos < SLOW_NANOS || !isSlow(pace)) {
            return Duration.ZERO;
        }
        long now = nanoTime.getAsLong();
        if (pace.inFlight + pace.waiting < 2 * half(senders)) {
            pace.waiting++;
            return Duration.ZERO;
        }
        long step = (long) (pace.nanos / half(senders));
        pace.turnAt = (pace.scheduled && pace.turnAt - now > 0 ? pace.turnAt : now) + step;
        pace.scheduled = true;
        if (pace.turnAt - now > LONGEST_NANOS) {
            // Those behind come again in between, in case it answers faster then.
            pace.turnAt = now + LONGEST_NANOS / 2;
        }
        return Duration.ofNanos(pace.turnAt - now);
    }

    void begin(ClaimedMail mail) {
        String domain = domainOf(mail);
        if (domain != null) {
            Pace pace = paceOf(domain);
            pace.inFlight++;
            pace.waiting = Math.max(0, pace.waiting - 1);
        }
    }

    /** It is back; how long it took counts if its destination was asked. */
    void end(ClaimedMail mail, @Nullable DeliveryOutcome outcome, Duration duration) {
        String domain = domainOf(mail);
        if (domain == null) {
            return;
        }
        Pace pace = paceOf(domain);
        pace.inFlight = Math.max(0, pace.inFlight - 1);
        if (outcome != null && isFromThere(outcome)) {
            pace.nanos = pace.known
                    ? WEIGHT_OF_NEWEST * duration.toNanos() + (1 - WEIGHT_OF_NEWEST) * pace.nanos
                    : duration.toNanos();
            pace.known = true;
        }
    }

    private static boolean isFromThere(DeliveryOutcome outcome) {
        if (outcome instanceof DeliveryOutcome.TryLater later) {
            return later.attempted() && !later.wholeServer();
        }
        return outcome instanceof DeliveryOutcome.Accepted
                || outcome instanceof DeliveryOutcome.Rejected
                || outcome instanceof DeliveryOutcome.Unknown;
    }

    /** What was claimed is given back. */
    void forgetWaiting() {
        paces.values().forEach(pace -> pace.waiting = 0);
    }
}
