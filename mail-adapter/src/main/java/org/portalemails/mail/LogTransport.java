package org.portalemails.mail;

import java.time.Duration;
import org.portalemails.email.OutgoingMail;
import org.portalemails.transport.DeliveryOutcome;
import org.portalemails.transport.DeliveryOutcome.Accepted;
import org.portalemails.transport.DeliveryOutcome.Phase;
import org.portalemails.transport.DeliveryOutcome.Reply;
import org.portalemails.transport.GuardedMailTransport;
import org.portalemails.transport.RecipientGuard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends nothing: writes one line to the log for each mail, with its id and its sizes, and accepts it. For a first look at a
 * system without a mail server; recipient, subject and text stay out of the log, since they are personal or secret.
 */
public final class LogTransport extends GuardedMailTransport {
    private static final Logger LOG = LoggerFactory.getLogger(LogTransport.class);

    /** A transport that accepts every mail. */
    public LogTransport() {
        this(RecipientGuard.off());
    }

    /**
     * A transport with a guard.
     *
     * @param guard decides about every mail
     */
    public LogTransport(RecipientGuard guard) {
        super(guard);
    }

    @Override
    protected DeliveryOutcome carry(OutgoingMail mail) {
        String html = mail.html();
        LOG.info(
                "mail {} would leave now: {} characters of text, {} of HTML",
                mail.id(),
                mail.text().length(),
                html == null ? 0 : html.length());
        return new Accepted(Reply.none(Phase.FINAL_DOT, "logged"));
    }

    @Override
    public Duration deadline() {
        return Duration.ofSeconds(1);
    }
}
