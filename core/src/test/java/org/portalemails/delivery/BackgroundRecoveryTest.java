package org.portalemails.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.portalemails.PortalEmailsException;
import org.portalemails.inmemory.InMemoryMailTransport;
import org.portalemails.inmemory.InMemoryOutbox;
import org.portalemails.outbox.PayloadSealer;
import org.portalemails.recovery.RecoveryProcessor;
import org.portalemails.testkit.SampleMails;

@DisplayName("The background dispatcher runs the recovery processor and")
@Timeout(60)
class BackgroundRecoveryTest {
    private static final BackgroundDispatcher.Polling SLOW =
            new BackgroundDispatcher.Polling(Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofSeconds(30));
    private static final BackgroundDispatcher.Polling FAST =
            new BackgroundDispatcher.Polling(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofSeconds(30));

    private final InMemoryOutbox outbox = new InMemoryOutbox(Clock.systemUTC());
    private final InMemoryMailTransport transport = new InMemoryMailTransport();
    private final SentMails sent = new SentMails();
    private final ExecutorService senders = Executors.newFixedThreadPool(4);

    @AfterEach
    void shutDown() {
        senders.shutdownNow();
    }

    private BackgroundDispatcher start(RecoveryProcessor processor, BackgroundDispatcher.Polling polling) {
        return start(processor, senders, polling);
    }

    private BackgroundDispatcher start(
            RecoveryProcessor processor, Executor senders, BackgroundDispatcher.Polling polling) {
        return BackgroundDispatcher.start(
                OutboxDispatcher.builder(outbox, transport)
                        .sealer(PayloadSealer.unprotected())
                        .senders(senders)
                        .listener(sent)
                        .recovery(processor)
                        .build(),
                polling);
    }

    @Test
    @DisplayName("sends what it wrote at once, however long the pause is")
    void answersLeaveAtOnce() throws InterruptedException {
        AtomicInteger waiting = new AtomicInteger(1);
        RecoveryProcessor processor = () -> {
            if (waiting.getAndSet(0) == 0) {
                return 0;
            }
            outbox.append(List.of(SampleMails.plain()));
            return 1;
        };
        BackgroundDispatcher running = start(processor, SLOW);
        try {
            sent.await(1);
        } finally {
            running.close();
        }
    }

    @Test
    @DisplayName("sends other mails while accounts of the host are slow")
    void slowAccounts() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger turns = new AtomicInteger();
        RecoveryProcessor slow = () -> {
            turns.incrementAndGet();
            asked.countDown();
            await(go);
            return 0;
        };
        try (BackgroundDispatcher running = start(slow, FAST)) {
            assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
            for (int i = 0; i < 20; i++) {
                outbox.append(List.of(SampleMails.plain()));
            }
            running.wakeUp();
            sent.await(20);
            assertThat(turns).as("one pass at a time").hasValue(1);
            go.countDown();
        }
    }

    @Test
    @DisplayName("finishes a pass that is under way when it is stopped, and begins no other")
    void gracefulStop() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        RecoveryProcessor processor = () -> {
            begun.incrementAndGet();
            asked.countDown();
            await(go);
            ended.incrementAndGet();
            return 1;
        };
        BackgroundDispatcher running = start(processor, FAST);
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
        Thread closing = close(running);
        assertThat(ended).hasValue(0);
        go.countDown();
        closing.join();
        assertThat(ended).hasValue(1);
        assertThat(begun).as("after the stop none begins").hasValue(1);
    }

    @Test
    @DisplayName("begins no pass that was due before it was stopped and found a free sender only afterwards")
    void lateSender() throws Exception {
        AtomicInteger begun = new AtomicInteger();
        RecoveryProcessor processor = () -> {
            begun.incrementAndGet();
            return 0;
        };
        BlockingQueue<Runnable> busySenders = new LinkedBlockingQueue<>();
        BackgroundDispatcher running = start(processor, busySenders::add, FAST);
        Runnable turn = busySenders.poll(30, TimeUnit.SECONDS);
        assertThat(turn).as("a turn was handed to a sender").isNotNull();
        Thread closing = close(running);
        turn.run();
        closing.join();
        assertThat(begun).hasValue(0);
        assertThat(busySenders).isEmpty();
    }

    @Test
    @DisplayName("goes on when it breaks off, with mails and with the processor")
    void deskBreaks() throws Exception {
        CountDownLatch turned = new CountDownLatch(3);
        RecoveryProcessor broken = () -> {
            turned.countDown();
            throw new PortalEmailsException("no connection");
        };
        try (BackgroundDispatcher running = start(broken, FAST)) {
            outbox.append(List.of(SampleMails.plain()));
            running.wakeUp();
            sent.await(1);
            assertThat(turned.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** A thread that has begun to stop a dispatcher and waits for what is under way. */
    private static Thread close(BackgroundDispatcher running) {
        Thread closing = new Thread(running::close);
        closing.start();
        while (closing.getState() != Thread.State.TIMED_WAITING && closing.isAlive()) {
            Thread.onSpinWait();
        }
        assertThat(closing.isAlive()).as("waits for the turn").isTrue();
        return closing;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
