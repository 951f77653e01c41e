package org.portalemails.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.portalemails.delivery.BackgroundDispatcher;
import org.portalemails.delivery.DeliveryListener;
import org.portalemails.delivery.DispatchPolicy;
import org.portalemails.delivery.OutboxDispatcher;
import org.portalemails.delivery.RetryPolicy;
import org.portalemails.email.MailId;
import org.portalemails.email.PlannedMail;
import org.portalemails.inmemory.InMemoryOutbox;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.PayloadSealer;
import org.portalemails.testkit.ReceivedMail;
import org.portalemails.testkit.SampleMails;
import org.portalemails.testkit.ScriptedSmtpServer;
import org.portalemails.testkit.SmtpAct;
import org.portalemails.testkit.SmtpScript;
import org.portalemails.testkit.SmtpStage;
import org.portalemails.transport.MailRoute;
import org.portalemails.transport.MailRoutes;

/** A real dispatcher, two servers, and the first of them breaks in the middle of two thousand mails. */
@DisplayName("When the first of two servers breaks off at")
@Timeout(120)
class FailOverOverSmtpTest {
    private static final int MAILS = 2000;
    private static final int SENDERS = 8;
    private static final SmtpScript FINE = SmtpScript.accepting();

    private final ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
    private final InMemoryOutbox outbox = new InMemoryOutbox(Clock.systemUTC());
    private final List<MailId> ids = new ArrayList<>();
    private final List<String> told = new CopyOnWriteArrayList<>();

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

    private static SmtpTransport transport(ScriptedSmtpServer server) {
        return SmtpTransport.builder("127.0.0.1", server.port())
                .tls(TlsMode.PLAIN)
                .maxConnections(4)
                .mailsPerConnection(5)
                .build();
    }

    private BackgroundDispatcher dispatcher(SmtpTransport main, SmtpTransport spare) {
        OutboxDispatcher dispatcher = OutboxDispatcher.builder(
                        outbox,
                        MailRoutes.of(
                                MailRoute.named("default").through("main", main).through("spare", spare)))
                .sealer(PayloadSealer.unprotected())
                .senders(senders)
                .policy(DispatchPolicy.standard()
                        .inBatchesOf(50, SENDERS)
                        .retrying(RetryPolicy.doubling(
                                Duration.ofMillis(20), Duration.ofMillis(200), 1000, Duration.ofDays(1))))
                .listener(new DeliveryListener() {
                    @Override
                    public void fallbackBegan(String route, String transport) {
                        told.add("began");
                    }

                    @Override
                    public void fallbackEnded(String route, Instant since) {
                        told.add("ended");
                    }
                })
                .build();
        return BackgroundDispatcher.start(
                dispatcher,
                new BackgroundDispatcher.Polling(Duration.ofMillis(5), Duration.ofMillis(50), Duration.ofSeconds(20)));
    }

    /** How often nobody knew whether a mail was taken. */
    private int unknown() {
        return ids.stream()
                .mapToInt(id -> outbox.find(id).orElseThrow().possibleDuplicates())
                .sum();
    }

    private long sent() {
        return outbox.counts().in(EntryState.SENT);
    }

    @ParameterizedTest(
            name = "{0}, no mail is lost, none but those on their way is doubled, and it is used again when it is back")
    @EnumSource(
            value = SmtpStage.class,
            names = {"GREETING", "EHLO", "MAIL", "RCPT", "DATA", "BODY", "FINAL_DOT", "RSET", "NOOP", "QUIT"})
    void broken(SmtpStage stage) {
        AtomicBoolean broken = new AtomicBoolean();
        try (ScriptedSmtpServer first =
                        ScriptedSmtpServer.start(number -> broken.get() ? FINE.at(stage, SmtpAct.reset()) : FINE);
                ScriptedSmtpServer second = ScriptedSmtpServer.start(FINE);
                SmtpTransport main = transport(first);
                SmtpTransport spare = transport(second)) {
            announce(MAILS / 2);
            try (BackgroundDispatcher dispatcher = dispatcher(main, spare)) {
                Waiting.until(() -> sent() >= MAILS / 4);
                assertThat(second.mails()).isEmpty();
                broken.set(true);
                announce(MAILS / 4);
                dispatcher.wakeUp();
                // What the first server may have waits until it answers again.
                Waiting.until(() -> sent() + unknown() >= MAILS * 3 / 4 - SENDERS);
                broken.set(false);
                announce(MAILS / 4);
                dispatcher.wakeUp();
                Waiting.until(() -> sent() == MAILS);
                int before = first.mails().size();
                announce(40);
                dispatcher.wakeUp();
                Waiting.until(() -> {
                    if (first.mails().size() <= before) {
                        announce(1);
                        dispatcher.wakeUp();
                    }
                    return sent() == ids.size() && first.mails().size() > before;
                });
            }
            List<String> arrived = Stream.concat(first.mails().stream(), second.mails().stream())
                    .map(FailOverOverSmtpTest::messageId)
                    .toList();
            Set<String> each = new HashSet<>(arrived);
            assertThat(each).as("none is lost").hasSize(ids.size());
            int unknown = unknown();
            assertThat(arrived.size() - each.size()).as("doubled").isLessThanOrEqualTo(unknown);
            assertThat(ids).allSatisfy(id -> assertThat(outbox.attempts(id))
                    .isNotEmpty()
                    .allSatisfy(one -> assertThat(one.facts().transport()).isIn("main", "spare")));
            assertThat(ids.stream()
                            .filter(id -> outbox.find(id).orElseThrow().possibleDuplicates() > 0)
                            .map(id -> outbox.attempts(id).stream()
                                    .map(one -> one.facts().transport())
                                    .distinct()
                                    .count()))
                    .as("what one may have taken, the other is never asked for")
                    .allMatch(transports -> transports == 1);
            boolean helped = !second.mails().isEmpty();
            assertThat(told.contains("began")).isEqualTo(helped);
            assertThat(helped)
                    .as("what breaks before the final dot goes the other way")
                    .isEqualTo(stage.ordinal() < SmtpStage.FINAL_DOT.ordinal());
        }
    }

    @Test
    @DisplayName(
            "every phase at once, since it is a Postfix that is stopped, another one carries the mails until it is started again")
    void stopped(@TempDir Path directory) throws Exception {
        PostfixServer.assumeThere();
        KeyStore keys = TestKeys.selfSigned(directory, "postfix", "ip:127.0.0.1");
        try (SmtpSink firstSink = SmtpSink.start(directory.resolve("first"));
                SmtpSink secondSink = SmtpSink.start(directory.resolve("second"));
                PostfixServer first = PostfixServer.start(firstSink.port(), keys);
                PostfixServer second = PostfixServer.start(secondSink.port(), keys);
                SmtpTransport main = overTls(first, keys);
                SmtpTransport spare = overTls(second, keys)) {
            announce(MAILS / 2);
            try (BackgroundDispatcher dispatcher = dispatcher(main, spare)) {
                Waiting.until(() -> sent() >= MAILS / 4);
                first.stop();
                announce(MAILS / 2);
                dispatcher.wakeUp();
                Waiting.until(() -> sent() >= MAILS - SENDERS);
                first.start();
                Waiting.until(() -> {
                    announce(1);
                    dispatcher.wakeUp();
                    return told.contains("ended");
                });
                Waiting.until(() -> sent() == ids.size());
            }
            int unknown = unknown();
            assertThat(unknown).isLessThanOrEqualTo(SENDERS);
            Waiting.until(() -> messageIds(firstSink, secondSink).distinct().count() == ids.size());
            assertThat(taken(firstSink, secondSink).distinct().count() - ids.size())
                    .as("handed over twice")
                    .isLessThanOrEqualTo(unknown);
            assertThat(secondSink.mails()).isNotEmpty();
            assertThat(told).containsSubsequence("began", "ended");
        }
    }

    private static SmtpTransport overTls(PostfixServer server, KeyStore keys) throws Exception {
        return SmtpTransport.builder("127.0.0.1", server.port())
                .tls(TlsMode.STARTTLS_REQUIRED)
                .trustedCertificates(TestKeys.certificatesOf(keys))
                .maxConnections(4)
                .build();
    }

    private static Stream<String> messageIds(SmtpSink... sinks) {
        return Stream.of(sinks).flatMap(sink -> sink.mails().stream()).map(FailOverOverSmtpTest::messageId);
    }

    /** What our side handed over: a Postfix that is stopped while it relays may itself send a mail of its queue once more. */
    private static Stream<String> taken(SmtpSink... sinks) {
        return Stream.of(sinks)
                .flatMap(sink -> sink.mails().stream())
                .map(mail -> mail.lines()
                                .filter(line -> line.contains("by postfix.example"))
                                .findFirst()
                                .orElseThrow()
                                .replaceFirst(".* id ", "")
                        + messageId(mail));
    }

    private static String messageId(ReceivedMail mail) {
        return messageId(mail.text());
    }

    private static String messageId(String mail) {
        return mail.lines()
                .filter(line -> line.regionMatches(true, 0, "Message-ID:", 0, 11))
                .findFirst()
                .orElseThrow();
    }
}
