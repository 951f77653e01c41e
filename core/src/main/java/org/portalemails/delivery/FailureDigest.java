package org.portalemails.delivery;

/**
 * Tells the people whose address stands in the settings ({@link org.portalemails.settings.Setting#FAILURES_TO}) that mails failed or came
 * back, or that {@link OutboxWatch} finds something wrong: how many of which kind, why, since when, by which route, and what to do. Without
 * recipients. Made by {@link org.portalemails.PortalEmails#failureDigest}.
 *
 * <ul>
 *   <li>At most one mail an hour to one address, from all nodes together. Where nobody is to be told, nothing is done.
 *   <li>A mail failed if it is dead, or if its link ended before it was sent. Mails that only show a text do not count, and reports neither: a
 *       report that fails or comes back is not reported.
 *   <li>A report is a mail of the outbox. It leaves by the route of its sender, unless that is in trouble or on hold and another one that sends
 *       for the sender is not: then by that. If there is none it waits, as any mail does, and no second one is written meanwhile.
 *   <li>What {@linkplain #bounced came back} is known to the node that was told of it, until it has reported that or ends; everything else is
 *       read from the outbox, whichever node it happened on.
 * </ul>
 *
 * <p>As a listener it remembers what came back: give it to the {@code BounceHandler}. Safe for many threads.
 */
public interface FailureDigest extends DeliveryListener {
    /**
     * Looks once, and writes what there is to tell into the outbox, in a transaction of its own. Cheap where nothing is wrong. Called every few minutes,
     * by {@link DigestRounds} or by the host.
     *
     * @return how many reports were written
     * @throws org.portalemails.PortalEmailsException if the storage refuses; what was not told is told later
     */
    int runOnce();
}
