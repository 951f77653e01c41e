package org.portalemails.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.delivery.BackgroundDispatcher;
import org.portalemails.delivery.DeliveryListener;
import org.portalemails.delivery.DispatchPolicy;
import org.portalemails.delivery.OutboxDispatcher;
import org.portalemails.email.MailId;
import org.portalemails.email.PlannedMail;
import org.portalemails.inmemory.InMemoryOutbox;
import org.portalemails.inmemory.InMemorySuppressionList;
import org.portalemails.outbox.AesGcmSealer;
import org.portalemails.outbox.EntryState;
import org.portalemails.testkit.ReceivedMail;
import org.portalemails.testkit.SampleMails;
import org.portalemails.testkit.ScriptedSmtpServer;
import org.portalemails.testkit.SettableClock;
import org.portalemails.testkit.SmtpAct;
import org.portalemails.testkit.SmtpScript;
import org.portalemails.testkit.SmtpStage;

/** A real dispatcher, the SMTP transport with its rate, and a server that misbehaves: together. */
@DisplayName("Dispatcher and SMTP transport together lose nothing")
class DispatcherOverSmtpTest {
    private static final int SENDERS = 8;
    private static final AesGcmSealer SEALER = AesGcmSealer.of("k", new byte[32]);
    private static final SmtpScript FINE = SmtpScript.accepting();

    private final SettableClock clock = new SettableClock();
    private final ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
    private final List<MailId> ids = new ArrayList<>();
    private InMemoryOutbox outbox = outbox(clock);

    @AfterEach
    void stop() {
        senders.shutdownNow();
    }

    private static InMemoryOutbox outbox(Clock clock) {
        return new InMemoryOutbox(clock, SEALER, new InMemorySuppressionList(clock));
    }

    private void announce(int count) {
        for (int i = 0; i < count; i++) {
            PlannedMail.Send mail = SampleMails.plain();
            outbox.append(List.of(mail));
            ids.add(mail.id());
        }
    }

    private OutboxDispatcher.Builder dispatcher(SmtpTransport transport) {
        return OutboxDispatcher.builder(outbox, transport)
                .sealer(SEALER)
                .senders(senders)
                .policy(DispatchPolicy.standard().onNode("node-a").inBatchesOf(40, SENDERS));
    }

    /** Whose breaker and outbox go by the clock of the test. */
    private OutboxDispatcher stepping(SmtpTransport transport) {
        return dispatcher(transport)
                .nanoTime(() ->
                        Duration.between(SettableClock.START, clock.instant()).toNanos())
                .build();
    }

    private static SmtpTransportBuilder transport(ScriptedSmtpServer server) {
        return SmtpTransport.builder("127.0.0.1", server.port())
                .tls(TlsMode.PLAIN)
                .maxConnections(3)
                .mailsPerConnection(10);
    }

    /** Second by second, as a dispatcher in the background would. */
    private void pass(Duration time, OutboxDispatcher dispatcher) {
        for (long second = 0; second < time.toSeconds(); second++) {
            dispatcher.runUntilIdle();
            clock.advance(Duration.ofSeconds(1));
        }
    }

    private void assertEachArrivedOnce(ScriptedSmtpServer server) {
        assertThat(outbox.counts().in(EntryState.SENT)).isEqualTo(ids.size());
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

    private IntStream attempts() {
        return ids.stream().mapToInt(id -> outbox.find(id).orElseThrow().attempts());
    }

    @Test
    @DisplayName(
            "A server that is down for an hour costs the mails on their way one attempt each, then one mail a minute")
    void downForAnHour() {
        announce(200);
        AtomicBoolean down = new AtomicBoolean(true);
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start(
                        number -> down.get() ? FINE.at(SmtpStage.GREETING, SmtpAct.reset()) : FINE);
                SmtpTransport transport = transport(server).build()) {
            OutboxDispatcher dispatcher = stepping(transport);

            pass(Duration.ofHours(1), dispatcher);
            // Up to eight were on their way; six rests of up to 32 seconds; then rests of 30 to 60 seconds.
            assertThat(attempts().sum()).isBetween(1 + 58, SENDERS + 6 + 120);
            assertThat(attempts().max().orElseThrow())
                    .as("of 25 that a mail has")
                    .isLessThanOrEqualTo(4);
            assertThat(outbox.counts().in(EntryState.QUEUED)).isEqualTo(ids.size());

            down.set(false);
            int spent = attempts().sum();
            pass(Duration.ofHours(1), dispatcher);
            assertEachArrivedOnce(server);
            assertThat(attempts().sum()).isEqualTo(spent + ids.size());
        }
    }

    @Test
    @DisplayName("A server that asks to be left alone is, at once, for five seconds; then one mail asks")
    void leftAlone() {
        announce(200);
        SmtpScript busy = FINE.at(SmtpStage.GREETING, SmtpAct.replyAndClose("421 4.3.2 not now"));
        AtomicBoolean isBusy = new AtomicBoolean(true);
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start(number -> isBusy.get() ? busy : FINE);
                SmtpTransport transport =
                        transport(server).maxConnections(SENDERS).build()) {
            OutboxDispatcher dispatcher = stepping(transport);

            pass(Duration.ofSeconds(5), dispatcher);
            // Those whose sender begins when the first answer is known do not ask.
            int asked = server.connections();
            assertThat(asked).isBetween(1, SENDERS);
            pass(Duration.ofSeconds(5), dispatcher);
            assertThat(server.connections()).isEqualTo(asked + 1);
            isBusy.set(false);
            pass(Duration.ofMinutes(5), dispatcher);
            assertEachArrivedOnce(server);
            assertThat(attempts().sum()).isEqualTo(ids.size() + asked + 1);
        }
    }

    @Test
    @DisplayName(
            "A server that stumbles: each mail arrives once, and an attempt more than one is a fault of the server")
    void stumblingServer() {
        announce(200);
        List<SmtpScript> scripts = List.of(
                FINE.at(SmtpStage.GREETING, SmtpAct.replyAndClose("421 4.3.2 not now")),
                FINE,
                FINE.at(SmtpStage.RCPT, 0, SmtpAct.drop()),
                FINE,
                FINE.at(SmtpStage.MAIL, 0, SmtpAct.reply("451 4.7.1 slow down")),
                FINE);
        AtomicInteger faults = new AtomicInteger();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start(number -> {
                    SmtpScript script = scripts.get(number % scripts.size());
                    faults.addAndGet(script == FINE ? 0 : 1);
                    return script;
                });
                SmtpTransport transport = transport(server).mailsPerSecond(400).build()) {
            OutboxDispatcher dispatcher = stepping(transport);
            for (int hour = 0; hour < 4 && outbox.counts().in(EntryState.SENT) < ids.size(); hour++) {
                pass(Duration.ofHours(1), dispatcher);
            }

            assertEachArrivedOnce(server);
            assertThat(attempts().sum() - ids.size()).isBetween(1, faults.get());
        }
    }

    @Test
    @DisplayName("A rate far below what is announced: mails are put back untried, and each is tried once")
    void lowRate() throws InterruptedException {
        outbox = outbox(Clock.systemUTC());
        announce(12);
        CountDownLatch sent = new CountDownLatch(12);
        AtomicInteger untried = new AtomicInteger();
        DeliveryListener counting = new DeliveryListener() {
            @Override
            public void attemptEnded(Attempt attempt) {
                if (attempt.state() == EntryState.SENT) {
                    sent.countDown();
                } else if ("not-tried".equals(attempt.reason())) {
                    untried.incrementAndGet();
                }
            }
        };
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start(FINE);
                SmtpTransport transport = transport(server).mailsPerSecond(4).build();
                BackgroundDispatcher background = BackgroundDispatcher.start(
                        dispatcher(transport).listener(counting).build())) {
            background.wakeUp();
            assertThat(sent.await(1, TimeUnit.MINUTES)).isTrue();

            assertEachArrivedOnce(server);
            assertThat(attempts().sum()).isEqualTo(ids.size());
            assertThat(ids).allSatisfy(id -> assertThat(outbox.attempts(id)).hasSize(1));
            assertThat(untried.get()).as("the rate spoke").isPositive();
        }
    }
}
