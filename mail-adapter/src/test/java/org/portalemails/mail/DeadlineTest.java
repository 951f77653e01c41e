package org.portalemails.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalemails.sender.SenderCheck;
import org.portalemails.testkit.ScriptedSmtpServer;
import org.portalemails.testkit.SmtpAct;
import org.portalemails.testkit.SmtpScript;
import org.portalemails.testkit.SmtpStage;
import org.portalemails.transport.DeliveryOutcome;
import org.portalemails.transport.DeliveryOutcome.Phase;
import org.portalemails.transport.DeliveryOutcome.TryLater;
import org.portalemails.transport.DeliveryOutcome.Unknown;

/**
 * Every test here would hang for a minute or for ever without a deadline; {@link Timeout} says how long is too long. That
 * an outcome comes at all is the assertion: no time is measured.
 */
@DisplayName("A mail ends in time, whatever the other side does")
@Timeout(50)
class DeadlineTest {
    private static final Duration SHORT = Duration.ofMillis(700);
    private static final Duration LONG = Duration.ofMinutes(10);

    @TempDir
    static Path directory;

    private static KeyStore keys;

    @BeforeAll
    static void makeKeys() {
        keys = TestKeys.selfSigned(directory, "server", "ip:127.0.0.1");
    }

    private static SmtpTransportBuilder to(int port) {
        return SmtpTransport.builder("127.0.0.1", port)
                .tls(TlsMode.PLAIN)
                .connectTimeout(LONG)
                .readTimeout(LONG)
                .writeTimeout(LONG)
                .finalDotTimeout(LONG)
                .overallTimeout(LONG);
    }

    @Test
    @DisplayName("The overall deadline holds although every single answer is quick enough")
    void manySmallDelays() {
        SmtpAct late = SmtpAct.lateReply(Duration.ofMillis(400), "250 late");
        SmtpScript script = SmtpScript.accepting()
                .at(SmtpStage.EHLO, late)
                .at(SmtpStage.MAIL, late)
                .at(SmtpStage.RCPT, late)
                .at(SmtpStage.DATA, SmtpAct.lateReply(Duration.ofSeconds(40), "354 very late"));
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start(script);
                SmtpTransport transport =
                        to(server.port()).overallTimeout(Duration.ofSeconds(2)).build()) {
            DeliveryOutcome outcome = transport.deliver(TestMails.mail());

            assertThat(outcome).isInstanceOf(TryLater.class);
            assertThat(outcome.reply().text()).isEqualTo("the server did not answer in time");
            assertThat(server.mails()).isEmpty();
        }
    }

    @Test
    @DisplayName("Dripping beats no deadline: neither that of a reply nor that of the mail")
    void dripping() {
        SmtpAct drip = SmtpAct.drip("250 " + "x".repeat(5000), Duration.ofMillis(20));
        for (SmtpStage stage : List.of(SmtpStage.GREETING, SmtpStage.RCPT)) {
            try (ScriptedSmtpServer server =
                            ScriptedSmtpServer.start(SmtpScript.accepting().at(stage, drip));
                    SmtpTransport byReply = to(server.port()).readTimeout(SHORT).build();
                    SmtpTransport byMail =
                            to(server.port()).overallTimeout(SHORT).build()) {
                assertThat(byReply.deliver(TestMails.mail())).isInstanceOf(TryLater.class);
                assertThat(byMail.deliver(TestMails.mail())).isInstanceOf(TryLater.class);
            }
        }
    }

    @Test
    @DisplayName("A TLS handshake that never ends is ended")
    void handshake() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start(SmtpScript.accepting()
                        .implicitTls(TestKeys.serverContext(keys))
                        .at(SmtpStage.TLS_HANDSHAKE, SmtpAct.stall()));
                SmtpTransport transport = to(server.port())
                        .tls(TlsMode.IMPLICIT)
                        .overallTimeout(SHORT)
                        .build()) {
            DeliveryOutcome outcome = transport.deliver(TestMails.mail());

            assertThat(outcome).isInstanceOf(TryLater.class);
            assertThat(outcome.reply().phase()).isEqualTo(Phase.STARTTLS);
        }
    }

    @ParameterizedTest(name = "TLS: {0}")
    @DisplayName("A write that hangs because nobody reads is ended, and the mail has not been taken")
    @ValueSource(booleans = {false, true})
    void stalledWrite(boolean tls) {
        SmtpScript script = SmtpScript.accepting().at(SmtpStage.BODY, SmtpAct.blackHole());
        SmtpScript played = tls ? script.implicitTls(TestKeys.serverContext(keys)) : script;
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start(number -> played, 4096);
                SmtpTransport transport = to(server.port())
                        .tls(tls ? TlsMode.IMPLICIT : TlsMode.PLAIN)
                        .sslContext(TestKeys.clientContext(keys))
                        .writeTimeout(Duration.ofSeconds(2))
                        .build()) {
            DeliveryOutcome outcome = transport.deliver(TestMails.withText(
                    "0123456789abcdef".repeat(60).concat("\n").repeat(20_000)));

            assertThat(outcome).isInstanceOf(TryLater.class);
            assertThat(outcome.reply().phase()).isEqualTo(Phase.DATA);
        }
    }

    @Test
    @DisplayName("The final dot has a longer deadline of its own, after which the outcome is unknown")
    void finalDot() {
        SmtpScript late = SmtpScript.accepting()
                .at(SmtpStage.FINAL_DOT, SmtpAct.lateReply(Duration.ofSeconds(3), "250 2.0.0 at last"));
        SmtpScript never = SmtpScript.accepting().at(SmtpStage.FINAL_DOT, SmtpAct.stall());
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start(number -> number == 0 ? late : never);
                SmtpTransport patient =
                        to(server.port()).overallTimeout(Duration.ofSeconds(2)).build();
                SmtpTransport hasty = to(server.port()).finalDotTimeout(SHORT).build()) {
            assertThat(patient.deliver(TestMails.mail())).isInstanceOf(DeliveryOutcome.Accepted.class);
            assertThat(hasty.deliver(TestMails.mail())).isInstanceOf(Unknown.class);
        }
    }

    @Test
    @DisplayName("A host that swallows connections is given up")
    void connectBlackHole() throws Exception {
        // Linux drops the SYN of who comes when the queue of a listener is full.
        try (ServerSocket listener = new ServerSocket()) {
            listener.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 1);
            List<Socket> filling = new ArrayList<>();
            try {
                for (int i = 0; i < 4; i++) {
                    Socket socket = new Socket();
                    filling.add(socket);
                    try {
                        socket.connect(listener.getLocalSocketAddress(), 200);
                    } catch (java.net.SocketTimeoutException e) {
                        break;
                    }
                }
                try (SmtpTransport transport =
                        to(listener.getLocalPort()).connectTimeout(SHORT).build()) {
                    DeliveryOutcome outcome = transport.deliver(TestMails.mail());

                    assertThat(outcome).isInstanceOfSatisfying(TryLater.class, later -> assertThat(later.wholeServer())
                            .isTrue());
                }
            } finally {
                for (Socket socket : filling) {
                    socket.close();
                }
            }
        }
    }

    @Test
    @DisplayName("A name server that does not answer is given up, and asked by one thread only")
    void nameServer() {
        CountDownLatch never = new CountDownLatch(1);
        HostResolver.Lookup hanging = host -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new InetAddress[0];
        };
        SmtpTransportBuilder builder = SmtpTransport.builder("mail.invalid", 25)
                .tls(TlsMode.PLAIN)
                .connectTimeout(Duration.ofMillis(100))
                .threads(work -> {
                    Thread thread = new Thread(work, "of the test for name servers");
                    thread.setDaemon(true);
                    return thread;
                });
        try (SmtpTransport transport = new SmtpTransport(
                builder.settings(),
                org.portalemails.transport.RecipientGuard.off(),
                builder.writer(),
                SenderCheck.NONE,
                hanging)) {
            assertThat(transport.deliver(TestMails.mail()).reply().phase()).isEqualTo(Phase.CONNECT);
            assertThat(transport.deliver(TestMails.mail()).reply().phase()).isEqualTo(Phase.CONNECT);

            assertThat(Thread.getAllStackTraces().keySet().stream()
                            .filter(thread -> thread.getName().equals("of the test for name servers")))
                    .hasSize(1);
        } finally {
            never.countDown();
        }
    }

    @Test
    @DisplayName("The promised deadline covers the mail and its final dot")
    void promised() {
        try (SmtpTransport transport = SmtpTransport.builder("mail.invalid", 587)
                .overallTimeout(Duration.ofSeconds(40))
                .finalDotTimeout(Duration.ofSeconds(90))
                .build()) {
            assertThat(transport.deadline()).isBetween(Duration.ofSeconds(130), Duration.ofSeconds(135));
        }
    }
}
