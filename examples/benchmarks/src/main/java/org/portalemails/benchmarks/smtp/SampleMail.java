package org.portalemails.benchmarks.smtp;

import java.time.Instant;
import org.portalemails.CustomerGroupId;
import org.portalemails.address.EmailAddress;
import org.portalemails.address.Mailbox;
import org.portalemails.email.MailId;
import org.portalemails.email.OutgoingMail;

/** The mail that everybody sends: 4 kB of French text. */
final class SampleMail {
    static final String FROM = "portal@erp.example";
    static final String TO = "jane.doe@customer.example";
    static final String NAME = "Zoé Tremblay";
    static final String SUBJECT = "Votre accès au portail est prêt";
    static final String TEXT = text();

    private SampleMail() {}

    private static String text() {
        StringBuilder text = new StringBuilder();
        while (text.length() < 3800) {
            text.append("Bonjour, votre accès est prêt; suivez le lien qui se trouve plus bas.\n");
        }
        return text.toString();
    }

    static OutgoingMail mail(int number) {
        return new OutgoingMail(
                new MailId("m-" + number),
                new CustomerGroupId("WHOLESALE-QC"),
                "m-" + number + "@erp.example",
                Instant.ofEpochSecond(1_795_500_000L),
                new Mailbox("ERP Portal", EmailAddress.of(FROM)),
                null,
                new Mailbox(NAME, EmailAddress.of(TO)),
                SUBJECT,
                TEXT,
                null);
    }
}
