package org.portalemails.delivery;

import java.util.concurrent.TimeUnit;
import org.portalemails.email.MailId;
import org.portalemails.outbox.spi.ClaimedMail;
import org.portalemails.outbox.spi.Settlement;

/** A finished attempt whose settlement is not committed; and if that was refused on its own account, when it is tried again. */
final class Outcome {
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final DeliveryAttempt.Done done;
    private boolean refused;
    private long refusedSince;
    private long pause = FIRST_PAUSE_NANOS;
    private long retryAt;

    Outcome(DeliveryAttempt.Done done) {
        this.done = done;
    }

    DeliveryAttempt.Done done() {
        return done;
    }

    MailId id() {
        return done.settlement().claim().id();
    }

    /** Under another claim: the mail may have been claimed again, by us, since it was handed over. */
    Settlement under(ClaimedMail claim) {
        Settlement settlement = done.settlement();
        return new Settlement(claim, settlement.disposition(), settlement.attempt());
    }

    boolean isDue(long now) {
        return nanosUntilDue(now) <= 0;
    }

    long nanosUntilDue(long now) {
        return refused ? retryAt - now : 0;
    }

    boolean isRefused() {
        return refused;
    }

    /** How long it has been refused, after it was refused once more; longer and longer pauses follow. */
    long refuse(long now) {
        if (!refused) {
            refused = true;
            refusedSince = now;
        }
        retryAt = now + pause;
        pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
        return now - refusedSince;
    }
}
