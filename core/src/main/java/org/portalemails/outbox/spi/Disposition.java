package org.portalemails.outbox.spi;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.portalemails.outbox.EntryReason;
import org.portalemails.outbox.EntryState;

/** What happens to a claimed mail when its attempt is over. */
public sealed interface Disposition {
    /**
     * The other side took responsibility: {@link EntryState#SENT}.
     *
     * @param copy what is kept of its words, or {@code null} for nothing
     * @param keptFor how long, from now, by the clock of the storage; zero if nothing is kept
     */
    record Sent(@Nullable StoredPayload copy, Duration keptFor) implements Disposition {
        /** Nothing of its words is kept. */
        public Sent() {
            this(null, Duration.ZERO);
        }

        /**
         * Refuses nonsense.
         *
         * @throws IllegalArgumentException if a copy is kept for no time, or the time is negative
         */
        public Sent {
            if (keptFor.isNegative() || (copy != null && keptFor.isZero())) {
                throw new IllegalArgumentException("keptFor: positive with a copy");
            }
        }
    }

    /**
     * Back into the queue: {@link EntryState#QUEUED}.
     *
     * @param after from now, by the clock of the storage; zero or more
     * @param spent whether the attempt counts towards the cap
     * @param maybeDelivered whether the mail may have been taken by the other side: one more possible duplicate
     * @param reason why
     * @param boundTo the transport that may have taken it, and that alone may be asked from now on; {@code null}: as before
     */
    record Again(Duration after, boolean spent, boolean maybeDelivered, EntryReason reason, @Nullable String boundTo)
            implements Disposition {
        /**
         * As before.
         *
         * @param after from now
         * @param spent whether the attempt counts
         * @param maybeDelivered whether the mail may have been taken
         * @param reason why
         */
        public Again(Duration after, boolean spent, boolean maybeDelivered, EntryReason reason) {
            this(after, spent, maybeDelivered, reason, null);
        }

        /**
         * Refuses nonsense.
         *
         * @throws IllegalArgumentException if the time is negative, or the reason is one to wait for
         */
        public Again {
            Objects.requireNonNull(reason, "reason");
            if (reason.state() != EntryState.QUEUED) {
                throw new IllegalArgumentException("reason: not one to be queued for");
            }
            if (after.isNegative()) {
                throw new IllegalArgumentException("after: zero or more");
            }
        }

        /**
         * Untouched, at once, as if it had not been claimed.
         *
         * @param reason why
         * @return the disposition
         */
        public static Again untouched(EntryReason reason) {
            return new Again(Duration.ZERO, false, false, reason);
        }
    }

    /**
     * Aside, until its group is off hold: {@link EntryState#WAITING}. Spends no attempt.
     *
     * @param reason why
     */
    record Wait(EntryReason reason) implements Disposition {
        /**
         * Refuses what is no reason to wait.
         *
         * @throws IllegalArgumentException if the reason is another
         */
        public Wait {
            if (reason.state() != EntryState.WAITING) {
                throw new IllegalArgumentException("reason: not one to wait for");
            }
        }
    }

    /**
     * The end of it: the state of the reason.
     *
     * @param reason why
     */
    record End(EntryReason reason) implements Disposition {
        /**
         * Refuses what ends nothing.
         *
         * @throws IllegalArgumentException if an entry goes on for this reason
         */
        public End {
            if (reason.state() == EntryState.QUEUED || reason.state() == EntryState.WAITING) {
                throw new IllegalArgumentException("reason: not one to end for");
            }
        }

        /**
         * Where the mail stands then.
         *
         * @return {@link EntryState#DEAD}, {@link EntryState#EXPIRED}, {@link EntryState#CANCELLED} or {@link EntryState#SKIPPED}
         */
        public EntryState state() {
            return reason.state();
        }
    }
}
