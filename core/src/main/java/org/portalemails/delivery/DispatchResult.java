package org.portalemails.delivery;

import org.portalemails.outbox.EntryState;

/**
 * What one pass of a dispatcher did.
 *
 * @param claimed mails that were claimed
 * @param sent mails for which the other side took responsibility
 * @param again mails that went back into the queue
 * @param waiting mails that were put aside because their group is on hold
 * @param dead mails that were given up
 * @param ended mails that expired, were cancelled or skipped
 * @param late settlements that did not count, because somebody else held the mail by then
 */
public record DispatchResult(int claimed, int sent, int again, int waiting, int dead, int ended, int late) {
    /** Nothing was done. */
    public static final DispatchResult NOTHING = new DispatchResult(0, 0, 0, 0, 0, 0, 0);

    static DispatchResult ofClaimed(int mails) {
        return new DispatchResult(mails, 0, 0, 0, 0, 0, 0);
    }

    static DispatchResult ofLate() {
        return new DispatchResult(0, 0, 0, 0, 0, 0, 1);
    }

    /** One mail that was settled, by the state it has now. */
    static DispatchResult of(EntryState state) {
        return switch (state) {
            case SENT -> new DispatchResult(0, 1, 0, 0, 0, 0, 0);
            case QUEUED -> new DispatchResult(0, 0, 1, 0, 0, 0, 0);
            case WAITING -> new DispatchResult(0, 0, 0, 1, 0, 0, 0);
            case DEAD -> new DispatchResult(0, 0, 0, 0, 1, 0, 0);
            case EXPIRED, CANCELLED, SKIPPED -> new DispatchResult(0, 0, 0, 0, 0, 1, 0);
            case SENDING -> throw new IllegalArgumentException("a mail that is being sent is not settled");
        };
    }

    /**
     * Both together.
     *
     * @param other another result
     * @return the sums
     */
    public DispatchResult plus(DispatchResult other) {
        return new DispatchResult(
                claimed + other.claimed,
                sent + other.sent,
                again + other.again,
                waiting + other.waiting,
                dead + other.dead,
                ended + other.ended,
                late + other.late);
    }

    /**
     * Whether the pass found nothing to do.
     *
     * @return whether nothing was claimed
     */
    public boolean isIdle() {
        return claimed == 0;
    }
}
