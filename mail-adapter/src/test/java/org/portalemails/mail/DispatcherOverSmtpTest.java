package org.portalemails.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.delivery.BackgroundDispatcher;
import org.portalemails.delivery.DeliveryListener;
import org.portalemails.delivery.DispatchPolicy;
import org.portalemails.delivery.OutboxDispatcher;
import org.portalemails.delivery.RetryPolicy;
import org.portalemails.email.MailId;
import org.portalemails.email.PlannedMail;
import org.portalemails.inmemory.InMemoryOutbox;
import org.portalemails.inmemory.InMemorySuppressionList;
import org.portalemails.outbox.AesGcmSealer;
import org.portalemails.outbox.EntryState;
import org.portalemails.testkit.ReceivedMail;
import org.portalemails.testkit.SampleMails;
import org.portalemails.testkit.ScriptedSmtpServer;
import org.portalemails.testkit.SmtpAct;
import org.portalemails.testkit.SmtpScript;
import org.portalemails.testkit.SmtpStage;

/** A real dispatcher, the SMTP transport with its circuit breaker and rate, and a server that misbehaves: together. */
@DisplayName("Dispatcher, circuit breaker and rate together lose nothing")
class DispatcherOverSmtpTest {
    private static final int SENDERS = 8;

    private final InMemoryOutbox outbox = new InMemoryOutbox(
            Clock.systemUTC(), AesGcmSealer.of("k", new byte[32]), new InMemorySuppressionList(Clock.systemUTC()));
    private final ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
    private final List<MailId> ids = new ArrayList<>();

    @AfterEach
    void stop() {
        senders.shutdownNow();
    }

    private void announce(int count) {
        for (int i = 0; i < count; i++) {
            PlannedMail.Send mail = SampleMails.plain();
            outbox.append(List.of(mail));
            ids.add(mail.id());
        }
    }

    private OutboxDispatcher dispatcher(SmtpTransport transport, DeliveryListener listener) {
        return OutboxDispatcher.builder(outbox, transport)
                .sealer(AesGcmSealer.of("k", new byte[32]))
                .senders(senders)
                .listener(listener)
                .policy(DispatchPolicy.standard()
                        .onNode("node-a")
                        .inBatchesOf(40, SENDERS)
                        .retrying(new RetryPolicy(List.of(Duration.ofMillis(50)), 25, Duration.ofHours(1))))
                .build();
    }

    private static SmtpTransportBuilder transport(ScriptedSmtpServer server) {
        return SmtpTransport.builder("127.0.0.1", server.port())
                .tls(TlsMode.PLAIN)
                .maxConnections(3)
                .mailsPerConnection(10)
                .restAfterFailures(Duration.ofMillis(20), Duration.ofMillis(160));
    }

    private void waitForTheLast() {
        Waiting.until(
                () -> outbox.counts().in(EntryState.SENT) + outbox.counts().in(EntryState.DEAD) == ids.size());
        assertThat(outbox.counts().in(EntryState.DEAD)).isZero();
    }

    private void assertEachArrivedOnce(ScriptedSmtpServer server) {
        assertThat(server.mails().stream()
                        .map(DispatcherOverSmtpTest::messageId)
                        .toList())
                .doesNotHaveDuplicates()
                .hasSize(ids.size());
    }

    private static String messageId(ReceivedMail mail) {
        return mail.text()
                .lines()
                .filter(line -> line.regionMatches(true, 0, "Message-ID:", 0, 11))
                .findFirst()
                .orElseThrow();
    }

    private int attempts() {
        return ids.stream()
                .mapToInt(id -> outbox.find(id).orElseThrow().attempts())
                .sum();
    }

    @Test
    @DisplayName(
            "A server that is down, comes back and stumbles: each mail arrives once, and only what was tried counts")
    void stumblingServer() {
        announce(200);
        SmtpScript fine = SmtpScript.accepting();
        List<SmtpScript> scripts = List.of(
                fine.at(SmtpStage.GREETING, SmtpAct.replyAndClose("421 4.3.2 not now")),
                fine,
                fine.at(SmtpStage.RCPT, 0, SmtpAct.drop()),
                fine,
                fine.at(SmtpStage.MAIL, 0, SmtpAct.reply("451 4.7.1 slow down")),
                fine);
        AtomicInteger faults = new AtomicInteger();
        AtomicInteger untried = new AtomicInteger();
        DeliveryListener counting = turnsEnding(untried);
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start(number -> {
                    SmtpScript script = number < 6
                            ? fine.at(SmtpStage.GREETING, SmtpAct.reset())
                            : scripts.get(number % scripts.size());
                    faults.addAndGet(script == fine ? 0 : 1);
                    return script;
                });
                SmtpTransport transport = transport(server).mailsPerSecond(400).build();
                BackgroundDispatcher background = BackgroundDispatcher.start(dispatcher(transport, counting))) {
            background.wakeUp();
            waitForTheLast();

            assertEachArrivedOnce(server);
            assertThat(attempts() - ids.size())
                    .as("an attempt more than one is a fault of the server")
                    .isBetween(6, faults.get());
            assertThat(untried.get()).as("the circuit breaker spoke").isPositive();
        }
    }

    @Test
    @DisplayName("A rate far below what is announced: mails are put back untried, and each is tried once")
    void lowRate() {
        announce(12);
        AtomicInteger untried = new AtomicInteger();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start(SmtpScript.accepting());
                SmtpTransport transport = transport(server).mailsPerSecond(4).build();
                BackgroundDispatcher background =
                        BackgroundDispatcher.start(dispatcher(transport, turnsEnding(untried)))) {
            background.wakeUp();
            waitForTheLast();

            assertEachArrivedOnce(server);
            assertThat(attempts()).isEqualTo(ids.size());
            assertThat(ids).allSatisfy(id -> assertThat(outbox.attempts(id)).hasSize(1));
            assertThat(untried.get()).as("the rate spoke").isPositive();
        }
    }

    /** Counts the turns that ended without anything being tried. */
    private static DeliveryListener turnsEnding(AtomicInteger untried) {
        return new DeliveryListener() {
            @Override
            public void attemptEnded(Attempt attempt) {
                if ("not-tried".equals(attempt.reason())) {
                    untried.incrementAndGet();
                }
            }
        };
    }
}
