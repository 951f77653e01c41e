package org.portalemails.transport;

import org.jspecify.annotations.Nullable;
import org.portalemails.address.EmailAddress;
import org.portalemails.email.OutgoingMail;
import org.portalemails.sender.SenderCheck;

/**
 * Port: hands one mail to whatever carries it. Implemented by the mail adapter (SMTP, files, log) and by {@code inmemory};
 * {@code MailTransportContract} of the test kit is the contract test.
 *
 * <p>For whoever implements it:
 *
 * <ul>
 *   <li>Threads: called from many at once.
 *   <li>Transaction: never called inside one of the host's.
 *   <li>Time: must return within {@link #deadline()}, whatever the other side does; the lease of the outbox outlasts it.
 *   <li>Answer: for every mail that can be made, everything that can be named is a {@link DeliveryOutcome}; an exception is a surprise and is
 *       treated as {@linkplain DeliveryOutcome.Unknown unknown}. A mail that cannot be carried does not keep the next one from leaving.
 *   <li>Which answer: taken is {@linkplain DeliveryOutcome.Accepted accepted}, with the phase {@link DeliveryOutcome.Phase#FINAL_DOT} and a
 *       reply of 200 to 299, or 0 where there are no replies; no such mailbox is {@linkplain DeliveryOutcome.Rejected rejected} with the
 *       address dead, a refused content rejected with the address alive; busy, and nobody there, are to be {@linkplain
 *       DeliveryOutcome.TryLater tried later} and count as attempts, the second for the whole server; a lost answer after everything was
 *       said is {@linkplain DeliveryOutcome.Unknown unknown}; a refused sender, and not being let in, are {@linkplain
 *       DeliveryOutcome.Misconfigured misconfigured}, for the sender and for the server; what this server cannot carry is {@linkplain
 *       DeliveryOutcome.Unsendable unsendable}. Whatever is not accepted says why in words.
 *   <li>A transport that asks a {@link RecipientGuard} hands nothing over for whom it does not let through, which is {@linkplain
 *       DeliveryOutcome.HeldBack held back}, and a redirected mail once.
 *   <li>May be called again with the same mail (same id, Message-ID and Date) after a failure or a crash.
 *   <li>An interrupt is not an answer: the thread stays interrupted, and what was not handed over is to be {@linkplain
 *       DeliveryOutcome.TryLater tried later}, with nothing said about the server.
 *   <li>Addresses, links and bodies stay out of logs, outcomes and exceptions.
 * </ul>
 */
public interface MailTransport extends AutoCloseable {
    /**
     * Delivers one mail.
     *
     * @param mail the mail
     * @return what became of it; accepted means that the other side took responsibility, not that it was read
     */
    DeliveryOutcome deliver(OutgoingMail mail);

    /**
     * The longest that {@link #deliver} takes, wherever it hangs.
     *
     * @return a positive duration, the same each time
     */
    java.time.Duration deadline();

    /**
     * Tries the way without sending a mail: on a connection of its own, within {@link #deadline()}. Unless overridden nothing can be tried.
     *
     * @param sender whether mails of this sender would be taken, or {@code null} not to ask
     * @return what was found; never an exception for what the other side does
     */
    default TransportProbe probe(@Nullable EmailAddress sender) {
        return TransportProbe.notPossible();
    }

    /**
     * What asks whether mails that leave this way will be believed. Unless overridden nothing can be asked.
     *
     * @return always the same
     */
    default SenderCheck senderCheck() {
        return SenderCheck.NONE;
    }

    /**
     * Gives back what is held open. May be called more than once; a delivery that is asked for afterwards is still answered,
     * if only by {@linkplain DeliveryOutcome.TryLater try later}. Does nothing unless overridden.
     */
    @Override
    default void close() {}
}
