package org.portalemails.sender;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.portalemails.address.EmailAddress;

/**
 * Port: asks whether mails of a sender will be believed where they arrive: whether the records of its domain let our servers send (SPF), our
 * signature be checked (DKIM), tell what to do with forged mails (DMARC), and let answers in (MX).
 *
 * <p>For whoever implements it:
 *
 * <ul>
 *   <li>Threads: called from many at once; asks for one sender once at a time, and keeps answers for a while.
 *   <li>Transaction: {@link #check} is never called inside one of the host's; {@link #known} is.
 *   <li>Time: {@link #check} returns within some seconds, whatever the other side does: what is not known by then could not be asked.
 *   <li>Nothing that the other side does is an exception.
 * </ul>
 */
@FunctionalInterface
public interface SenderCheck {
    /** Where nothing can be asked. */
    SenderCheck NONE =
            (from, replyTo) -> new SenderReport(from, replyTo, Clock.systemUTC().instant(), List.of());

    /**
     * Asks, or tells what was answered not long ago.
     *
     * @param from the sender
     * @param replyTo where answers go, or {@code null} to ask for the sender only
     * @return what was found; without findings where nothing can be asked
     */
    SenderReport check(EmailAddress from, @Nullable EmailAddress replyTo);

    /**
     * What was answered so far, at no cost: asks nothing before it returns. Where answers are old, it may have them asked for again
     * afterwards. Empty unless overridden.
     *
     * @return one report for each sender, each with its age
     */
    default List<SenderReport> known() {
        return List.of();
    }

    /**
     * What was answered for a sender.
     *
     * @param from the sender
     * @param replyTo where answers go, or {@code null}
     * @return empty if it was not asked for
     */
    default Optional<SenderReport> known(EmailAddress from, @Nullable EmailAddress replyTo) {
        return known().stream().filter(report -> report.isAbout(from, replyTo)).findFirst();
    }
}
