package org.portalemails.mail.mime;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.portalemails.address.EmailAddress;
import org.portalemails.address.Mailbox;
import org.portalemails.email.MailId;
import org.portalemails.email.OutgoingMail;
import org.portalemails.mail.Corpora;
import org.portalemails.testkit.SampleEvents;

@DisplayName("What looks like an encoded word, or has to become one, is read as it was meant")
@EnabledIfSystemProperty(named = Corpora.PROPERTY, matches = ".+")
class EncodedWordsCorpusTest {
    private static final MimeWriter WRITER = new MimeWriter(false, List.of());

    private static String header(byte[] mail, String name) {
        String head = new String(mail, StandardCharsets.US_ASCII).split("\r\n\r\n", 2)[0];
        String line = Stream.of(head.replaceAll("\r\n ", " ").split("\r\n"))
                .filter(each -> each.startsWith(name + ": "))
                .findFirst()
                .orElseThrow();
        return line.substring(name.length() + 2);
    }

    private static byte[] write(String name, String address, String subject) {
        Mailbox to = new Mailbox(name, EmailAddress.of(address));
        Mailbox from = Mailbox.of(EmailAddress.of("portal@erp.example"));
        return WRITER.write(new OutgoingMail(
                new MailId("m-1"),
                SampleEvents.GROUP,
                "m-1@erp.example",
                Instant.parse("2026-11-04T05:03:07Z"),
                from,
                null,
                to,
                subject,
                "text",
                null));
    }

    private static void assertReadBack(String value, byte[] mail) throws Exception {
        assertThat(MimeWriterTest.readByMime4j(mail))
                .containsEntry("subject", value)
                .containsEntry("name", value);
        MimeMessage message = new MimeMessage(null, new ByteArrayInputStream(mail));
        assertThat(message.getSubject()).isEqualTo(value);
        assertThat(((InternetAddress) message.getAllRecipients()[0]).getPersonal())
                .isEqualTo(value);
    }

    @Test
    @DisplayName("every text of encoded-words.tsv, encoded or not, comes back letter for letter as subject and as name")
    void everyTextComesBack() throws Exception {
        List<String> values = Corpora.rows("encoded-words.tsv").stream()
                .flatMap(row -> Stream.of(row.get("encoded"), row.get("plain")))
                .filter(value -> !value.isEmpty() && value.chars().noneMatch(Character::isISOControl))
                .distinct()
                .toList();
        assertThat(values).hasSizeGreaterThan(30);
        for (String value : values) {
            assertReadBack(value, write(value, "jane.doe@customer.example", value));
        }
    }

    @Test
    @DisplayName("what others encode in UTF-8 we encode alike")
    void encodedAlike() {
        List<Map<String, String>> rows = Corpora.rows("encoded-words.tsv").stream()
                .filter(row -> row.get("kind").equals("encode-Q-utf-8"))
                .toList();
        assertThat(rows).hasSize(1).allSatisfy(row -> assertThat(
                        header(write("ERP", "jane.doe@customer.example", row.get("plain")), "Subject"))
                .isEqualToIgnoringCase(row.get("encoded")));
    }

    @Test
    @DisplayName("names of mailbox-format.tsv come back; none stands in a header as if it were encoded already")
    void mailboxes() throws Exception {
        List<Map<String, String>> rows = Corpora.rows("mailbox-format.tsv");
        assertThat(rows).hasSize(2);
        for (Map<String, String> row : rows) {
            String name = row.get("display_name");
            byte[] mail = write(name, row.get("address"), name);
            assertReadBack(name, mail);
            assertThat(header(mail, "To"))
                    .satisfiesAnyOf(
                            // Quoted, as others do.
                            to -> assertThat(to).isEqualTo(row.get("header_value")),
                            // Encoded: some readers decode even what is quoted.
                            to -> assertThat(to).startsWith("=?UTF-8?").doesNotContain(name),
                            // Bare: atoms (RFC 5322 section 3.2.3) that begin no encoded word.
                            to -> assertThat(to).startsWith(name + " <").doesNotContain("=?"));
        }
    }
}
