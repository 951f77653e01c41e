package org.portalemails.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.portalemails.testkit.ScriptedSmtpServer;
import org.portalemails.testkit.SmtpAct;
import org.portalemails.testkit.SmtpScript;
import org.portalemails.testkit.SmtpStage;
import org.portalemails.transport.DeliveryOutcome;
import org.portalemails.transport.DeliveryOutcome.Accepted;
import org.portalemails.transport.DeliveryOutcome.Misconfigured;
import org.portalemails.transport.DeliveryOutcome.Phase;

@DisplayName("TLS: whom we talk to is known before anything is said")
class TlsTest {
    @TempDir
    static Path directory;

    private static KeyStore good;
    private static KeyStore expired;
    private static KeyStore otherHost;
    private static KeyStore client;

    @BeforeAll
    static void makeKeys() {
        good = TestKeys.selfSigned(directory, "good", "ip:127.0.0.1,dns:localhost");
        expired = TestKeys.selfSigned(directory, "expired", "ip:127.0.0.1", "-startdate", "-10d", "-validity", "5");
        otherHost = TestKeys.selfSigned(directory, "other", "dns:mail.other.example");
        client = TestKeys.selfSigned(directory, "client", "dns:portal.erp.example");
    }

    private static SmtpScript server(TlsMode mode, SSLContext context) {
        SmtpScript script = SmtpScript.accepting().extension("AUTH PLAIN");
        return mode == TlsMode.IMPLICIT ? script.implicitTls(context) : script.startTls(context);
    }

    private static SmtpTransportBuilder to(ScriptedSmtpServer server, TlsMode mode) {
        return SmtpTransport.builder("127.0.0.1", server.port())
                .tls(mode)
                .credentials(SmtpCredentials.password("portal", "secret"));
    }

    private static void assertNothingSaid(ScriptedSmtpServer server) {
        assertThat(server.mails()).isEmpty();
        assertThat(server.commands()).noneMatch(c -> c.startsWith("AUTH") || c.startsWith("MAIL"));
    }

    @ParameterizedTest
    @DisplayName("A certificate we trust, for the host we meant: the mail is sent inside TLS")
    @EnumSource(names = {"STARTTLS_REQUIRED", "IMPLICIT"})
    void trusted(TlsMode mode) {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start(server(mode, TestKeys.serverContext(good)));
                SmtpTransport transport = to(server, mode)
                        .trustedCertificates(TestKeys.certificatesOf(good))
                        .build()) {
            assertThat(transport.deliver(TestMails.mail())).isInstanceOf(Accepted.class);
            assertThat(transport.deliver(TestMails.mail())).isInstanceOf(Accepted.class);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @DisplayName("Self-signed, expired, or for another host: refused before AUTH and DATA, and named")
    @EnumSource(names = {"STARTTLS_REQUIRED", "IMPLICIT"})
    void refused(TlsMode mode) {
        record Case(KeyStore server, boolean trust, String text) {}
        for (Case each : List.of(
                new Case(good, false, "the server's certificate is not signed by anybody we trust"),
                new Case(expired, true, "the server's certificate has expired"),
                new Case(otherHost, true, "the server's certificate is for another host"))) {
            try (ScriptedSmtpServer server =
                    ScriptedSmtpServer.start(server(mode, TestKeys.serverContext(each.server())))) {
                SmtpTransportBuilder builder = to(server, mode);
                if (each.trust()) {
                    builder.trustedCertificates(TestKeys.certificatesOf(each.server()));
                }
                try (SmtpTransport transport = builder.build()) {
                    DeliveryOutcome outcome = transport.deliver(TestMails.mail());

                    assertThat(outcome).isInstanceOf(Misconfigured.class);
                    assertThat(outcome.reply().phase()).isEqualTo(Phase.STARTTLS);
                    assertThat(outcome.reply().text()).isEqualTo(each.text());
                    assertNothingSaid(server);
                }
            }
        }
    }

    @Test
    @DisplayName("A stripped STARTTLS gets neither credentials nor mail")
    void stripped() {
        for (SmtpScript script : List.of(
                SmtpScript.accepting().extension("AUTH PLAIN"),
                SmtpScript.accepting().at(SmtpStage.EHLO, 0, SmtpAct.reply("502 no such command")))) {
            try (ScriptedSmtpServer server = ScriptedSmtpServer.start(script);
                    SmtpTransport transport =
                            to(server, TlsMode.STARTTLS_REQUIRED).build()) {
                DeliveryOutcome outcome = transport.deliver(TestMails.mail());

                assertThat(outcome).isInstanceOf(Misconfigured.class);
                assertThat(outcome.reply().phase()).isEqualTo(Phase.STARTTLS);
                assertNothingSaid(server);
            }
        }
    }

    @Test
    @DisplayName("What was said in clear does not count as said inside TLS")
    void injectedBeforeTls() {
        SmtpScript script = server(TlsMode.STARTTLS_REQUIRED, TestKeys.serverContext(good))
                .at(SmtpStage.STARTTLS, SmtpAct.reply("220 go ahead", "250-evil", "250 AUTH PLAIN"));
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start(script);
                SmtpTransport transport = to(server, TlsMode.STARTTLS_REQUIRED)
                        .trustedCertificates(TestKeys.certificatesOf(good))
                        .build()) {
            assertThat(transport.deliver(TestMails.mail())).isInstanceOf(Misconfigured.class);
            assertNothingSaid(server);
        }
    }

    @Test
    @DisplayName("Extensions announced in clear are forgotten inside TLS")
    void extensionsAreReadAgain() {
        SmtpScript script = server(TlsMode.STARTTLS_REQUIRED, TestKeys.serverContext(good))
                .extension("SIZE 10")
                .at(SmtpStage.EHLO_IN_TLS, SmtpAct.reply("250-x", "250 AUTH PLAIN"));
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start(script);
                SmtpTransport transport = to(server, TlsMode.STARTTLS_REQUIRED)
                        .trustedCertificates(TestKeys.certificatesOf(good))
                        .build()) {
            assertThat(transport.deliver(TestMails.mail())).isInstanceOf(Accepted.class);
            assertThat(server.mails().get(0).mailCommand()).isEqualTo("MAIL FROM:<portal@erp.example>");
        }
    }

    @Test
    @DisplayName("The host's own TLS context does not switch the check of the host name off")
    void ownContext() {
        SSLContext trusting = TestKeys.clientContext(otherHost);
        try (ScriptedSmtpServer server =
                        ScriptedSmtpServer.start(server(TlsMode.IMPLICIT, TestKeys.serverContext(otherHost)));
                SmtpTransport transport =
                        to(server, TlsMode.IMPLICIT).sslContext(trusting).build()) {
            assertThat(transport.deliver(TestMails.mail())).isInstanceOf(Misconfigured.class);
        }
    }

    @Test
    @DisplayName("A client certificate is shown to a server that asks for one")
    void clientCertificate() throws Exception {
        SSLContext context = TestKeys.serverContext(good, TestKeys.certificatesOf(client));
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start(
                        SmtpScript.accepting().implicitTls(context).clientCertificateNeeded());
                SmtpTransport without = SmtpTransport.builder("127.0.0.1", server.port())
                        .tls(TlsMode.IMPLICIT)
                        .trustedCertificates(TestKeys.certificatesOf(good))
                        .build();
                SmtpTransport with = SmtpTransport.builder("127.0.0.1", server.port())
                        .tls(TlsMode.IMPLICIT)
                        .trustedCertificates(TestKeys.certificatesOf(good))
                        .clientCertificate(client, TestKeys.PASSWORD)
                        .build()) {
            assertThat(without.deliver(TestMails.mail())).isNotInstanceOf(Accepted.class);
            assertThat(with.deliver(TestMails.mail())).isInstanceOf(Accepted.class);
        }
    }

    @Test
    @DisplayName("Credentials in clear are refused when the transport is built")
    void noCredentialsInClear() {
        SmtpTransportBuilder builder = SmtpTransport.builder("127.0.0.1", 25)
                .tls(TlsMode.PLAIN)
                .credentials(SmtpCredentials.password("portal", "secret"));

        assertThatThrownBy(builder::build).isInstanceOf(IllegalArgumentException.class);
    }
}
