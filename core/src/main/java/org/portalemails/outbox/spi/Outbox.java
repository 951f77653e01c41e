package org.portalemails.outbox.spi;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.portalemails.CompanyId;
import org.portalemails.address.EmailAddress;
import org.portalemails.email.PlannedMail;
import org.portalemails.limit.LimitKey;
import org.portalemails.limit.Quota;
import org.portalemails.outbox.SuppressionList;

/**
 * Port: where mails are promised, inside the host's transaction. Implemented by {@code inmemory} and by the JDBC adapter.
 *
 * <p>Promises, which the contract tests check:
 *
 * <ul>
 *   <li><b>Joined</b>: writes in the caller's current transaction, on its connection; rolled back with it; never commits,
 *       rolls back, closes or changes autocommit on that connection. With autocommit on, the call as a whole is atomic,
 *       or is refused: the JDBC adapter refuses what does not fit into one statement.
 *   <li><b>Once per event</b>: one row for each event and mail, kept by a unique key; event ids are compared exactly, case matters. A
 *       repetition, also one within a call or of another group, is answered with the id of the first and leaves
 *       the transaction usable. One exception is the database's: where it refuses every write that meets a row committed after the
 *       snapshot of a transaction (PostgreSQL at REPEATABLE READ and SERIALIZABLE), it refuses this one too; the error says that the
 *       whole transaction is to be run again, and then the repetition is answered.
 *   <li><b>Secrets</b>: no link in clear reaches storage.
 *   <li>Threads: may be called from many at once.
 *   <li>Errors: a storage failure becomes a {@link org.portalemails.PortalEmailsException} with its cause, without values;
 *       the host must then roll back.
 * </ul>
 */
public interface Outbox {
    /**
     * Writes entries down, all or none. Mails are queued; a skip is on record with its reason, in its end state, and never claimed.
     *
     * @param entries what to write; possibly empty, and possibly thousands
     * @return one result for each entry, in the same order
     */
    List<AppendResult> append(List<? extends PlannedMail> entries);

    /**
     * Writes entries down, all or none, if a condition is met. The default asks for suppressions, then appends, and knows no marks of
     * settings; override it where looking and writing are one statement: then an ordinary announcement is that one statement.
     *
     * @param entries what to write; possibly empty
     * @param condition what must be true
     * @return the results of {@link #append}; or empty if the condition is not met, or cannot be checked here: then nothing was
     *     written, and the caller looks for himself
     */
    default Optional<List<AppendResult>> appendIf(List<? extends PlannedMail> entries, AppendCondition condition) {
        boolean met = condition.settings().isEmpty()
                && (condition.notSuppressed().isEmpty()
                        || suppressedAmong(condition.company(), condition.notSuppressed())
                                .isEmpty());
        return met ? Optional.of(append(entries)) : Optional.empty();
    }

    /**
     * Which of some addresses are on the {@link SuppressionList} for the mails of a company, as the caller's current transaction sees it. Unless
     * overridden none is: then suppressed addresses are noticed when a delivery attempt comes.
     *
     * @param company the company
     * @param addresses any number; at least one
     * @return those that are
     */
    default Set<EmailAddress> suppressedAmong(CompanyId company, Collection<EmailAddress> addresses) {
        return Set.of();
    }

    /**
     * Which of some counters are used up, as the caller's current transaction sees it. Only looks: counts nothing, locks nothing
     * and waits for nobody, so it may miss what is counted at this moment; {@link OutboxQueue#admit} is exact. Unless overridden
     * none is.
     *
     * @param quotas any number; at least one
     * @return the keys of those that let nothing more pass now
     */
    default Set<LimitKey> usedUp(Collection<Quota> quotas) {
        return Set.of();
    }

    /**
     * The same outbox for mails that no transaction of the host's causes, such as reports of failures: each call is a transaction of its
     * own. An outbox that needs no transaction, and one whose connections come from wherever it is called, answers itself.
     *
     * @return an outbox to write to
     */
    default Outbox outsideTransactions() {
        return this;
    }
}
