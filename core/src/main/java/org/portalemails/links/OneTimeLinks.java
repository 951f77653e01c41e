package org.portalemails.links;

import java.time.Duration;
import java.time.Instant;

/**
 * Port: links that work once. Implemented by {@code inmemory} and by the JDBC adapter.
 *
 * <p>Promises, which the contract tests check:
 *
 * <ul>
 *   <li><b>P10 Once, for a person</b>: {@link #inspect} never spends a link. Of any number of {@link #redeem}s on any number of nodes exactly
 *       one succeeds; the others are answered {@link LinkState#USED}.
 *   <li><b>Joined</b>: {@code issue}, {@code redeem} and {@code revoke} write in the caller's current transaction. A redeem whose transaction
 *       was rolled back, or whose node died before its commit, did not happen.
 *   <li><b>No secret</b>: what is stored is a hash of the token, and nothing from which it could be made again.
 *   <li><b>One clock</b>: whether a link has expired is decided by the clock of the storage, never by that of a node.
 *   <li><b>The newest counts</b>: a link that was issued later, for the same purpose and reference, supersedes the older ones; no call has to
 *       touch them for that.
 *   <li><b>Constant work</b>: every token costs the same look-up, whether it is used, expired, superseded, unknown or malformed. Only what
 *       changes something writes: the first inspection of a valid link, and the redeem that succeeds.
 *   <li>Threads: may be called from many at once.
 *   <li>Errors: a storage failure becomes a {@link org.portalemails.PortalEmailsException} with its cause, without values; then the host must
 *       roll back. Under REPEATABLE READ or SERIALIZABLE the loser of a race may get one instead of an answer: its transaction is to be
 *       repeated, as the database says.
 * </ul>
 */
public interface OneTimeLinks {
    /** How long the browser that redeemed a link is answered as the first time: a double click, or an answer that was lost. */
    Duration REPEAT_WINDOW = Duration.ofMinutes(5);

    /**
     * Makes a link. Older ones of the same purpose and reference are superseded once the caller's transaction commits.
     *
     * @param purpose what it is for
     * @param reference whose it is, such as the id of an account or of an invitation; not a secret; 1 to 200 characters, not blank
     * @param expiresAt when it ends
     * @return the token, which stands nowhere else; to be put into one address of one mail
     */
    LinkToken issue(LinkPurpose purpose, String reference, Instant expiresAt);

    /**
     * Says what a link is good for, and remembers when a valid one was inspected for the first time, which is told to staff as
     * <em>opened</em>. To be called when a person has pressed a button, not when an address is fetched: programs fetch it too.
     *
     * @param purpose what this page is for
     * @param token whatever the request brought
     * @return what it is good for; never {@link LinkAnswer#repeated() repeated}
     */
    LinkAnswer inspect(LinkPurpose purpose, LinkToken token);

    /**
     * Uses a link up, together with what the caller does in the same transaction. The browser that succeeded is answered as then for {@link
     * #REPEAT_WINDOW}, with {@link LinkAnswer#repeated()}.
     *
     * @param purpose what this page is for
     * @param token whatever the request brought
     * @param browser a random value from a cookie of the browser that asks, see {@link LinkPage}; if it is blank, a second redeem is always
     *     answered {@link LinkState#USED}
     * @return valid if this call, or this browser a moment ago, used it up; else why not
     */
    LinkAnswer redeem(LinkPurpose purpose, LinkToken token, String browser);

    /**
     * Makes all unused links of a reference void: whoever has one is answered {@link LinkState#UNKNOWN}. For somebody who changed their
     * password otherwise, whose invitation was withdrawn, or whose mailbox fell into other hands.
     *
     * @param purpose what they are for
     * @param reference whose they are
     * @return how many were void by this call
     */
    int revoke(LinkPurpose purpose, String reference);

    /**
     * Checks a reference. For implementations.
     *
     * @param reference what the host gave
     * @return the same
     * @throws IllegalArgumentException if it is blank or longer than 200 characters
     */
    static String requireReference(String reference) {
        if (reference.isBlank() || reference.length() > 200) {
            throw new IllegalArgumentException("reference of a link: 1 to 200 characters, not blank");
        }
        return reference;
    }
}
