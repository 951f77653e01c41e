package org.portalemails.delivery;

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
