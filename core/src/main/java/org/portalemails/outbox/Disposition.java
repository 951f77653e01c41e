package org.portalemails.outbox;

import java.time.Duration;
import java.util.Objects;

/** What happens to a claimed mail when its turn is over. Reasons are stable codes: lower-case ASCII, at most 64 characters. */
public sealed interface Disposition {
    /** The other side took responsibility: {@link EntryState#SENT}. */
    record Sent() implements Disposition {}

    /**
     * Back into the queue: {@link EntryState#QUEUED}.
     *
     * @param after from now, by the clock of the storage; zero or more
     * @param spent whether the attempt counts towards the cap
     * @param maybeDelivered whether the mail may have been taken by the other side: one more possible duplicate
     * @param reason why
     */
    record Again(Duration after, boolean spent, boolean maybeDelivered, String reason) implements Disposition {
        /**
         * Refuses nonsense.
         *
         * @throws IllegalArgumentException if the time is negative
         */
        public Again {
            requireReason(reason);
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
        public static Again untouched(String reason) {
            return new Again(Duration.ZERO, false, false, reason);
        }
    }

    /**
     * Aside, until its group is off hold: {@link EntryState#WAITING}. Spends no attempt.
     *
     * @param reason why
     */
    record Wait(String reason) implements Disposition {
        /** Refuses a reason that is none. */
        public Wait {
            requireReason(reason);
        }
    }

    /**
     * The end of it.
     *
     * @param state {@link EntryState#DEAD}, {@link EntryState#EXPIRED}, {@link EntryState#CANCELLED} or {@link
     *     EntryState#SKIPPED}
     * @param reason why
     */
    record End(EntryState state, String reason) implements Disposition {
        /**
         * Refuses what is no end.
         *
         * @throws IllegalArgumentException if the state is another
         */
        public End {
            Objects.requireNonNull(state, "state");
            requireReason(reason);
            switch (state) {
                case DEAD, EXPIRED, CANCELLED, SKIPPED -> {}
                default -> throw new IllegalArgumentException("state: not an end of a mail that was not sent");
            }
        }
    }

    private static void requireReason(String reason) {
        if (reason.isEmpty() || reason.length() > 64) {
            throw new IllegalArgumentException("reason: 1 to 64 characters");
        }
    }
}
