package org.portalemails.mail;

import java.time.Instant;
import org.portalemails.address.EmailAddress;
import org.portalemails.address.Mailbox;
import org.portalemails.email.MailId;
import org.portalemails.email.OutgoingMail;

/** Mails to send in tests. */
final class TestMails {
    static final Instant DATE = Instant.parse("2026-11-24T05:30:07Z");
    static final EmailAddress SENDER = EmailAddress.of("portal@erp.example");
    static final EmailAddress RECIPIENT = EmailAddress.of("jane.doe@customer.example");

    private TestMails() {}

    static OutgoingMail mail() {
        return mail("m-1");
    }

    static OutgoingMail mail(String id) {
        return mail(id, RECIPIENT);
    }

    static OutgoingMail mail(String id, EmailAddress to) {
        return new OutgoingMail(
                new MailId(id),
                id + "@erp.example",
                DATE,
                new Mailbox("ERP Portal", SENDER),
                null,
                new Mailbox("Jane Doe", to),
                "Your access",
                "Hello Jane,\n\nyour access is ready.\n",
                null);
    }

    static OutgoingMail withTexts(String subject, String text, String html) {
        return new OutgoingMail(
                new MailId("m-1"),
                "m-1@erp.example",
                DATE,
                new Mailbox("ERP Portal", SENDER),
                null,
                new Mailbox("Jane Doe", RECIPIENT),
                subject,
                text,
                html);
    }

    static OutgoingMail withText(String text) {
        return withTexts("Your access", text, null);
    }
}
