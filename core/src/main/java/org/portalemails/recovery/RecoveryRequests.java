package org.portalemails.recovery;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.portalemails.CompanyId;
import org.portalemails.address.EmailAddress;
import org.portalemails.limit.LimitKey;
import org.portalemails.limit.RequestLimits;

/**
 * Port: where requests wait for their answer, and where limits are counted. Implemented by {@code inmemory} and by the JDBC
 * adapter.
 *
 * <p>Promises, which the contract tests check:
 *
 * <ul>
 *   <li><b>Nothing given away</b>: {@link #submit} does the same for every request, in the same statements with values of the
 *       same kind: it reads nothing, and nothing in it depends on who has an account or who asked before.
 *   <li><b>Joined</b>: {@code submit} writes in the caller's current transaction and is rolled back with it. All other methods
 *       are short transactions of their own.
 *   <li><b>Exact</b>: of any number of requests that any number of nodes take at the same moment, exactly as many pass as a limit
 *       allows. Windows are measured by the clock of the storage. A request counts once, also when the node that took it dies.
 *   <li><b>All or nothing</b>: {@link #conclude} counts groups and companies, writes the answers into the outbox and ends the request, all in one
 *       transaction and only while the claim is the newest.
 *   <li><b>Forgetful</b>: the address is gone when a request ends; limits are counted under {@link LimitKey hashes}. {@link
 *       org.portalemails.outbox.OutboxAdministration#exportRequests} finds the requests of a person that wait, taken or not, in whatever case
 *       the address was typed; {@code eraseRecipient} deletes them, and whoever had taken one writes nothing.
 *   <li>Threads: may be called from many at once.
 *   <li>Errors: a storage failure becomes a {@link org.portalemails.PortalEmailsException} with its cause, without values.
 * </ul>
 */
public interface RecoveryRequests {
    /**
     * Writes a request down, in the caller's transaction.
     *
     * @param request what was asked for
     */
    void submit(NewRecoveryRequest request);

    /**
     * Takes the request that waits longest. One that is malformed, too old, or over the limit of its address (in whatever case it is
     * written) or of the whole system, ends at once. One that the system's limit stops, or that is too old, does not count for its
     * address. One whose lease ran out is taken again, with a greater fence.
     *
     * @param lease how long nobody else gets it, by the clock of the storage
     * @param policy limits and ages
     * @return empty if none waits, or others take what waits at this moment
     */
    Optional<Taken> take(Duration lease, RecoveryPolicy policy);

    /**
     * Ends a request with its answers. Those of a group that is over its limit, or of a company that is, are written as skipped with {@link
     * org.portalemails.notification.SkipReason#LIMIT_REACHED}. A request counts once for each group, and once for each company one of whose
     * groups is within its limit.
     *
     * @param request what was taken
     * @param outcome how it ends
     * @param replies the answers; possibly empty
     * @param limits those of each group and of each company; the others are not looked at
     * @return {@code false} if somebody else holds the request by now, or it ended or was erased; then nothing was written
     */
    boolean conclude(
            RecoveryRequest request, RecoveryOutcome outcome, List<RecoveryReply> replies, RequestLimits limits);

    /**
     * Puts a request back, to be taken again later; it does not count a second time. Does nothing if somebody else holds it by now.
     *
     * @param request what was taken
     * @param after from now, by the clock of the storage
     */
    void postpone(RecoveryRequest request, Duration after);

    /**
     * The newest requests, for staff.
     *
     * @param limit the most to return; at least 1
     * @return newest first
     */
    List<RecoveryRecord> newest(int limit);

    /**
     * Deletes what is over: requests that ended, and counters whose window did. Requests that wait stay, however old.
     *
     * @param endedLongerAgoThan how long requests are kept after their end
     * @return how many requests are gone
     */
    int purge(Duration endedLongerAgoThan);

    /**
     * Which of some addresses are suppressed for the mails of a company.
     *
     * @param company the company
     * @param addresses any number
     * @return those that are
     */
    Set<EmailAddress> suppressedAmong(CompanyId company, Collection<EmailAddress> addresses);

    /**
     * A request that was taken: to be answered, or ended already.
     *
     * @param record the request, without its address
     * @param request the request, or {@code null} if it ended
     */
    record Taken(RecoveryRecord record, @Nullable RecoveryRequest request) {}
}
