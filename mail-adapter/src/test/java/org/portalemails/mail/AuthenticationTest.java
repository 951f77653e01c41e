package org.portalemails.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.portalemails.testkit.ScriptedSmtpServer;
import org.portalemails.testkit.SmtpAct;
import org.portalemails.testkit.SmtpScript;
import org.portalemails.testkit.SmtpStage;
import org.portalemails.transport.DeliveryOutcome;
import org.portalemails.transport.DeliveryOutcome.Accepted;
import org.portalemails.transport.DeliveryOutcome.Misconfigured;
import org.portalemails.transport.DeliveryOutcome.Phase;
import org.portalemails.transport.DeliveryOutcome.TryLater;

@DisplayName("Authentication")
class AuthenticationTest {
    @TempDir
    static Path directory;

    private static KeyStore keys;

    @BeforeAll
    static void makeKeys() {
        keys = TestKeys.selfSigned(directory, "server", "ip:127.0.0.1");
    }

    private static SmtpScript offering(String mechanisms) {
        SmtpScript script = SmtpScript.accepting().implicitTls(TestKeys.serverContext(keys));
        return mechanisms.isEmpty() ? script : script.extension("AUTH " + mechanisms);
    }

    private static SmtpTransport transport(ScriptedSmtpServer server, SmtpCredentials credentials) {
        return SmtpTransport.builder("127.0.0.1", server.port())
                .tls(TlsMode.IMPLICIT)
                .trustedCertificates(TestKeys.certificatesOf(keys))
                .credentials(credentials)
                .build();
    }

    private static final SmtpCredentials PASSWORD = SmtpCredentials.password("portal", "s3cret-pässword");

    @Test
    @DisplayName("PLAIN where it is offered, LOGIN else, nothing weaker")
    void mechanisms() {
        for (String offered : List.of("LOGIN PLAIN CRAM-MD5", "LOGIN", "DIGEST-MD5 NTLM LOGIN")) {
            try (ScriptedSmtpServer server = ScriptedSmtpServer.start(offering(offered));
                    SmtpTransport transport = transport(server, PASSWORD)) {
                assertThat(transport.deliver(TestMails.mail())).isInstanceOf(Accepted.class);
                String auth = server.commands().stream()
                        .filter(command -> command.startsWith("AUTH"))
                        .findFirst()
                        .orElseThrow();
                assertThat(auth).startsWith(offered.contains("PLAIN") ? "AUTH PLAIN" : "AUTH LOGIN");
            }
        }
    }

    @Test
    @DisplayName("A server that offers no AUTH, or none that fits, gets no mail without proof")
    void notOffered() {
        for (String offered : List.of("", "NTLM", "GSSAPI CRAM-MD5")) {
            try (ScriptedSmtpServer server = ScriptedSmtpServer.start(offering(offered));
                    SmtpTransport transport = transport(server, PASSWORD)) {
                DeliveryOutcome outcome = transport.deliver(TestMails.mail());

                assertThat(outcome).isInstanceOf(Misconfigured.class);
                assertThat(outcome.reply().phase()).isEqualTo(Phase.AUTH);
                assertThat(server.commands()).noneMatch(command -> command.startsWith("MAIL"));
            }
        }
    }

    @Test
    @DisplayName("A refused login is the operator's matter, a busy one is not")
    void refused() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start(number -> offering("PLAIN")
                        .at(
                                SmtpStage.AUTH,
                                number == 0
                                        ? SmtpAct.reply("535 5.7.8 bad credentials for portal@erp.example")
                                        : SmtpAct.reply("454 4.7.0 temporary authentication failure")));
                SmtpTransport transport = transport(server, PASSWORD)) {
            DeliveryOutcome first = transport.deliver(TestMails.mail());
            DeliveryOutcome second = transport.deliver(TestMails.mail());

            assertThat(first).isInstanceOf(Misconfigured.class);
            assertThat(first.reply().replyCode()).isEqualTo(535);
            assertThat(first.reply().enhancedCode()).isEqualTo("5.7.8");
            assertThat(first.reply().text()).isEqualTo("5.7.8 bad credentials for [address]");
            assertThat(second).isInstanceOfSatisfying(TryLater.class, later -> assertThat(later.wholeServer())
                    .isTrue());
        }
    }

    @Test
    @DisplayName("XOAUTH2: the token is asked for each connection")
    void token() {
        List<Boolean> asked = new ArrayList<>();
        SmtpCredentials credentials = SmtpCredentials.xoauth2("portal@erp.example", refused -> {
            asked.add(refused);
            return "token-" + asked.size();
        });
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start(offering("XOAUTH2 PLAIN"));
                SmtpTransport transport = SmtpTransport.builder("127.0.0.1", server.port())
                        .tls(TlsMode.IMPLICIT)
                        .trustedCertificates(TestKeys.certificatesOf(keys))
                        .credentials(credentials)
                        .mailsPerConnection(2)
                        .build()) {
            for (int i = 0; i < 4; i++) {
                assertThat(transport.deliver(TestMails.mail())).isInstanceOf(Accepted.class);
            }
            assertThat(asked).containsExactly(false, false);
            assertThat(server.commands()).contains("AUTH XOAUTH2").noneMatch(c -> c.startsWith("AUTH PLAIN"));
        }
    }

    @Test
    @DisplayName("XOAUTH2: a refused token is renewed once, whether refused at once or by a challenge")
    void tokenRenewed() {
        String reason = Base64.getEncoder().encodeToString("{\"status\":\"401\"}".getBytes(StandardCharsets.US_ASCII));
        for (boolean challenge : List.of(false, true)) {
            List<Boolean> asked = new ArrayList<>();
            SmtpCredentials credentials = SmtpCredentials.xoauth2("portal@erp.example", refused -> {
                asked.add(refused);
                return "token";
            });
            SmtpAct verdict = SmtpAct.reply("535 5.7.3 Authentication unsuccessful");
            SmtpAct refuse = challenge
                    ? line -> {
                        line.send(("334 " + reason + "\r\n").getBytes(StandardCharsets.US_ASCII));
                        // The empty line that asks for the verdict comes as an unknown command.
                        return true;
                    }
                    : verdict;
            try (ScriptedSmtpServer server = ScriptedSmtpServer.start(number ->
                            number < 2 ? offering("XOAUTH2").at(SmtpStage.AUTH, refuse) : offering("XOAUTH2"));
                    SmtpTransport transport = transport(server, credentials)) {
                DeliveryOutcome first = transport.deliver(TestMails.mail());
                assertThat(first).isInstanceOf(Misconfigured.class);
                assertThat(asked).containsExactly(false, true);

                assertThat(transport.deliver(TestMails.mail())).isInstanceOf(Accepted.class);
                assertThat(asked).containsExactly(false, true, false);
            }
        }
    }

    @Test
    @DisplayName("A token supplier that fails is a misconfiguration, and its words stay inside")
    void supplierFails() {
        SmtpCredentials credentials = SmtpCredentials.xoauth2("portal@erp.example", refused -> {
            throw new IllegalStateException("client_secret=hunter2");
        });
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start(offering("XOAUTH2"));
                SmtpTransport transport = transport(server, credentials)) {
            DeliveryOutcome outcome = transport.deliver(TestMails.mail());

            assertThat(outcome).isInstanceOf(Misconfigured.class);
            assertThat(outcome.toString()).doesNotContain("hunter2");
        }
    }

    @Test
    @DisplayName("No text of ours shows a user, a password or a token")
    void nothingShown() {
        SmtpCredentials token = SmtpCredentials.xoauth2("portal@erp.example", refused -> "t0ken");
        SmtpTransportBuilder builder =
                SmtpTransport.builder("mail.erp.example", 587).credentials(PASSWORD);
        try (SmtpTransport transport = builder.build()) {
            assertThat(List.of(
                            PASSWORD.toString(),
                            token.toString(),
                            transport.toString(),
                            builder.settings().toString()))
                    .allSatisfy(text -> assertThat(text).doesNotContain("s3cret", "portal@", "t0ken"));
        }
    }

    @Test
    @DisplayName("A server that quotes the credentials in its refusal does not get them into our outcome")
    void echoedCredentials() {
        String echoed =
                Base64.getEncoder().encodeToString("\0portal\0s3cret-pässword".getBytes(StandardCharsets.UTF_8));
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start(offering("PLAIN")
                        .at(
                                SmtpStage.AUTH,
                                SmtpAct.reply("535 5.7.8 AUTH PLAIN " + echoed + " refused, s3cret-pässword")));
                SmtpTransport transport = transport(server, PASSWORD)) {
            DeliveryOutcome outcome = transport.deliver(TestMails.mail());

            assertThat(outcome.reply().text()).startsWith("5.7.8").doesNotContain("s3cret", echoed.substring(0, 12));
        }
    }
}
