package org.portalemails.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.james.jdkim.DKIMVerifier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.portalemails.address.EmailAddress;
import org.portalemails.email.MailId;
import org.portalemails.layout.BrandImage;
import org.portalemails.mail.bounce.NotificationFacts;
import org.portalemails.testkit.ScriptedSmtpServer;
import org.portalemails.testkit.SmtpAct;
import org.portalemails.testkit.SmtpScript;
import org.portalemails.testkit.SmtpStage;
import org.portalemails.transport.DeliveryOutcome;
import org.portalemails.transport.DeliveryOutcome.Accepted;
import org.portalemails.transport.DeliveryOutcome.Misconfigured;
import org.portalemails.transport.DeliveryOutcome.Rejected;
import org.portalemails.transport.DeliveryOutcome.Unsendable;

/**
 * A real Postfix on high ports of 127.0.0.1, with a configuration directory of its own and smtp-sink as its next hop.
 * Skipped where Postfix is not installed or this is not root: its master starts no other way.
 */
@DisplayName("A real Postfix")
class PostfixTest {
    private static Path home;
    private static PostfixServer postfix;
    private static SmtpSink sink;
    private static ScriptedSmtpServer refusing;
    private static KeyStore keys;

    @BeforeAll
    static void start() throws Exception {
        PostfixServer.assumeThere();
        home = Files.createTempDirectory("portal-emails-postfix");
        refusing = ScriptedSmtpServer.start(SmtpScript.accepting()
                .at(SmtpStage.RCPT, SmtpAct.reply("550 5.1.1 <gone@refused.example>: no such user here")));
        keys = TestKeys.selfSigned(home, "postfix", "ip:127.0.0.1");
        sink = SmtpSink.start(home.resolve("sink"));
        postfix = PostfixServer.start(
                sink.port(),
                keys,
                "transport_maps = inline:{{refused.example = smtp:[127.0.0.1]:" + refusing.port() + "}}",
                "message_size_limit = 100000",
                "smtpd_forbid_bare_newline = reject",
                // Loopback is excused by default, which would prove nothing.
                "smtpd_forbid_bare_newline_exclusions =",
                "smtpd_forbid_unauth_pipelining = yes",
                "smtpd_recipient_restrictions = check_recipient_access inline:{{nobody@customer.example = 550 5.1.1 no such user}}, permit_mynetworks, reject");
    }

    @AfterAll
    static void stop() throws Exception {
        if (postfix != null) {
            postfix.close();
        }
        if (sink != null) {
            sink.close();
        }
        if (refusing != null) {
            refusing.close();
        }
        if (home != null) {
            try (Stream<Path> files = Files.walk(home)) {
                files.sorted(java.util.Comparator.reverseOrder())
                        .forEach(path -> path.toFile().delete());
            }
        }
    }

    private static SmtpTransportBuilder to(TlsMode mode) {
        return SmtpTransport.builder("127.0.0.1", postfix.port()).tls(mode);
    }

    private static List<String> relayed() {
        return sink.mails();
    }

    @Test
    @DisplayName("takes our mails in clear and by STARTTLS, and relays each once")
    void accepted() {
        int before = relayed().size();
        try (SmtpTransport plain = to(TlsMode.PLAIN).build();
                SmtpTransport tls = to(TlsMode.STARTTLS_REQUIRED)
                        .trustedCertificates(TestKeys.certificatesOf(keys))
                        .build()) {
            for (SmtpTransport transport : List.of(plain, tls)) {
                for (int i = 0; i < 5; i++) {
                    DeliveryOutcome outcome = transport.deliver(TestMails.mail());
                    assertThat(outcome).isInstanceOf(Accepted.class);
                    assertThat(outcome.reply().text()).contains("queued as");
                }
            }
        }
        Waiting.until(() -> relayed().size() >= before + 10);
        assertThat(relayed()).hasSize(before + 10);
    }

    @Test
    @DisplayName("with a certificate that nobody signed is refused by us")
    void untrusted() {
        try (SmtpTransport transport = to(TlsMode.STARTTLS_REQUIRED).build()) {
            assertThat(transport.deliver(TestMails.mail())).isInstanceOf(Misconfigured.class);
        }
    }

    @Test
    @DisplayName(
            "refuses an unknown recipient, after which the connection goes on; a mail over its size is not offered")
    void refusals() {
        try (SmtpTransport transport = to(TlsMode.PLAIN).build()) {
            assertThat(transport.deliver(TestMails.mail("m-1", EmailAddress.of("nobody@customer.example"))))
                    .isInstanceOfSatisfying(Rejected.class, rejected -> assertThat(rejected.addressDead())
                            .isTrue());
            assertThat(transport.deliver(TestMails.mail())).isInstanceOf(Accepted.class);
            assertThat(transport.deliver(TestMails.withText("x".repeat(120_000))))
                    .isInstanceOf(Unsendable.class);
            assertThat(transport.deliver(TestMails.mail())).isInstanceOf(Accepted.class);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = Corpora.PROPERTY, matches = ".+")
    @DisplayName("that looks for bare line feeds finds none in any form of the end of data, and sees no second mail")
    void endOfData() {
        List<Map<String, String>> rows = Corpora.rows("end-of-data.tsv");
        assertThat(rows).hasSize(13);
        int before = relayed().size();
        try (SmtpTransport transport = to(TlsMode.PLAIN).build()) {
            for (Map<String, String> row : rows) {
                String form = row.get("sequence");
                String text = "before" + form
                        + "MAIL FROM:<evil@evil.example>\r\nRCPT TO:<x@evil.example>\r\nDATA\r\nSubject: second\r\n\r\nx"
                        + form + "after\n";
                assertThat(transport.deliver(TestMails.withText(text))).isInstanceOf(Accepted.class);
            }
        }
        Waiting.until(() -> relayed().size() >= before + 13);
        assertThat(relayed()).hasSize(before + 13);
        assertThat(relayed())
                .noneMatch(mail -> mail.contains("X-Mail-Args: <evil") || mail.contains("X-Rcpt-Args: <x@evil"));
    }

    @Test
    @DisplayName(
            "returns what the next server refuses, and its notification names our mail by all three kinds of evidence")
    void bounces() throws Exception {
        EnvelopeSender sender = EnvelopeSender.verp(EmailAddress.of("bounces@erp.example"));
        MailId id = MailId.random();
        try (SmtpTransport transport = to(TlsMode.PLAIN)
                .envelopeSender(sender)
                .deliveryNotices(DeliveryNotices.onFailure())
                .build()) {
            assertThat(transport.deliver(TestMails.mail(id.value(), EmailAddress.of("gone@refused.example"))))
                    .isInstanceOf(Accepted.class);
        }
        String returnAddress = "bounces+" + id + "@erp.example";
        assertThat(sender.mailOf(returnAddress)).contains(id);
        NotificationFacts.assertThat(notificationTo(returnAddress))
                .wentTo(returnAddress)
                .names(id.value(), id + "@erp.example")
                .saysIsDead("gone@refused.example", "5.1.1", "550 5.1.1 <[address]>: no such user here");
    }

    /** Says how the mail on standard input is nested, what its image holds and which content its HTML names. */
    private static final String NESTING =
            """
            import sys, email, email.policy, hashlib
            mail = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
            def tree(part):
                children = [tree(p) for p in part.iter_parts()] if part.is_multipart() else []
                return part.get_content_type() + (' [' + ', '.join(children) + ']' if children else '')
            parts = list(mail.walk())
            image = next(p for p in parts if p.get_content_maintype() == 'image')
            html = mail.get_body(('html',)).get_content()
            print(tree(mail))
            print(image['Content-ID'], image.get_content_disposition(), hashlib.sha256(image.get_content()).hexdigest())
            print('cid:' + image['Content-ID'][1:-1] in html, sum(len(p.defects) for p in parts))
            """;

    @Test
    @DisplayName("relays a signed mail with a logo, whose nesting Python reads and whose signature holds")
    void logo() throws Exception {
        BrandImage logo = TestMails.logo();
        KeyPair pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        String id = "logo-" + System.nanoTime();
        try (SmtpTransport transport = to(TlsMode.PLAIN)
                .sign(new DkimKey("erp.example", "r2026", pair.getPrivate()))
                .build()) {
            assertThat(transport.deliver(TestMails.withLogo(id, logo))).isInstanceOf(Accepted.class);
        }
        byte[] mail = relayedWith("Message-ID: <" + id + "@", "--=_" + id + "--");

        String record = "v=DKIM1; k=rsa; p="
                + Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
        DKIMVerifier verifier = new DKIMVerifier((method, selector, domain) -> List.of(record));
        assertThat(verifier.verify(new ByteArrayInputStream(mail))).hasSize(1);

        String python =
                Programs.output(mail, "python3", "-c", NESTING).orElseGet(() -> Assumptions.abort("no python3 here"));
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(logo.bytes()));
        assertThat(python.lines())
                .containsExactly(
                        "multipart/alternative [text/plain, multipart/related [text/html, image/png]]",
                        "<" + logo.contentId() + "> inline " + sha256,
                        "True 0");
    }

    /** As it was on the wire: the sink writes line ends of its own. */
    private static byte[] relayedWith(String words, String end) {
        Waiting.until(() -> relayed().stream().anyMatch(mail -> mail.contains(words) && mail.contains(end)));
        return relayed().stream()
                .filter(mail -> mail.contains(words) && mail.contains(end))
                .findFirst()
                .orElseThrow()
                .replace("\r\n", "\n")
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] notificationTo(String returnAddress) throws IOException {
        Waiting.until(() -> relayed().stream().anyMatch(mail -> isNotificationTo(mail, returnAddress)));
        return relayed().stream()
                .filter(each -> isNotificationTo(each, returnAddress))
                .findFirst()
                .orElseThrow()
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Complete, and from the null sender. */
    private static boolean isNotificationTo(String mail, String returnAddress) {
        return mail.contains("X-Mail-Args: <>")
                && mail.contains("X-Rcpt-Args: <" + returnAddress + ">")
                && mail.contains("/postfix.example--");
    }
}
