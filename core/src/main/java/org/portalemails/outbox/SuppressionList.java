package org.portalemails.outbox;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.portalemails.CompanyId;
import org.portalemails.address.EmailAddress;

/**
 * Port: addresses that were refused for good. Mails to them are skipped: at the announcement, and again when their turn
 * comes. Implemented by {@code inmemory} and by the JDBC adapter.
 *
 * <p>A mark counts for the mails of one company, or for those of all. What one company's server or bounces say says little of another's:
 * a reader may have closed the door to one sender only.
 *
 * <p>A dispatcher that was given the list adds the addresses that servers call dead; a host adds what its bounces say, and lifts
 * what staff know to work.
 *
 * <p>Addresses are compared by {@link EmailAddress#mailboxKey()}: case is left aside. Each method is a transaction of its own. May be called
 * from many threads.
 */
public interface SuppressionList {
    /**
     * Marks an address for the mails of all companies. Does nothing if it is marked for all already.
     *
     * @param address the address; compared by its mailbox key
     * @param reason a stable code such as {@code 5.1.1}: at most 64 characters
     * @return whether the mark is new
     */
    boolean suppress(EmailAddress address, String reason);

    /**
     * Marks an address for the mails of one company. Does nothing if it is marked for that company, or for all, already.
     *
     * @param company the company
     * @param address the address; compared by its mailbox key
     * @param reason a stable code such as {@code 5.1.1}: at most 64 characters
     * @return whether the mark is new
     */
    boolean suppress(CompanyId company, EmailAddress address, String reason);

    /**
     * Takes every mark off an address, whichever company it is for: staff learned that the address works.
     *
     * @param address the address
     * @return whether there was one
     */
    boolean lift(EmailAddress address);

    /**
     * Takes the mark of one company off an address. A mark for all companies stays.
     *
     * @param company the company
     * @param address the address
     * @return whether there was one
     */
    boolean lift(CompanyId company, EmailAddress address);

    /**
     * Which of some addresses get no mails of a company: those that are marked for it, or for all.
     *
     * @param company the company
     * @param addresses any number
     * @return those that are
     */
    Set<EmailAddress> suppressedAmong(CompanyId company, Collection<EmailAddress> addresses);

    /**
     * The newest marks.
     *
     * @param limit the most to return
     * @return newest first
     */
    List<Suppression> newest(int limit);

    /**
     * One mark.
     *
     * @param company for whose mails it counts; {@code null}: for all
     * @param mailboxKey whose; personal data
     * @param reason a stable code
     * @param since when, by the clock of the storage
     */
    record Suppression(@Nullable CompanyId company, String mailboxKey, String reason, Instant since) {
        /** Refuses {@code null}. */
        public Suppression {
            Objects.requireNonNull(mailboxKey, "mailboxKey");
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(since, "since");
        }

        /** Without the address. */
        @Override
        public String toString() {
            return "Suppression[" + reason + ", since " + since + "]";
        }
    }
}
