package org.portalemails.delivery;

import org.jspecify.annotations.Nullable;
import org.portalemails.address.EmailAddress;
import org.portalemails.outbox.SuppressionList;
import org.portalemails.outbox.spi.ClaimedMail;
import org.portalemails.transport.DeliveryOutcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts addresses that a server called dead on the suppression list, if there is one: for the company whose mail it was. */
final class DeadAddresses {
    private static final Logger LOG = LoggerFactory.getLogger(DeadAddresses.class);

    private final @Nullable SuppressionList list;

    DeadAddresses(@Nullable SuppressionList list) {
        this.list = list;
    }

    /** A failure to write it down is logged: the next mail to the address will say it again. */
    void learn(ClaimedMail mail, DeliveryOutcome outcome) {
        String recipient = mail.recipient();
        if (list == null
                || recipient == null
                || !(outcome instanceof DeliveryOutcome.Rejected rejected)
                || !rejected.addressDead()) {
            return;
        }
        DeliveryOutcome.Reply reply = rejected.reply();
        String enhanced = reply.enhancedCode();
        String reason = enhanced == null || enhanced.length() > 64 ? Integer.toString(reply.replyCode()) : enhanced;
        try {
            if (list.suppress(mail.company(), EmailAddress.of(recipient), reason)) {
                LOG.info("mail {}: its address is suppressed, {}", mail.id(), reason);
            }
        } catch (RuntimeException e) {
            // Its message may repeat the address: only its class is kept.
            LOG.error(
                    "mail {}: suppressing its address failed with {}",
                    mail.id(),
                    e.getClass().getName());
        }
    }
}
