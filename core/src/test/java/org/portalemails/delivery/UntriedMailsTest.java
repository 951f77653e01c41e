package org.portalemails.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.portalemails.email.PlannedMail;
import org.portalemails.inmemory.InMemoryMailTransport;
import org.portalemails.inmemory.InMemoryOutbox;
import org.portalemails.inmemory.InMemorySuppressionList;
import org.portalemails.outbox.AesGcmSealer;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.OutboxEntry;
import org.portalemails.testkit.SampleMails;
import org.portalemails.testkit.SettableClock;
import org.portalemails.transport.DeliveryOutcome;
import org.portalemails.transport.DeliveryOutcome.Phase;
import org.portalemails.transport.DeliveryOutcome.Reply;
import org.portalemails.transport.DeliveryOutcome.TryLater;

@DisplayName("A mail that the transport did not even try")
class UntriedMailsTest {
    private static final AesGcmSealer SEALER = AesGcmSealer.of("k", new byte[32]);
    private static final int MAX_ATTEMPTS = 3;

    private final SettableClock clock = new SettableClock();
    private final InMemoryOutbox outbox = new InMemoryOutbox(clock, SEALER, new InMemorySuppressionList(clock));
    private final InMemoryMailTransport transport = new InMemoryMailTransport();
    private final AtomicInteger asked = new AtomicInteger();
    private final OutboxDispatcher dispatcher = OutboxDispatcher.builder(outbox, transport)
            .sealer(SEALER)
            .policy(DispatchPolicy.standard()
                    .onNode("node-a")
                    .retrying(RetryPolicy.doubling(
                            Duration.ofMinutes(1), Duration.ofHours(1), MAX_ATTEMPTS, Duration.ofDays(3)))
                    .inBatchesOf(10, 3))
            .nanoTime(() -> Duration.between(Instant.EPOCH, clock.instant()).toNanos())
            .build();

    private final List<PlannedMail.Send> mails = new ArrayList<>();

    private void announce(int count) {
        for (int i = 0; i < count; i++) {
            PlannedMail.Send mail = SampleMails.plain("G", "marie@d" + i + ".example");
            outbox.append(List.of(mail));
            mails.add(mail);
        }
    }

    private void answer(TryLater outcome) {
        transport.answering(mail -> {
            asked.incrementAndGet();
            return outcome;
        });
    }

    private List<OutboxEntry> entries() {
        return mails.stream().map(mail -> outbox.find(mail.id()).orElseThrow()).toList();
    }

    private static TryLater untried(boolean wholeServer, Duration pause) {
        return new TryLater(Reply.none(Phase.PREPARE, "resting"), wholeServer, pause);
    }

    private static TryLater tried(boolean wholeServer, Duration pause) {
        return new TryLater(new Reply(Phase.RCPT, 451, "4.3.0", "later"), wholeServer, pause);
    }

    @Test
    @DisplayName("spends no attempt and leaves no attempt in its history, however often that happens")
    void spendsNothing() {
        announce(1);
        answer(untried(true, Duration.ofSeconds(5)));
        for (int i = 0; i < 4 * MAX_ATTEMPTS; i++) {
            dispatcher.runUntilIdle();
            clock.advance(Duration.ofSeconds(5));
        }
        assertThat(asked.get()).isEqualTo(4 * MAX_ATTEMPTS);
        OutboxEntry entry = entries().get(0);
        assertThat(entry.state()).isEqualTo(EntryState.QUEUED);
        assertThat(entry.reason()).isEqualTo("not-tried");
        assertThat(entry.attempts()).isZero();
        assertThat(outbox.attempts(entry.id())).isEmpty();

        transport.accepting();
        assertThat(dispatcher.runUntilIdle().sent()).isEqualTo(1);
    }

    @Test
    @DisplayName("waits as long as the transport says, and with it every mail to that server")
    void everybodyWaits() {
        announce(30);
        answer(untried(true, Duration.ofSeconds(30)));
        dispatcher.runUntilIdle();
        assertThat(asked.get()).as("those that were on their way together").isEqualTo(3);

        clock.advance(Duration.ofSeconds(29));
        assertThat(dispatcher.runUntilIdle().isIdle()).isTrue();
        transport.accepting();
        clock.advance(Duration.ofSeconds(1));
        assertThat(dispatcher.runUntilIdle().sent()).isEqualTo(30);
        assertThat(entries()).allSatisfy(entry -> assertThat(entry.attempts()).isEqualTo(1));
    }

    @Test
    @DisplayName("holds up no other mail if only no connection came free for it")
    void noConnection() {
        announce(30);
        answer(untried(false, Duration.ZERO));
        dispatcher.runUntilIdle();

        assertThat(asked.get()).as("every mail had its turn").isGreaterThanOrEqualTo(30);
        assertThat(entries()).allSatisfy(entry -> {
            assertThat(entry.state()).isEqualTo(EntryState.QUEUED);
            assertThat(entry.attempts()).isZero();
        });
    }

    @Test
    @DisplayName("is given up when it has become too old, since nothing else would end it")
    void tooOld() {
        announce(1);
        answer(untried(true, Duration.ofHours(20)));
        for (int i = 0; i < 5; i++) {
            dispatcher.runUntilIdle();
            clock.advance(Duration.ofHours(20));
        }
        OutboxEntry entry = entries().get(0);
        assertThat(entry.state()).isEqualTo(EntryState.DEAD);
        assertThat(entry.reason()).isEqualTo("too-old");
    }

    @Test
    @DisplayName("A mail that was tried is not tried again before the pause that the server asked for")
    void pauseAfterAnAttempt() {
        announce(1);
        answer(tried(false, Duration.ofHours(2)));
        dispatcher.runUntilIdle();
        OutboxEntry entry = entries().get(0);
        assertThat(entry.dueAt()).isEqualTo(clock.instant().plus(Duration.ofHours(2)));
        assertThat(entry.attempts()).isEqualTo(1);
    }

    @Test
    @DisplayName("Nothing is claimed before the pause that the server asked for after an attempt")
    void wholeServerPause() {
        announce(5);
        answer(tried(true, Duration.ofMinutes(10)));
        dispatcher.runUntilIdle();
        asked.set(0);

        clock.advance(Duration.ofMinutes(9));
        dispatcher.runUntilIdle();
        assertThat(asked.get()).isZero();
        clock.advance(Duration.ofMinutes(1));
        dispatcher.runUntilIdle();
        assertThat(asked.get()).as("one asks whether it is back").isEqualTo(1);
    }

    @Test
    @DisplayName("A server that takes mails and asks for a pause gets it, and is not taken for down")
    void pauseWhileItWorks() {
        announce(30);
        transport.answering(mail -> asked.incrementAndGet() == 2
                ? tried(true, Duration.ofSeconds(5))
                : new DeliveryOutcome.Accepted(new Reply(Phase.FINAL_DOT, 250, null, "ok")));
        dispatcher.runUntilIdle();
        assertThat(asked.get()).as("those that were on their way together").isEqualTo(3);

        clock.advance(Duration.ofSeconds(5));
        dispatcher.runUntilIdle();
        assertThat(asked.get()).as("as many as ever").isGreaterThanOrEqualTo(30);
    }

    @ParameterizedTest
    @MethodSource("nothingWasSaid")
    @DisplayName("A mail that ends before anything was said to a server does not tell that the server is back")
    void tellsNothing(DeliveryOutcome outcome) {
        announce(30);
        answer(tried(true, Duration.ZERO));
        dispatcher.runUntilIdle();
        asked.set(0);
        clock.advance(Duration.ofMinutes(1));

        transport.answering(mail -> asked.incrementAndGet() == 1 ? outcome : tried(true, Duration.ZERO));
        dispatcher.runUntilIdle();

        assertThat(asked.get()).as("that one, and one that asks").isEqualTo(2);
    }

    static List<DeliveryOutcome> nothingWasSaid() {
        return List.of(
                new DeliveryOutcome.HeldBack(Reply.none(Phase.PREPARE, "allow-list")),
                new DeliveryOutcome.Unsendable(Reply.none(Phase.PREPARE, "not a mail")));
    }

    @Test
    @DisplayName("A pause of years is believed for a day")
    void absurdPause() {
        assertThat(untried(true, Duration.ofSeconds(Long.MAX_VALUE)).pause()).isEqualTo(TryLater.LONGEST_PAUSE);
    }
}
