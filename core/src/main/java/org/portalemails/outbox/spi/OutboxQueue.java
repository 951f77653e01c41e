package org.portalemails.outbox.spi;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.portalemails.outbox.Hold;
import org.portalemails.outbox.HoldScope;

/**
 * Port: the side of the outbox on which dispatchers work. Implemented by {@code inmemory} and by the JDBC adapter.
 *
 * <p>Promises, which the contract tests check:
 *
 * <ul>
 *   <li><b>Transaction</b>: each method is one short transaction of its own, never the host's.
 *   <li><b>Many nodes</b>: a mail is claimed by one caller at a time. Leases, due times and ages are measured by the clock
 *       of the storage; no clock of a node decides anything.
 *   <li><b>Fencing</b>: a settlement counts only while no other claim came after its own; otherwise it is recorded as late
 *       and changes nothing.
 *   <li><b>Order</b>: mails with a secret first, then by due time. A mail whose lease ran out twice is claimed alone and
 *       last: should it be what kills dispatchers, it takes no other mail with it. While others are always due it has its turn all the
 *       same, after a bounded number of their claims, and never in two claims running.
 *   <li><b>Empty is no promise</b>: a claim may return fewer mails than are due, even none, when others claim at the same
 *       moment. Ask again later.
 *   <li>Threads: may be called from many at once.
 *   <li>Errors: a storage failure becomes a {@link org.portalemails.PortalEmailsException} with its cause; nothing was
 *       changed, except that a failed {@code settle} may have been committed: repeating it is harmless.
 * </ul>
 */
public interface OutboxQueue {
    /**
     * Claims mails that are due, of the routes that are asked for and of no other: what waits for one route, however much that is, makes
     * no claim for another slower. While everything is on hold, nothing is claimed, and while a route is, none of its mails; mails of a group
     * or of a company on hold are claimed with {@link ClaimedMail.Flag#HELD}, so that the dispatcher puts them aside. What else a claim finds out about a mail is told by flags, as it
     * is at this moment: a newer mail replaces it, its address is suppressed, limits govern it. Claiming a mail that replaces others
     * cancels those of them that are still queued.
     *
     * <p>A mail whose lease ran out is claimed again: with a greater fence, as the next attempt, with one loss and one possible duplicate
     * more. The attempt that was lost is on record as {@link org.portalemails.outbox.AttemptFacts#LOST}.
     *
     * @param request how many, for whom, how long
     * @return in the order in which they should be sent; possibly empty
     */
    List<ClaimedMail> claim(ClaimRequest request);

    /**
     * By which routes mails are to leave that are not finished, as they were stored: also routes that no dispatcher knows any more, and
     * those whose mails wait for a hold. Cheap, however many mails there are.
     *
     * @return names, each once; possibly empty
     */
    Set<String> routes();

    /**
     * Claims one mail, for one caller, for each hold that was caused by broken settings and whose time to look again has come. It is to be
     * sent in spite of the hold: its outcome says whether the settings are fixed. Probes go round: a mail is not probed again while another one of the hold was not,
     * so a mail that fails for reasons of its own does not keep the hold up.
     *
     * @param request for whom, how long; its shares do not matter
     * @param limit the most to return
     * @param nextProbe when to look again if this probe does not settle it
     * @return mails with {@link ClaimedMail.Flag#PROBE}; usually empty
     */
    List<ClaimedMail> claimProbes(ClaimRequest request, int limit, Duration nextProbe);

    /**
     * Counts a mail that limits govern, just before it is sent for the first time; asked only for mails with {@link
     * ClaimedMail.Flag#LIMITED}. Exact: of any number of mails that any number of nodes ask for at the same moment, exactly as many
     * pass as each of their limits allows, in windows of the storage's clock. One mail counts once, however often it is asked for or
     * claimed after that, and one that does not pass counts nowhere; a mail that is given back uncounted is counted when it comes again. The default is for adapters that never set the flag.
     *
     * @param mail a claimed mail
     * @return {@code false} if a limit is reached, or somebody else holds the mail by now: it is not to be sent
     */
    default boolean admit(ClaimedMail mail) {
        return true;
    }

    /**
     * Writes outcomes down, all in one transaction, each fenced by itself and counted once. A mail that was sent keeps its history and loses
     * its body; a dead one keeps it, so that it can be queued again, until its secret ends.
     *
     * @param settlements what became of claimed mails; possibly empty
     * @return for each settlement, in the same order, whether it counted; {@code false}: somebody else holds the mail now
     */
    List<Boolean> settle(List<Settlement> settlements);

    /**
     * Puts a group, a route, or more, on hold because its configuration is broken. Does nothing if it is on hold already.
     *
     * @param scope how far it reaches
     * @param reason what is broken, without personal data; at most 300 characters
     * @param firstProbe after which time to try one mail again
     * @return whether the hold is new
     */
    boolean holdMisconfigured(HoldScope scope, String reason, Duration firstProbe);

    /**
     * Ends a hold that was caused by broken settings, and queues the mails that wait. An operator's hold stays.
     *
     * <p>Whoever ends a hold, with it the age of every unfinished mail that it covered, and that no other hold covers, begins anew:
     * {@link ClaimedMail#queuedAt} is then this moment. So nothing has to be remembered about each mail to keep the promise that a hold
     * drops none, also none that nobody claimed meanwhile; it may at most live longer than its policy says, by the time before the hold.
     *
     * @param scope the scope that works again
     * @return whether there was such a hold
     */
    boolean endMisconfigured(HoldScope scope);

    /**
     * What is on hold now.
     *
     * @return possibly empty
     */
    List<Hold> holds();

    /**
     * Small repairs that any node may make at any time: queues mails that wait for a hold that is gone (their age begins anew), ends mails whose
     * secret ended, drops the bodies of dead mails whose secret ended. Cheap when there is nothing to do.
     *
     * @return how many entries changed
     */
    int sweep();
}
