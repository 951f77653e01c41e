package org.portalemails.recovery;

import java.time.Instant;
import java.util.List;
import org.portalemails.address.EmailAddress;
import org.portalemails.event.ActionLink;

/**
 * Host port: the accounts of the portal.
 *
 * <p>For the host that implements it:
 *
 * <ul>
 *   <li>Moment: called after the person who asked has been answered, by the {@link RecoveryProcessor}. How long it takes, and what
 *       it does, tells nobody anything.
 *   <li>Thread and transaction: on a thread of the dispatcher's, outside of any transaction. {@code CustomerGroupDirectory} and
 *       the profiles are asked there, too.
 *   <li>Repetition: asked again for the same request if a node dies, or after a failure.
 *   <li>Failure: an exception means "try later"; after {@link RecoveryPolicy#validFor()} the request is given up.
 * </ul>
 */
@FunctionalInterface
public interface AccountDirectory {
    /** The most accounts of one address that are answered; more are a shared mailbox, and are left out with a warning. */
    int MOST_ACCOUNTS = 50;

    /**
     * Finds the accounts that may be recovered through an address: those that can sign in.
     *
     * @param address what was typed. Compare it with {@link EmailAddress#mailboxKey()}, which leaves case aside; mails go to the
     *     address on file in any case
     * @return in the order in which a person should see them; possibly empty
     */
    List<PortalAccount> accountsOf(EmailAddress address);

    /**
     * Gives the link with which an account gets a new password. Unless overridden, it is minted when the mail leaves, from the
     * {@linkplain PortalAccount#reference() reference}: then no secret exists before. A host that overrides this to make its
     * links here needs a {@code PayloadSealer}.
     *
     * @param account whose
     * @param expiresAt when it has to end
     * @return the link
     */
    default ActionLink resetLink(PortalAccount account, Instant expiresAt) {
        return ActionLink.mintedAtSend(account.reference(), expiresAt);
    }
}
