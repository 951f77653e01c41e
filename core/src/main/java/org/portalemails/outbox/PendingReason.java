package org.portalemails.outbox;

/** Why an entry is not sent yet, though it was claimed before. Stored by {@link #code()}. */
public enum PendingReason {
    /** Its group, or everything, is on hold. */
    ON_HOLD("on-hold", EntryState.WAITING),
    /** The server refuses this configuration; the hold ends when a probe gets through. */
    MISCONFIGURED("misconfigured", EntryState.WAITING),
    /** The server asked to try later, or the connection failed before the final dot. */
    TRY_LATER("try-later", EntryState.QUEUED),
    /** The connection was lost after the final dot; tried again as a possible duplicate. */
    UNKNOWN("unknown", EntryState.QUEUED),
    /** The transport did not begin: the server rests, its rate is reached, or no connection came free; no attempt spent. */
    NOT_TRIED("not-tried", EntryState.QUEUED),
    /** The host's LinkMinter threw; tried again. */
    LINK_FAILED("link-failed", EntryState.QUEUED),
    /** Something threw before the transport was asked; tried again. */
    PREPARATION_FAILED("preparation-failed", EntryState.QUEUED),
    /** Something threw in the middle of an attempt; tried again as a possible duplicate. */
    BROKE_OFF("turn-broke-off", EntryState.QUEUED),
    /** Too little of the lease was left to begin; given back untouched. */
    LEASE_TOO_SHORT("lease-too-short", EntryState.QUEUED),
    /** Its limits could not be counted; given back untouched. */
    LIMIT_NOT_COUNTED("limit-not-counted", EntryState.QUEUED),
    /** The server is down; given back untouched. */
    SERVER_DOWN("server-down", EntryState.QUEUED),
    /** Its dispatcher was stopped; given back untouched. */
    STOPPED("stopped", EntryState.QUEUED);

    private final String code;
    private final EntryState state;

    PendingReason(String code, EntryState state) {
        this.code = code;
        this.state = state;
    }

    /**
     * The stable name, as stored.
     *
     * @return lower-case ASCII letters and hyphens, at most 64
     */
    public String code() {
        return code;
    }

    /**
     * The state in which an entry stands for this reason.
     *
     * @return the state
     */
    public EntryState state() {
        return state;
    }
}
