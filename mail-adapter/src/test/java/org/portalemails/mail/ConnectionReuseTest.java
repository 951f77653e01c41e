package org.portalemails.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalemails.testkit.ReceivedMail;
import org.portalemails.testkit.ScriptedSmtpServer;
import org.portalemails.testkit.SmtpAct;
import org.portalemails.testkit.SmtpScript;
import org.portalemails.testkit.SmtpStage;
import org.portalemails.transport.DeliveryOutcome;
import org.portalemails.transport.DeliveryOutcome.Accepted;
import org.portalemails.transport.DeliveryOutcome.Phase;
import org.portalemails.transport.DeliveryOutcome.Rejected;
import org.portalemails.transport.DeliveryOutcome.TryLater;
import org.portalemails.transport.DeliveryOutcome.Unknown;
import org.portalemails.transport.DeliveryOutcome.Unsendable;

@DisplayName("Connections are kept while they are sound, and never longer")
class ConnectionReuseTest {
    private static final SmtpScript PIPELINING = SmtpScript.accepting().extension("PIPELINING");

    private static SmtpTransportBuilder to(ScriptedSmtpServer server) {
        return SmtpTransport.builder("127.0.0.1", server.port()).tls(TlsMode.PLAIN);
    }

    private static SmtpScript script(boolean pipelining) {
        return pipelining ? PIPELINING : SmtpScript.accepting();
    }

    @Test
    @DisplayName("Mails one after the other share a connection")
    void shared() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start(PIPELINING);
                SmtpTransport transport = to(server).build()) {
            for (int i = 0; i < 20; i++) {
                assertThat(transport.deliver(TestMails.mail("m-" + i))).isInstanceOf(Accepted.class);
            }
            assertThat(server.connections()).isEqualTo(1);
            assertThat(server.mails()).hasSize(20);
            assertThat(server.commands()).doesNotContain("NOOP", "RSET");
        }
    }

    @Test
    @DisplayName("A connection is closed, with QUIT, after its share of mails")
    void mailsPerConnection() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start(PIPELINING);
                SmtpTransport transport = to(server).mailsPerConnection(3).build()) {
            for (int i = 0; i < 7; i++) {
                transport.deliver(TestMails.mail("m-" + i));
            }
            assertThat(server.connections()).isEqualTo(3);
            Waiting.until(
                    () -> server.commands().stream().filter("QUIT"::equals).count() == 2);
        }
    }

    @Test
    @DisplayName("A connection that is old, or has rested too long, carries no further mail")
    void age() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start(PIPELINING);
                SmtpTransport old =
                        to(server).maxConnectionAge(Duration.ofNanos(1)).build();
                SmtpTransport rested =
                        to(server).idleTimeout(Duration.ofNanos(1)).build()) {
            old.deliver(TestMails.mail("m-1"));
            old.deliver(TestMails.mail("m-2"));
            rested.deliver(TestMails.mail("m-3"));
            rested.deliver(TestMails.mail("m-4"));

            assertThat(server.connections()).isEqualTo(4);
        }
    }

    @Test
    @DisplayName("After a rest a connection is asked whether it lives; a dead one is replaced in silence")
    void noop() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start(
                        number -> number == 0 ? PIPELINING.at(SmtpStage.NOOP, 1, SmtpAct.drop()) : PIPELINING);
                SmtpTransport transport = to(server).noopAfter(Duration.ZERO).build()) {
            for (int i = 0; i < 3; i++) {
                assertThat(transport.deliver(TestMails.mail("m-" + i))).isInstanceOf(Accepted.class);
            }
            assertThat(server.connections()).isEqualTo(2);
            assertThat(server.mails().stream().map(ReceivedMail::connection)).containsExactly(0, 0, 1);
        }
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("A kept connection that breaks before the body is replaced in silence, once")
    @ValueSource(strings = {"MAIL", "RCPT", "DATA"})
    void silentReconnect(String stage) {
        for (boolean pipelining : List.of(true, false)) {
            for (SmtpAct fault :
                    List.of(SmtpAct.drop(), SmtpAct.reset(), SmtpAct.replyAndClose("421 4.4.2 idle too long"))) {
                try (ScriptedSmtpServer server = ScriptedSmtpServer.start(number -> number == 0
                                ? script(pipelining).at(SmtpStage.valueOf(stage), 1, fault)
                                : script(pipelining));
                        SmtpTransport transport = to(server).build()) {
                    transport.deliver(TestMails.mail("m-1"));

                    assertThat(transport.deliver(TestMails.mail("m-2"))).isInstanceOf(Accepted.class);
                    assertThat(server.connections()).isEqualTo(2);
                    assertThat(server.mails()).hasSize(2);
                }
            }
        }
    }

    @Test
    @DisplayName("A new connection that breaks is not replaced: that is the dispatcher's decision")
    void noSecondReconnect() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start(PIPELINING.at(SmtpStage.MAIL, SmtpAct.drop()));
                SmtpTransport transport = to(server).build()) {
            assertThat(transport.deliver(TestMails.mail())).isInstanceOf(TryLater.class);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("A mail whose answer is lost after the final dot is not sent again by itself")
    void unknownIsNotRepeated() {
        try (ScriptedSmtpServer server =
                        ScriptedSmtpServer.start(PIPELINING.at(SmtpStage.FINAL_DOT, 1, SmtpAct.reset()));
                SmtpTransport transport = to(server).build()) {
            transport.deliver(TestMails.mail("m-1"));
            DeliveryOutcome outcome = transport.deliver(TestMails.mail("m-2"));

            assertThat(outcome).isInstanceOf(Unknown.class);
            assertThat(outcome.reply().phase()).isEqualTo(Phase.FINAL_DOT);
            assertThat(server.mails()).hasSize(2);
        }
    }

    @ParameterizedTest
    @DisplayName("After a refused mail the next one has a clean start on the same connection")
    @ValueSource(booleans = {true, false})
    void resetAfterRefusal(boolean pipelining) {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start(script(pipelining)
                        .at(SmtpStage.RCPT, 0, SmtpAct.reply("550 5.1.1 no such user"))
                        .at(SmtpStage.MAIL, 2, SmtpAct.reply("550 5.7.1 not you"))
                        .at(SmtpStage.FINAL_DOT, 1, SmtpAct.reply("554 5.6.0 not that")));
                SmtpTransport transport = to(server).build()) {
            assertThat(transport.deliver(TestMails.mail("m-1"))).isInstanceOf(Rejected.class);
            assertThat(transport.deliver(TestMails.mail("m-2"))).isInstanceOf(Accepted.class);
            assertThat(transport.deliver(TestMails.mail("m-3"))).isInstanceOf(DeliveryOutcome.Misconfigured.class);
            assertThat(transport.deliver(TestMails.mail("m-4"))).isInstanceOf(Rejected.class);
            assertThat(transport.deliver(TestMails.mail("m-5"))).isInstanceOf(Accepted.class);

            assertThat(server.connections()).isEqualTo(1);
            assertThat(server.mails().stream()
                            .map(ReceivedMail::text)
                            .map(text -> text.substring(
                                    text.indexOf("<m-") + 1, text.indexOf("@erp.example>", text.indexOf("<m-")))))
                    .containsExactly("m-2", "m-4", "m-5");
        }
    }

    @Test
    @DisplayName("A server that wants the body although it refused the recipient gets none")
    void noBodyForNobody() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start(PIPELINING
                        .at(SmtpStage.RCPT, SmtpAct.reply("550 5.1.1 no such user"))
                        .at(SmtpStage.DATA, SmtpAct.reply("354 go on all the same")));
                SmtpTransport transport = to(server).build()) {
            assertThat(transport.deliver(TestMails.mail("m-1"))).isInstanceOf(Rejected.class);
            assertThat(transport.deliver(TestMails.mail("m-2"))).isInstanceOf(Rejected.class);
            assertThat(server.connections()).isEqualTo(2);
            assertThat(server.mails()).isEmpty();
        }
    }

    @Test
    @DisplayName("A mail refused on our side leaves the connection usable")
    void refusedHere() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start(PIPELINING.extension("SIZE 2000"));
                SmtpTransport transport = to(server).build()) {
            assertThat(transport.deliver(TestMails.mail("m-1"))).isInstanceOf(Accepted.class);
            DeliveryOutcome outcome = transport.deliver(TestMails.withText("x".repeat(3000)));
            assertThat(outcome).isInstanceOf(Unsendable.class);
            assertThat(outcome.reply().replyCode()).isZero();
            assertThat(transport.deliver(TestMails.mail("m-2"))).isInstanceOf(Accepted.class);
            assertThat(server.connections()).isEqualTo(1);
            assertThat(server.commands().stream().filter(c -> c.startsWith("MAIL")))
                    .hasSize(2);
        }
    }

    @Test
    @DisplayName("Many threads share a bounded number of connections, and no mail meets another")
    void manyThreads() throws Exception {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start(PIPELINING);
                SmtpTransport transport = to(server).maxConnections(3).build()) {
            ExecutorService threads = Executors.newFixedThreadPool(16);
            List<Future<DeliveryOutcome>> outcomes = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                String id = "m-" + i;
                outcomes.add(threads.submit(() -> transport.deliver(TestMails.mail(id))));
            }
            for (Future<DeliveryOutcome> outcome : outcomes) {
                assertThat(outcome.get()).isInstanceOf(Accepted.class);
            }
            threads.shutdown();
            assertThat(server.openConnections()).isLessThanOrEqualTo(3);
            assertThat(server.mails().stream().map(ReceivedMail::text).collect(Collectors.toSet()))
                    .hasSize(400)
                    .allSatisfy(
                            text -> assertThat(text.split("Message-ID:", -1)).hasSize(2));
        }
    }

    @Test
    @DisplayName("Who waits for a connection longer than its deadline is told so, and has not tried")
    void noConnectionFree() throws Exception {
        Thread first;
        try (ScriptedSmtpServer server =
                        ScriptedSmtpServer.start(PIPELINING.at(SmtpStage.FINAL_DOT, 0, SmtpAct.stall()));
                SmtpTransport transport = to(server)
                        .maxConnections(1)
                        .overallTimeout(Duration.ofSeconds(2))
                        .finalDotTimeout(Duration.ofMinutes(10))
                        .build()) {
            first = new Thread(() -> transport.deliver(TestMails.mail("m-1")));
            first.start();
            Waiting.until(() -> server.mails().size() == 1);

            DeliveryOutcome outcome = transport.deliver(TestMails.mail("m-2"));

            assertThat(outcome).isInstanceOfSatisfying(TryLater.class, later -> {
                assertThat(later.attempted()).isFalse();
                assertThat(later.wholeServer()).isFalse();
            });
        }
        first.join();
    }

    @Test
    @DisplayName("A closed transport sends nothing, keeps nothing, and may be closed again")
    void closed() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start(PIPELINING)) {
            SmtpTransport transport = to(server).build();
            transport.deliver(TestMails.mail("m-1"));
            transport.close();
            transport.close();

            assertThat(transport.deliver(TestMails.mail("m-2")))
                    .isInstanceOfSatisfying(TryLater.class, later -> assertThat(later.attempted())
                            .isFalse());
            Waiting.until(() -> server.openConnections() == 0);
            assertThat(server.commands()).contains("QUIT");
        }
    }
}
