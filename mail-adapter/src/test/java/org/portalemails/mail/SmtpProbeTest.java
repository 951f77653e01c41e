package org.portalemails.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.portalemails.address.EmailAddress;
import org.portalemails.testkit.ScriptedSmtpServer;
import org.portalemails.testkit.SmtpAct;
import org.portalemails.testkit.SmtpScript;
import org.portalemails.testkit.SmtpStage;
import org.portalemails.transport.TransportProbe;

@DisplayName("Trying a mail server without sending a mail")
class SmtpProbeTest {
    private static final EmailAddress SENDER = EmailAddress.of("portail@boreal.example");
    private static final String ALL = "RESOLVE CONNECT TLS SIGN_IN READY SENDER";

    private static KeyStore good;

    @BeforeAll
    static void keys(@TempDir Path directory) {
        good = TestKeys.selfSigned(directory, "server", "ip:127.0.0.1");
    }

    private static SmtpScript script() {
        return SmtpScript.accepting().extension("AUTH PLAIN").startTls(TestKeys.serverContext(good));
    }

    private static TransportProbe probe(SmtpScript script) {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start(script);
                SmtpTransport transport = SmtpTransport.builder("127.0.0.1", server.port())
                        .credentials(SmtpCredentials.password("portal", "hunter2"))
                        .trustedCertificates(TestKeys.certificatesOf(good))
                        .readTimeout(Duration.ofSeconds(2))
                        .build()) {
            TransportProbe probe = transport.probe(SENDER);
            assertThat(server.mails()).as("no mail").isEmpty();
            assertThat(probe.toString()).doesNotContain("hunter2");
            return probe;
        }
    }

    private static String parts(TransportProbe probe) {
        return String.join(
                " ",
                probe.steps().stream()
                        .map(step -> step.part() + (step.passed() ? "" : "!"))
                        .toList());
    }

    @Test
    @DisplayName("goes through all parts, and shows the certificate with its end")
    void good() {
        TransportProbe probe = probe(script());
        assertThat(parts(probe)).isEqualTo(ALL);
        assertThat(probe.passed()).isTrue();
        assertThat(probe.steps().get(2).detail()).matches("CN=.*, \\d{4}-\\d\\d-\\d\\d");
        assertThat(probe.steps().get(5).text(Locale.CANADA_FRENCH))
                .isEqualTo("Le serveur de courriel accepte les courriels de portail@boreal.example.");
    }

    @Test
    @DisplayName("stops at the part that fails, and says what to do")
    void bad() {
        record Case(SmtpScript script, String parts, String said) {}
        for (Case each : List.of(
                new Case(
                        script().at(SmtpStage.GREETING, SmtpAct.reply("554 closed")), "RESOLVE CONNECT!", "554 closed"),
                new Case(
                        SmtpScript.accepting().extension("AUTH PLAIN"),
                        "RESOLVE CONNECT TLS!",
                        "cannot be protected as configured"),
                new Case(
                        script().at(SmtpStage.AUTH, SmtpAct.reply("535 5.7.8 no")),
                        "RESOLVE CONNECT SIGN_IN!",
                        "does not accept user and password"),
                new Case(
                        script().at(SmtpStage.NOOP, SmtpAct.reply("421 busy")),
                        "RESOLVE CONNECT TLS SIGN_IN READY!",
                        "not ready"),
                new Case(
                        script().at(SmtpStage.MAIL, SmtpAct.reply("550 5.7.1 not your domain")),
                        "RESOLVE CONNECT TLS SIGN_IN READY SENDER!",
                        "550 5.7.1 not your domain"))) {
            TransportProbe probe = probe(each.script());
            assertThat(parts(probe)).isEqualTo(each.parts());
            assertThat(probe.passed()).isFalse();
            assertThat(probe.steps().get(probe.steps().size() - 1).text(Locale.ENGLISH))
                    .contains(each.said());
        }
    }

    @Test
    @DisplayName("names a host that nobody knows")
    void unknownHost() {
        try (SmtpTransport transport =
                SmtpTransport.builder("mail.invalid", 587).build()) {
            assertThat(parts(transport.probe(null))).isEqualTo("RESOLVE!");
        }
    }

    @Test
    @DisplayName("is not possible where there is no server")
    void notPossible(@TempDir Path directory) {
        assertThat(new EmlDirectoryTransport(directory).probe(SENDER).steps()).isEmpty();
    }
}
