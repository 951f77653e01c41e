package org.portalemails.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.portalemails.address.EmailAddress;
import org.portalemails.address.Mailbox;
import org.portalemails.email.MailId;
import org.portalemails.email.OutgoingMail;
import org.portalemails.testkit.ReceivedMail;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.ScriptedSmtpServer;
import org.portalemails.testkit.SmtpScript;
import org.portalemails.transport.DeliveryOutcome;
import org.portalemails.transport.DeliveryOutcome.Accepted;
import org.portalemails.transport.DeliveryOutcome.Unsendable;

@DisplayName("No value of a mail becomes a command, a header or another address")
class AddressSafetyTest {
    private static final SmtpScript SERVER = SmtpScript.accepting().extension("PIPELINING");
    private static final SmtpScript UTF8_SERVER =
            SERVER.extension("SMTPUTF8").extension("8BITMIME").extension("SIZE");

    private static final Set<String> HEADERS = Set.of(
            "Date",
            "From",
            "Reply-To",
            "To",
            "Subject",
            "Message-ID",
            "Auto-Submitted",
            "MIME-Version",
            "Content-Type",
            "Content-Transfer-Encoding");

    private static SmtpTransport to(ScriptedSmtpServer server) {
        return SmtpTransport.builder("127.0.0.1", server.port())
                .tls(TlsMode.PLAIN)
                .build();
    }

    /** {@code null} where our types refuse the value, which is as good as not sending it. */
    private static EmailAddress addressOrNull(String text) {
        try {
            return EmailAddress.of(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @Test
    @EnabledIfSystemProperty(named = Corpora.PROPERTY, matches = ".+")
    @DisplayName("None of the characters that a low byte turns into another is altered on the wire")
    void lowBytes() {
        List<Map<String, String>> rows = Corpora.rows("low-byte-truncation.tsv");
        assertThat(rows).hasSize(976);
        int sent = 0;
        int refused = 0;
        for (SmtpScript script : List.of(SERVER, UTF8_SERVER)) {
            try (ScriptedSmtpServer server = ScriptedSmtpServer.start(script);
                    SmtpTransport transport = to(server)) {
                for (Map<String, String> row : rows) {
                    String character = characterOf(row);
                    for (String text : List.of(
                            character + "lice@customer.example",
                            "al" + character + "ice@customer.example",
                            "alice@cust" + character + "omer.example")) {
                        EmailAddress address = addressOrNull(text);
                        if (address == null) {
                            refused++;
                            continue;
                        }
                        int before = server.mails().size();
                        DeliveryOutcome outcome = transport.deliver(TestMails.mail("m-1", address));
                        if (address.needsSmtpUtf8() && script == SERVER) {
                            assertThat(outcome).isInstanceOf(Unsendable.class);
                            assertThat(server.mails()).hasSize(before);
                            continue;
                        }
                        assertThat(outcome).isInstanceOf(Accepted.class);
                        ReceivedMail mail = server.mails().get(before);
                        assertThat(utf8(mail.recipientCommands().get(0)))
                                .isEqualTo("RCPT TO:<" + address.value() + ">");
                        assertThat(mail.mailCommand().contains("SMTPUTF8")).isEqualTo(address.needsSmtpUtf8());
                        assertHeadersAreOurs(mail);
                        sent++;
                    }
                }
            }
        }
        assertThat(sent).isGreaterThanOrEqualTo(1502);
        assertThat(refused).isGreaterThanOrEqualTo(4354);
    }

    private static String characterOf(Map<String, String> row) {
        return Character.toString(Integer.parseInt(row.get("codepoint").substring(2), 16));
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static void assertHeadersAreOurs(ReceivedMail mail) {
        String head = mail.text().substring(0, mail.text().indexOf("\r\n\r\n"));
        List<String> names = Stream.of(head.split("\r\n", -1))
                .filter(line -> !line.startsWith(" "))
                .map(line -> line.substring(0, Math.max(0, line.indexOf(':'))))
                .toList();
        assertThat(HEADERS).containsAll(names);
        assertThat(names).doesNotHaveDuplicates();
        assertThat(head).doesNotContain("\0");
        for (String line : head.split("\r\n", -1)) {
            assertThat(line.indexOf('\r') < 0 && line.indexOf('\n') < 0).isTrue();
            assertThat(line.length()).isLessThanOrEqualTo(998);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = Corpora.PROPERTY, matches = ".+")
    @DisplayName("No row of any corpus, in any field, injects a command or a header")
    void injection() {
        List<String> payloads = new ArrayList<>();
        for (Map<String, String> row : Corpora.rows("header-injection.tsv")) {
            payloads.addAll(row.values());
        }
        for (Map<String, String> row : Corpora.rows("naughty.tsv")) {
            payloads.addAll(row.values());
        }
        for (Map<String, String> row : Corpora.rows("addresses.tsv")) {
            payloads.add(row.get("address"));
        }
        for (Map<String, String> row : Corpora.rows("invisible-characters.tsv")) {
            row.values().forEach(value -> payloads.add("a" + value + "b"));
        }
        for (Map<String, String> row : Corpora.rows("end-of-data.tsv")) {
            payloads.addAll(row.values());
        }
        assertThat(payloads).hasSizeGreaterThan(1000);
        Set<String> distinct = payloads.stream().filter(text -> !text.isBlank()).collect(Collectors.toSet());
        int delivered = 0;
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start(SERVER);
                SmtpTransport transport = SmtpTransport.builder("127.0.0.1", server.port())
                        .tls(TlsMode.PLAIN)
                        .mailsPerConnection(Integer.MAX_VALUE)
                        .maxConnectionAge(Duration.ofHours(1))
                        .build()) {
            for (String payload : distinct) {
                for (OutgoingMail mail : mailsWith(payload)) {
                    int before = server.mails().size();
                    int commandsBefore = server.commands().size();
                    DeliveryOutcome outcome = transport.deliver(mail);
                    if (outcome instanceof Unsendable) {
                        assertThat(server.mails()).hasSize(before);
                        continue;
                    }
                    assertThat(outcome).isInstanceOf(Accepted.class);
                    delivered++;
                    assertThat(server.mails()).hasSize(before + 1);
                    List<String> commands = server.commands()
                            .subList(commandsBefore, server.commands().size());
                    assertThat(commands.stream().filter(c -> !c.startsWith("EHLO")))
                            .satisfiesExactly(
                                    c -> assertThat(c)
                                            .isEqualTo("MAIL FROM:<"
                                                    + mail.from().address().value() + ">"),
                                    c -> assertThat(c)
                                            .isEqualTo("RCPT TO:<"
                                                    + mail.to().address().value() + ">"),
                                    c -> assertThat(c).isEqualTo("DATA"));
                    assertHeadersAreOurs(server.mails().get(before));
                }
            }
            assertThat(server.connections()).isEqualTo(1);
        }
        assertThat(delivered).isGreaterThanOrEqualTo(3739);
    }

    private static List<OutgoingMail> mailsWith(String payload) {
        List<OutgoingMail> mails = new ArrayList<>();
        EmailAddress as = addressOrNull(payload);
        add(mails, as == null ? TestMails.SENDER : as, "ERP", TestMails.RECIPIENT, payload, "text", null);
        add(mails, TestMails.SENDER, payload, as == null ? TestMails.RECIPIENT : as, "subject", payload, null);
        add(mails, TestMails.SENDER, "ERP", TestMails.RECIPIENT, "subject", payload, "<p>" + payload + "</p>");
        return mails;
    }

    private static void add(
            List<OutgoingMail> mails,
            EmailAddress from,
            String name,
            EmailAddress to,
            String subject,
            String text,
            String html) {
        try {
            mails.add(new OutgoingMail(
                    new MailId("m-1"),
                    SampleEvents.GROUP,
                    "m-1@erp.example",
                    TestMails.DATE,
                    new Mailbox(name, from),
                    new Mailbox(name, from),
                    new Mailbox(name, to),
                    subject,
                    text,
                    html));
        } catch (IllegalArgumentException e) {
            // Refused before it is a mail.
        }
    }

    @Test
    @DisplayName(
            "A local part in UTF-8 needs a server that announces SMTPUTF8, and then stands in envelope and header as it is")
    void smtpUtf8() {
        EmailAddress address = addressOrNull("zoé@customer.example");
        org.junit.jupiter.api.Assumptions.assumeTrue(address != null, "EmailAddress refuses every UTF-8 local part");
        try (ScriptedSmtpServer plain = ScriptedSmtpServer.start(SERVER);
                ScriptedSmtpServer modern = ScriptedSmtpServer.start(UTF8_SERVER);
                SmtpTransport toPlain = to(plain);
                SmtpTransport toModern = to(modern)) {
            assertThat(toPlain.deliver(TestMails.mail("m-1", address))).isInstanceOf(Unsendable.class);
            assertThat(plain.commands()).noneMatch(c -> c.startsWith("MAIL"));

            assertThat(toModern.deliver(TestMails.mail("m-1", address))).isInstanceOf(Accepted.class);
            ReceivedMail mail = modern.mails().get(0);
            assertThat(mail.mailCommand()).endsWith(" SMTPUTF8 BODY=8BITMIME").contains(" SIZE=");
            assertThat(utf8(mail.recipientCommands().get(0))).isEqualTo("RCPT TO:<zoé@customer.example>");
            assertThat(new String(mail.data(), StandardCharsets.UTF_8)).contains("To: Jane Doe <zoé@customer.example>");

            assertThat(toModern.deliver(TestMails.mail())).isInstanceOf(Accepted.class);
            assertThat(modern.mails().get(1).mailCommand()).doesNotContain("SMTPUTF8");
        }
    }

    @Test
    @DisplayName("A domain that is not ASCII travels as A-labels")
    void aLabels() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start(SERVER);
                SmtpTransport transport = to(server)) {
            assertThat(transport.deliver(TestMails.mail("m-1", EmailAddress.of("jane@bücher.example"))))
                    .isInstanceOf(Accepted.class);
            assertThat(server.mails().get(0).recipientCommands())
                    .containsExactly("RCPT TO:<jane@xn--bcher-kva.example>");
        }
    }

    @Test
    @EnabledIfSystemProperty(named = Corpora.PROPERTY, matches = ".+")
    @DisplayName("No form of the end of data ends the mail early")
    void endOfData() {
        List<Map<String, String>> rows = Corpora.rows("end-of-data.tsv");
        assertThat(rows).hasSize(13);
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start(SERVER);
                SmtpTransport transport = to(server)) {
            for (Map<String, String> row : rows) {
                for (String form : row.values()) {
                    String text = "before" + form + "MAIL FROM:<evil@evil.example>\r\nafter\n";
                    assertThat(transport.deliver(TestMails.withText(text))).isInstanceOf(Accepted.class);
                    String body = server.mails().get(server.mails().size() - 1).text();
                    for (int i = 0; i < body.length(); i++) {
                        if (body.charAt(i) == '\n') {
                            assertThat(body.charAt(i - 1)).isEqualTo('\r');
                        }
                        if (body.charAt(i) == '\r') {
                            assertThat(body.charAt(i + 1)).isEqualTo('\n');
                        }
                    }
                    assertThat(body).contains("after");
                }
            }
            assertThat(server.commands()).noneMatch(command -> command.contains("evil"));
        }
    }
}
