package org.portalemails.outbox;

/**
 * Why an entry stands where it stands: first why it is not sent yet though it was claimed before, then why it ended without being sent.
 * An operator who cancels gives a reason of their own beside these, and an announcement that writes a skipped entry gives a {@link
 * org.portalemails.notification.SkipReason}. Stored by {@link #code()}.
 */
public enum EntryReason {
    /** Its group, or everything, is on hold. */
    ON_HOLD("on-hold", EntryState.WAITING),
    /** The server refuses this configuration; the hold ends when a probe gets through. */
    MISCONFIGURED("misconfigured", EntryState.WAITING),
    /** The server asked to try later. */
    TRY_LATER("try-later", EntryState.QUEUED),
    /** The server could not be reached, or the connection broke before the final dot. */
    UNREACHABLE("unreachable", EntryState.QUEUED),
    /** The connection was lost after the final dot; tried again as a possible duplicate. */
    UNKNOWN("unknown", EntryState.QUEUED),
    /** The transport did not begin: the rate is reached, or no connection came free; no attempt spent. */
    NOT_TRIED("not-tried", EntryState.QUEUED),
    /** The host's LinkMinter threw; tried again. */
    LINK_FAILED("link-failed", EntryState.QUEUED),
    /** Something threw before the transport was asked; tried again. */
    PREPARATION_FAILED("preparation-failed", EntryState.QUEUED),
    /** Something threw in the middle of an attempt; tried again as a possible duplicate. */
    BROKE_OFF("attempt-broke-off", EntryState.QUEUED),
    /** Too little of the lease was left to begin; given back untouched. */
    LEASE_TOO_SHORT("lease-too-short", EntryState.QUEUED),
    /** Its limits could not be counted; given back untouched. */
    LIMIT_NOT_COUNTED("limit-not-counted", EntryState.QUEUED),
    /** The server is down; given back untouched. */
    SERVER_DOWN("server-down", EntryState.QUEUED),
    /** The mail server of its recipient answers late, and takes its mails one after the other; no attempt spent. */
    DESTINATION_SLOW("destination-slow", EntryState.QUEUED),
    /** Its dispatcher was stopped; given back untouched. */
    STOPPED("stopped", EntryState.QUEUED),
    /** The server refused it for good. */
    REJECTED("rejected", EntryState.DEAD),
    /** It cannot be sent through this server: the address needs SMTPUTF8, or the mail is too large. */
    UNSENDABLE("unsendable", EntryState.DEAD),
    /** Tried as often as the policy allows. */
    ATTEMPTS_USED_UP("attempts-used-up", EntryState.DEAD),
    /** Older than the policy allows. */
    TOO_OLD("too-old", EntryState.DEAD),
    /** Its lease ran out again and again: it may be what kills dispatchers. */
    DISPATCHER_DIED_TOO_OFTEN("dispatcher-died-too-often", EntryState.DEAD),
    /** It cannot be read. Announce again. */
    PAYLOAD_DAMAGED("payload-damaged", EntryState.DEAD),
    /** A newer release stored it. Update this node, then requeue. */
    PAYLOAD_VERSION_UNKNOWN("payload-version-unknown", EntryState.DEAD),
    /** A kind of mail that only a newer release knows. Update this node, then requeue. */
    TYPE_UNKNOWN("type-unknown", EntryState.DEAD),
    /** The key that protects it is not configured here. Configure it, then requeue. */
    KEY_UNKNOWN("key-unknown", EntryState.DEAD),
    /** It was stored by a release that did not protect mails. */
    PAYLOAD_NOT_AUTHENTICATED("payload-not-authenticated", EntryState.DEAD),
    /** The mail, its link or a column of its row was damaged or changed. */
    SEAL_BROKEN("seal-broken", EntryState.DEAD),
    /** A column of its row holds what it never can, such as an empty group. Repair the row, then requeue. */
    ROW_DAMAGED("row-damaged", EntryState.DEAD),
    /** Its link ended before it could be sent. */
    SECRET_ENDED("secret-ended", EntryState.EXPIRED),
    /** A newer mail replaces it. */
    SUPERSEDED("superseded", EntryState.CANCELLED),
    /** The host's LinkMinter makes no link any more. */
    LINK_WITHDRAWN("link-withdrawn", EntryState.CANCELLED),
    /** The guard for test systems blocks this recipient. */
    BLOCKED_BY_GUARD("blocked-by-guard", EntryState.CANCELLED),
    /** The person was erased. */
    ERASED("erased", EntryState.CANCELLED),
    /** The address is on the suppression list. */
    SUPPRESSED_ADDRESS("suppressed-address", EntryState.SKIPPED),
    /** A limit on what strangers cause is used up. */
    LIMIT_REACHED("limit-reached", EntryState.SKIPPED);

    private static final int LONGEST_CODE = 64;

    private final String code;
    private final EntryState state;

    EntryReason(String code, EntryState state) {
        this.code = code;
        this.state = state;
    }

    /**
     * Refuses what may not be stored as a reason: an operator's own is shown and counted like the codes here.
     *
     * @param reason such as {@code by-hand}
     * @return the reason
     * @throws IllegalArgumentException if it is not made of lower-case ASCII letters and hyphens, or longer than 64 characters; does not
     *     repeat it
     */
    public static String requireCode(String reason) {
        if (reason.isEmpty()
                || reason.length() > LONGEST_CODE
                || !reason.chars().allMatch(c -> c >= 'a' && c <= 'z' || c == '-')) {
            throw new IllegalArgumentException("reason: lower-case letters and hyphens, at most " + LONGEST_CODE);
        }
        return reason;
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
