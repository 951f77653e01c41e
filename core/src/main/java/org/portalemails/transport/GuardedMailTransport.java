package org.portalemails.transport;

import java.util.Objects;
import org.portalemails.email.OutgoingMail;

/**
 * A transport that asks a {@link RecipientGuard} before every mail. There is no way around it: {@link #deliver} is final,
 * and what carries the mail is not public.
 */
public abstract class GuardedMailTransport implements MailTransport {
    private final RecipientGuard guard;

    /**
     * For subclasses.
     *
     * @param guard decides about every mail
     */
    protected GuardedMailTransport(RecipientGuard guard) {
        this.guard = Objects.requireNonNull(guard, "guard");
    }

    @Override
    public final DeliveryOutcome deliver(OutgoingMail mail) {
        OutgoingMail allowed = guard.pass(mail);
        if (allowed == null) {
            return new DeliveryOutcome.HeldBack(DeliveryOutcome.Reply.none(
                    DeliveryOutcome.Phase.PREPARE, "held back: the recipient is not on the allow-list of this system"));
        }
        DeliveryOutcome outcome = carry(allowed);
        boolean redirected = !allowed.to().address().equals(mail.to().address());
        // A dead mailbox of a test system says nothing about the customer's.
        return redirected && outcome instanceof DeliveryOutcome.Rejected rejected
                ? new DeliveryOutcome.Rejected(rejected.reply(), false)
                : outcome;
    }

    /**
     * Carries a mail that the guard let through. Same promises as {@link MailTransport#deliver}.
     *
     * @param mail the mail, with the recipient that the guard decided on
     * @return what became of it
     */
    protected abstract DeliveryOutcome carry(OutgoingMail mail);

    /**
     * The guard, for a start-up message.
     *
     * @return never {@code null}
     */
    public final RecipientGuard guard() {
        return guard;
    }
}
