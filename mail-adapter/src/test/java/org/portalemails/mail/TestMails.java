package org.portalemails.mail;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import javax.imageio.ImageIO;
import org.portalemails.CompanyId;
import org.portalemails.address.EmailAddress;
import org.portalemails.address.Mailbox;
import org.portalemails.email.MailId;
import org.portalemails.email.OutgoingMail;
import org.portalemails.email.PlannedMail;
import org.portalemails.layout.BrandImage;
import org.portalemails.testkit.SampleEvents;

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
                SampleEvents.GROUP,
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
                SampleEvents.GROUP,
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

    /** A picture of 160 × 40 pixels. */
    static BrandImage logo() {
        BufferedImage picture = new BufferedImage(160, 40, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 160; x++) {
            for (int y = 0; y < 40; y++) {
                picture.setRGB(x, y, (x + y) % 16 < 8 ? 0x0b5cab : 0xf4f5f7);
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return BrandImage.of(png.toByteArray());
    }

    static OutgoingMail withLogo(String id, BrandImage logo) {
        return new OutgoingMail(
                new MailId(id),
                SampleEvents.GROUP,
                CompanyId.DEFAULT,
                PlannedMail.DEFAULT_ROUTE,
                id + "@erp.example",
                DATE,
                new Mailbox("ERP Portal", SENDER),
                null,
                new Mailbox("Jane Doe", RECIPIENT),
                "Your access",
                "Hello Jane,\n\nyour access is ready.\n",
                "<p><img src=\"cid:" + logo.contentId()
                        + "\" alt=\"ERP\"></p><p>Hello Jane,</p><p>your access is ready.</p>",
                List.of(logo));
    }
}
