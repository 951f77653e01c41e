package org.portalemails.outbox;

/**
 * Where an entry of the outbox stands. Stored by {@link #code()}.
 *
 * <p>Every transition, who makes it, and what a crash at that point leaves:
 *
 * <table>
 * <caption>Transitions</caption>
 * <tr><th>from</th><th>to</th><th>by</th><th>a crash here leaves</th></tr>
 * <tr><td>–</td><td>QUEUED</td><td>announcement, in the host's transaction</td>
 *     <td>what the host's transaction leaves: all or nothing</td></tr>
 * <tr><td>–</td><td>SKIPPED</td><td>announcement, in the host's transaction</td><td>the same</td></tr>
 * <tr><td>QUEUED</td><td>SENDING</td><td>claim: a lease until a moment of the database's clock, a new fence</td>
 *     <td>before its commit QUEUED, after it SENDING</td></tr>
 * <tr><td>SENDING</td><td>SENDING</td><td>claim, when the lease ran out: the holder died. The lost attempt is recorded,
 *     counted as a possible duplicate, and the mail is tried again with the same Message-ID</td>
 *     <td>SENDING with the old or the new lease</td></tr>
 * <tr><td>SENDING</td><td>SENT</td><td>settlement: the other side took responsibility</td>
 *     <td>after the transport and before the commit: SENDING; the mail goes out again when the lease ends. This is the one
 *     place where a duplicate arises</td></tr>
 * <tr><td>SENDING</td><td>QUEUED</td><td>settlement: try later, unknown outcome; or given back at a graceful stop</td>
 *     <td>SENDING until the lease ends</td></tr>
 * <tr><td>SENDING</td><td>WAITING</td><td>settlement: the group is on hold</td><td>SENDING until the lease ends</td></tr>
 * <tr><td>SENDING</td><td>DEAD</td><td>settlement: refused for good, attempts or age used up, unreadable</td>
 *     <td>SENDING until the lease ends; then it comes to the same end</td></tr>
 * <tr><td>SENDING</td><td>EXPIRED, CANCELLED, SKIPPED</td><td>settlement: its secret ended; a newer mail replaced it or its
 *     link was withdrawn; its address is suppressed, or a limit is reached</td><td>the same</td></tr>
 * <tr><td>WAITING</td><td>QUEUED</td><td>release of the hold, or the sweep that follows it</td>
 *     <td>WAITING; the next sweep of any node finds it</td></tr>
 * <tr><td>QUEUED</td><td>CANCELLED</td><td>an operator, or a newer mail that replaces it</td><td>QUEUED or CANCELLED</td></tr>
 * <tr><td>WAITING, DEAD</td><td>CANCELLED</td><td>an operator</td><td>the old or the new state</td></tr>
 * <tr><td>DEAD</td><td>QUEUED</td><td>an operator requeues</td><td>the old or the new state</td></tr>
 * </table>
 *
 * <p>In an {@linkplain #isFinal() end state} the body is gone. DEAD keeps it, sealed links included, so that an operator can
 * requeue; it goes with the end of its links, with a cancellation, an erasure or a purge.
 */
public enum EntryState {
    /** Promised; to be sent when due. */
    QUEUED("queued", false),
    /** Leased by a dispatcher. */
    SENDING("sending", false),
    /** Its group is on hold: an operator paused it, or its settings are broken. Spends no attempts. */
    WAITING("waiting", false),
    /** The other side took responsibility. */
    SENT("sent", true),
    /** Given up, with a reason; a person can requeue or cancel it. */
    DEAD("dead", false),
    /** Its link ended before it could be sent. */
    EXPIRED("expired", true),
    /** Taken back, with a reason. */
    CANCELLED("cancelled", true),
    /** Not sent, with a reason; decided at the announcement or, for a suppressed address or a limit, before its delivery. */
    SKIPPED("skipped", true);

    private final String code;
    private final boolean end;

    EntryState(String code, boolean end) {
        this.code = code;
        this.end = end;
    }

    /**
     * The stable name.
     *
     * @return lower-case ASCII letters
     */
    public String code() {
        return code;
    }

    /**
     * Whether nothing follows: the entry is history and its body is gone.
     *
     * @return {@code false} for {@link #DEAD}, which a person can bring back
     */
    public boolean isFinal() {
        return end;
    }

    /**
     * Finds a state by its stable name.
     *
     * @param code a value of {@link #code()}
     * @return the state
     * @throws IllegalArgumentException if there is none
     */
    public static EntryState ofCode(String code) {
        for (EntryState state : values()) {
            if (state.code.equals(code)) {
                return state;
            }
        }
        throw new IllegalArgumentException("unknown entry state code: " + code);
    }
}
