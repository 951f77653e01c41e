package org.portalemails.benchmarks.outbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

/** Mails of about two kilobytes, as portals send them. */
final class Mails {
    private static final String PARAGRAPH =
            "You now have access to the billing and receivables portal of your company. ";

    /** The key of announcing and dispatching processes alike. */
    static final PayloadSealer SEALER = AesGcmSealer.of("key-1", new byte[32]);

    private Mails() {}

    static PlannedMail.Send next() {
        return next("customer.example");
    }

    static PlannedMail.Send next(String domain) {
        MailId id = MailId.random();
        return new PlannedMail.Send(
                new ComposedMail(
                        id,
                        new EventId("event-" + id),
                        NotificationType.CUSTOMER_VALIDATION_CONFIRMATION,
                        new CustomerGroupId("GROUP-1"),
                        Locale.ENGLISH,
                        id + "@mail.portal.example",
                        Instant.ofEpochSecond(1_800_000_000L),
                        new Mailbox("Portal", EmailAddress.of("portal@portal.example")),
                        null,
                        new Mailbox(
                                "Jane Doe", EmailAddress.of("jane." + id.value().substring(0, 8) + "@" + domain)),
                        "Your access to the portal",
                        RenderedText.literal(TextKind.PLAIN, PARAGRAPH.repeat(10)),
                        RenderedText.literal(TextKind.HTML, "<p>" + PARAGRAPH.repeat(14) + "</p>"),
                        Map.of()),
                null);
    }

    static List<PlannedMail> many(int count) {
        List<PlannedMail> mails = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            mails.add(next());
        }
        return mails;
    }
}
