package org.portalemails.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalemails.PortalEmailsException;
import org.portalemails.email.PlannedMail;
import org.portalemails.inmemory.InMemoryMailTransport;
import org.portalemails.inmemory.InMemoryOutbox;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.PayloadSealer;
import org.portalemails.outbox.spi.ClaimRequest;
import org.portalemails.outbox.spi.ClaimedMail;
import org.portalemails.outbox.spi.OutboxQueue;
import org.portalemails.outbox.spi.Settlement;
import org.portalemails.testkit.SampleMails;
import org.portalemails.testkit.SettableClock;
import org.portalemails.transport.DeliveryOutcome;

@DisplayName("The background dispatcher")
@Timeout(60)
class BackgroundDispatcherTest {
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

    private OutboxDispatcher dispatcher(OutboxQueue queue) {
        return OutboxDispatcher.builder(queue, transport)
                .sealer(PayloadSealer.unprotected())
                .listener(sent)
                .senders(senders)
                .policy(DispatchPolicy.standard().inBatchesOf(10, 8))
                .build();
    }

    private void announce(int mails) {
        List<PlannedMail> entries = new ArrayList<>();
        for (int i = 0; i < mails; i++) {
            entries.add(SampleMails.plain("G", "marie@d" + i + ".example"));
        }
        outbox.append(entries);
    }

    @Test
    @DisplayName("sends everything, with many senders, each mail once")
    void sendsEverything() throws InterruptedException {
        announce(500);
        try (BackgroundDispatcher running = BackgroundDispatcher.start(dispatcher(outbox), FAST)) {
            sent.await(500);
            announce(100);
            running.wakeUp();
            sent.await(600);
        }
        assertThat(transport.delivered()).hasSize(600).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("has senders at work while it claims more, as long as anything is claimed")
    void sendsWhileClaiming() throws InterruptedException {
        AtomicInteger claimed = new AtomicInteger();
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger settled = new AtomicInteger();
        AtomicInteger idle = new AtomicInteger();
        OutboxQueue watched = new ForwardingQueue(outbox) {
            @Override
            public List<ClaimedMail> claim(ClaimRequest request) {
                if (claimed.get() > settled.get()) {
                    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
                    while (begun.get() <= settled.get() && System.nanoTime() - end < 0) {
                        Thread.onSpinWait();
                    }
                    idle.addAndGet(begun.get() > settled.get() ? 0 : 1);
                }
                List<ClaimedMail> mails = super.claim(request);
                claimed.addAndGet(mails.size());
                return mails;
            }

            @Override
            public List<Boolean> settle(List<Settlement> outcomes) {
                settled.addAndGet(outcomes.size());
                return super.settle(outcomes);
            }
        };
        transport.answering(mail -> {
            begun.incrementAndGet();
            return new DeliveryOutcome.Accepted(DeliveryOutcome.Reply.none(DeliveryOutcome.Phase.FINAL_DOT, "ok"));
        });
        announce(60);
        OutboxDispatcher one = OutboxDispatcher.builder(watched, transport)
                .sealer(PayloadSealer.unprotected())
                .listener(sent)
                .senders(senders)
                .policy(DispatchPolicy.standard().inBatchesOf(10, 1))
                .build();
        try (BackgroundDispatcher running = BackgroundDispatcher.start(one, FAST)) {
            running.wakeUp();
            sent.await(60);
        }
        assertThat(idle).hasValue(0);
    }

    @Test
    @DisplayName("looks at once when it is woken, however long its pause is")
    void wakeUp() throws Exception {
        CountDownLatch looked = new CountDownLatch(1);
        OutboxQueue watched = new ForwardingQueue(outbox) {
            @Override
            public List<ClaimedMail> claim(ClaimRequest request) {
                List<ClaimedMail> mails = super.claim(request);
                looked.countDown();
                return mails;
            }
        };
        try (BackgroundDispatcher running = BackgroundDispatcher.start(dispatcher(watched), SLOW)) {
            assertThat(looked.await(30, TimeUnit.SECONDS)).isTrue();
            announce(1);
            running.wakeUp();
            sent.await(1);
        }
    }

    @ParameterizedTest(name = "{0} in flight, four senders")
    @ValueSource(ints = {4, 10})
    @DisplayName(
            "stops gracefully: finishes what is on its way and gives the rest back untouched, what waits for a sender too")
    void gracefulStop(int inFlight) throws Exception {
        announce(10);
        CountDownLatch onTheirWay = new CountDownLatch(4);
        CountDownLatch go = new CountDownLatch(1);
        transport.answering(mail -> {
            onTheirWay.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new DeliveryOutcome.Accepted(DeliveryOutcome.Reply.none(DeliveryOutcome.Phase.FINAL_DOT, "ok"));
        });
        CountDownLatch givenBack = new CountDownLatch(6);
        OutboxQueue watched = new ForwardingQueue(outbox) {
            @Override
            public List<Boolean> settle(List<Settlement> settlements) {
                List<Boolean> counted = super.settle(settlements);
                settlements.forEach(one -> givenBack.countDown());
                return counted;
            }
        };
        OutboxDispatcher dispatcher = OutboxDispatcher.builder(watched, transport)
                .sealer(PayloadSealer.unprotected())
                .senders(senders)
                .policy(DispatchPolicy.standard().inBatchesOf(10, inFlight))
                .build();
        BackgroundDispatcher running = BackgroundDispatcher.start(dispatcher, FAST);
        assertThat(onTheirWay.await(30, TimeUnit.SECONDS)).isTrue();
        Thread closing = new Thread(running::close);
        closing.start();
        assertThat(givenBack.await(30, TimeUnit.SECONDS)).isTrue();
        go.countDown();
        closing.join();
        assertThat(outbox.counts().in(EntryState.SENT)).isEqualTo(4);
        assertThat(outbox.counts().in(EntryState.QUEUED)).isEqualTo(6);
        assertThat(outbox.counts().in(EntryState.SENDING)).isZero();
        running.close();
        transport.accepting();
        assertThat(dispatcher.runUntilIdle().sent())
                .as("the host may turn it again")
                .isEqualTo(6);
    }

    @Test
    @DisplayName("gives everything back too when the host has shut its senders down first")
    void sendersAreGone() throws InterruptedException {
        senders.shutdownNow();
        announce(10);
        CountDownLatch claimed = new CountDownLatch(10);
        OutboxQueue watched = new ForwardingQueue(outbox) {
            @Override
            public List<ClaimedMail> claim(ClaimRequest request) {
                List<ClaimedMail> mails = super.claim(request);
                mails.forEach(one -> claimed.countDown());
                return mails;
            }
        };
        BackgroundDispatcher running = BackgroundDispatcher.start(dispatcher(watched), FAST);
        assertThat(claimed.await(30, TimeUnit.SECONDS)).isTrue();
        running.close();
        assertThat(outbox.counts().in(EntryState.QUEUED)).isEqualTo(10);
        assertThat(transport.delivered()).isEmpty();
    }

    @Test
    @DisplayName("one slow mail does not hold up the others")
    void slowMail() throws Exception {
        announce(1);
        CountDownLatch slowIsThere = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicBoolean first = new AtomicBoolean(true);
        transport.answering(mail -> {
            if (first.compareAndSet(true, false)) {
                slowIsThere.countDown();
                try {
                    go.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return new DeliveryOutcome.Accepted(DeliveryOutcome.Reply.none(DeliveryOutcome.Phase.FINAL_DOT, "ok"));
        });
        try (BackgroundDispatcher running = BackgroundDispatcher.start(dispatcher(outbox), FAST)) {
            assertThat(slowIsThere.await(30, TimeUnit.SECONDS)).isTrue();
            announce(50);
            running.wakeUp();
            sent.await(50);
            go.countDown();
            sent.await(51);
        }
    }

    @Test
    @DisplayName("survives a storage that refuses for a while")
    void storageComesBack() throws InterruptedException {
        announce(20);
        AtomicBoolean down = new AtomicBoolean(true);
        CountDownLatch refused = new CountDownLatch(3);
        OutboxQueue queue = new ForwardingQueue(outbox) {
            @Override
            public List<ClaimedMail> claim(ClaimRequest request) {
                if (down.get()) {
                    refused.countDown();
                    if (refused.getCount() == 0) {
                        down.set(false);
                    }
                    throw new PortalEmailsException("no connection");
                }
                return super.claim(request);
            }
        };
        try (BackgroundDispatcher running = BackgroundDispatcher.start(dispatcher(queue), FAST)) {
            running.wakeUp();
            sent.await(20);
        }
        assertThat(refused.getCount()).isZero();
    }

    @Test
    @DisplayName("hears a wake-up while mails are on their way, however long it would wait for them")
    void wokenAmidMails() throws InterruptedException {
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch both = new CountDownLatch(2);
        transport.answering(mail -> {
            both.countDown();
            if (first.getCount() > 0) {
                first.countDown();
                try {
                    go.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return new DeliveryOutcome.Accepted(DeliveryOutcome.Reply.none(DeliveryOutcome.Phase.FINAL_DOT, "ok"));
        });
        OutboxDispatcher dispatcher = OutboxDispatcher.builder(outbox, transport)
                .sealer(PayloadSealer.unprotected())
                .senders(senders)
                .build();
        BackgroundDispatcher.Polling patient =
                new BackgroundDispatcher.Polling(Duration.ofHours(1), Duration.ofHours(1), Duration.ofSeconds(30));
        announce(1);
        try (BackgroundDispatcher running = BackgroundDispatcher.start(dispatcher, patient)) {
            assertThat(first.await(30, TimeUnit.SECONDS)).isTrue();
            announce(1);
            running.wakeUp();
            assertThat(both.await(30, TimeUnit.SECONDS)).isTrue();
            go.countDown();
        }
        assertThat(outbox.counts().in(EntryState.SENT)).isEqualTo(2);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(booleans = {true, false})
    @DisplayName(
            "writes what it knows when the storage settles again, after longer than the lease: 20 mails, each sent once")
    void outcomesOutliveTheLease(boolean allAtOnce) throws Exception {
        SettableClock clock = new SettableClock();
        InMemoryOutbox storage = new InMemoryOutbox(clock);
        storage.append(IntStream.range(0, 20)
                .mapToObj(i -> SampleMails.plain("G", "marie@d" + i + ".example"))
                .toList());
        CountDownLatch accepted = new CountDownLatch(20);
        transport.answering(mail -> {
            accepted.countDown();
            return new DeliveryOutcome.Accepted(DeliveryOutcome.Reply.none(DeliveryOutcome.Phase.FINAL_DOT, "ok"));
        });
        AtomicBoolean down = new AtomicBoolean(true);
        AtomicBoolean mayComeBack = new AtomicBoolean();
        AtomicBoolean leaseIsOver = new AtomicBoolean();
        CountDownLatch refusedAfterTheLease = new CountDownLatch(5);
        CountDownLatch settled = new CountDownLatch(20);
        AtomicInteger claimsTooEarly = new AtomicInteger();
        OutboxQueue queue = new ForwardingQueue(storage) {
            @Override
            public List<ClaimedMail> claim(ClaimRequest request) {
                if (accepted.getCount() == 0 && settled.getCount() > 0) {
                    claimsTooEarly.incrementAndGet();
                }
                return super.claim(request);
            }

            @Override
            public List<Boolean> settle(List<Settlement> settlements) {
                // Not amid mails that are tried one by one: those before would be taken for refused on their own
                // account.
                if (mayComeBack.get() && (!allAtOnce || settlements.size() == 20)) {
                    down.set(false);
                }
                if (down.get()) {
                    if (leaseIsOver.get()) {
                        refusedAfterTheLease.countDown();
                    }
                    throw new PortalEmailsException("read only");
                }
                List<Boolean> counted = super.settle(settlements);
                counted.stream().filter(one -> one).forEach(one -> settled.countDown());
                return counted;
            }
        };
        DispatchPolicy policy = DispatchPolicy.standard().inBatchesOf(20, 20);
        OutboxDispatcher dispatcher = OutboxDispatcher.builder(queue, transport)
                .sealer(PayloadSealer.unprotected())
                .senders(allAtOnce ? togetherAtFirst(20) : senders)
                .policy(policy)
                .build();
        try (BackgroundDispatcher running = BackgroundDispatcher.start(dispatcher, FAST)) {
            assertThat(accepted.await(30, TimeUnit.SECONDS)).isTrue();
            clock.advance(policy.lease().plusSeconds(1));
            leaseIsOver.set(true);
            assertThat(refusedAfterTheLease.await(30, TimeUnit.SECONDS)).isTrue();
            mayComeBack.set(true);
            running.wakeUp();
            assertThat(settled.await(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(transport.delivered()).hasSize(20).doesNotHaveDuplicates();
        assertThat(storage.counts().in(EntryState.SENT)).isEqualTo(20);
        if (allAtOnce) {
            assertThat(claimsTooEarly).as("what is known is settled first").hasValue(0);
        }
    }

    /** So many are back at the same moment, as far as the dispatcher can see; those after them one by one. */
    private static Executor togetherAtFirst(int mails) {
        List<Runnable> waiting = new ArrayList<>();
        AtomicBoolean together = new AtomicBoolean(true);
        return work -> {
            if (!together.get()) {
                work.run();
                return;
            }
            waiting.add(work);
            if (waiting.size() == mails) {
                together.set(false);
                waiting.forEach(Runnable::run);
            }
        };
    }

    @Test
    @DisplayName("works in the threads of the host's factory and in no other; they end when it stops")
    void threadFactory() throws Exception {
        announce(20);
        List<Thread> made = new CopyOnWriteArrayList<>();
        Set<Thread> working = ConcurrentHashMap.newKeySet();
        CountDownLatch settled = new CountDownLatch(20);
        OutboxQueue watched = new ForwardingQueue(outbox) {
            @Override
            public List<ClaimedMail> claim(ClaimRequest request) {
                working.add(Thread.currentThread());
                return super.claim(request);
            }

            @Override
            public List<Boolean> settle(List<Settlement> settlements) {
                working.add(Thread.currentThread());
                List<Boolean> counted = super.settle(settlements);
                settlements.forEach(one -> settled.countDown());
                return counted;
            }

            @Override
            public int sweep() {
                working.add(Thread.currentThread());
                return super.sweep();
            }
        };
        transport.answering(mail -> {
            working.add(Thread.currentThread());
            return new DeliveryOutcome.Accepted(DeliveryOutcome.Reply.none(DeliveryOutcome.Phase.FINAL_DOT, "ok"));
        });
        OutboxDispatcher dispatcher = OutboxDispatcher.builder(watched, transport)
                .sealer(PayloadSealer.unprotected())
                .recovery(() -> {
                    working.add(Thread.currentThread());
                    return 0;
                })
                .build();
        BackgroundDispatcher running = BackgroundDispatcher.start(dispatcher, FAST, work -> {
            Thread thread = new Thread(work, "made-by-the-host-" + made.size());
            made.add(thread);
            return thread;
        });
        assertThat(settled.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(made).allMatch(Thread::isAlive);
        running.close();

        assertThat(working).containsExactlyInAnyOrderElementsOf(made).hasSize(1);
        for (Thread thread : made) {
            thread.join(30_000);
            assertThat(thread.isAlive()).isFalse();
        }
    }
}
