package org.portalemails.mail.mime;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.BodyPart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.CompanyId;
import org.portalemails.address.EmailAddress;
import org.portalemails.address.Mailbox;
import org.portalemails.email.MailId;
import org.portalemails.email.OutgoingMail;
import org.portalemails.email.PlannedMail;
import org.portalemails.layout.BrandImage;
import org.portalemails.testkit.SampleEvents;

@DisplayName("The images of a mail")
class RelatedImagesTest {
    private static final BrandImage PNG = BrandImage.parse(
            "iVBORw0KGgoAAAANSUhEUgAAAB4AAAASCAIAAADDkPmOAAAAFUlEQVR42mNgGAWjYBSMglEwCmgFAAZmAAEPbI9mAAAAAElFTkSuQmCC");
    private static final BrandImage GIF =
            BrandImage.parse("R0lGODlhHgASAPAAAAAAAP///ywAAAAAHgASAEACFYSPqcvtD6OctNqLs968+w+G4khCBQA7");

    private static OutgoingMail mail(List<BrandImage> images) {
        return new OutgoingMail(
                new MailId("m-1"),
                SampleEvents.GROUP,
                CompanyId.DEFAULT,
                PlannedMail.DEFAULT_ROUTE,
                "m-1@erp.example",
                Instant.parse("2026-11-04T05:03:07Z"),
                Mailbox.of(EmailAddress.of("portal@erp.example")),
                null,
                Mailbox.of(EmailAddress.of("jane@customer.example")),
                "Subject",
                "Text",
                "<img src=\"cid:" + PNG.contentId() + "\" alt=\"Boréal\">",
                images);
    }

    private static byte[] written(List<BrandImage> images) {
        return new MimeWriter(true, List.of()).write(mail(images));
    }

    @Test
    @DisplayName("stand beside the HTML that shows them, behind the text")
    void nesting() throws Exception {
        MimeMessage read = new MimeMessage(
                Session.getInstance(new Properties()), new ByteArrayInputStream(written(List.of(PNG, GIF))));
        MimeMultipart alternative = (MimeMultipart) read.getContent();
        assertThat(alternative.getContentType()).startsWith("multipart/alternative");
        assertThat(alternative.getCount()).isEqualTo(2);
        assertThat((String) alternative.getBodyPart(0).getContent()).isEqualToIgnoringNewLines("Text");
        MimeMultipart related = (MimeMultipart) alternative.getBodyPart(1).getContent();
        assertThat(related.getContentType()).startsWith("multipart/related").contains("text/html");
        assertThat(related.getCount()).isEqualTo(3);
        assertThat((String) related.getBodyPart(0).getContent()).contains("cid:" + PNG.contentId());
        List<BrandImage> images = List.of(PNG, GIF);
        for (int i = 0; i < images.size(); i++) {
            BodyPart part = related.getBodyPart(i + 1);
            assertThat(part.getContentType()).isEqualTo(images.get(i).mediaType());
            assertThat(part.getHeader("Content-ID"))
                    .containsExactly("<" + images.get(i).contentId() + ">");
            assertThat(part.getDisposition()).isEqualTo("inline");
            try (InputStream in = part.getInputStream()) {
                assertThat(in.readAllBytes()).isEqualTo(images.get(i).bytes());
            }
        }
    }

    @Test
    @DisplayName("leave the bytes of a mail without any as they were, and make short lines")
    void bytes() {
        assertThat(new String(written(List.of()), StandardCharsets.US_ASCII)).doesNotContain("related");
        assertThat(new String(written(List.of(PNG)), StandardCharsets.US_ASCII).lines())
                .allMatch(line -> line.length() <= 78);
    }
}
