package org.portalemails.crash;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.portalemails.CustomerGroupId;
import org.portalemails.address.EmailAddress;
import org.portalemails.address.Mailbox;
import org.portalemails.email.ComposedMail;
import org.portalemails.email.MailId;
import org.portalemails.email.PlannedMail;
import org.portalemails.event.EventId;
import org.portalemails.notification.NotificationType;
import org.portalemails.outbox.AesGcmSealer;
import org.portalemails.outbox.PayloadSealer;
import org.portalemails.template.RenderedText;
import org.portalemails.template.TextKind;

/** Mails whose event ids say whether their transaction was committed. */
final class CrashMails {
    /** The key of announcing and dispatching processes alike. */
    static final PayloadSealer SEALER = AesGcmSealer.of("key-1", new byte[32]);

    private CrashMails() {}

    static PlannedMail.Send of(String eventId) {
        MailId id = MailId.random();
        return new PlannedMail.Send(
                new ComposedMail(
                        id,
                        new EventId(eventId),
                        NotificationType.CUSTOMER_VALIDATION_CONFIRMATION,
                        new CustomerGroupId("GROUP-1"),
                        Locale.ENGLISH,
                        id + "@mail.portal.example",
                        Instant.ofEpochSecond(1_800_000_000L),
                        Mailbox.of(EmailAddress.of("portal@portal.example")),
                        null,
                        Mailbox.of(EmailAddress.of("jane@customer.example")),
                        eventId,
                        RenderedText.literal(TextKind.PLAIN, "You have access now."),
                        null,
                        Map.of()),
                null);
    }
}
