package org.portalemails.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.portalemails.PortalEmailsException;
import org.portalemails.email.PlannedMail;
import org.portalemails.inmemory.InMemoryMailTransport;
import org.portalemails.inmemory.InMemoryOutbox;
import org.portalemails.outbox.EntryReason;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.PayloadSealer;
import org.portalemails.outbox.spi.ClaimRequest;
import org.portalemails.outbox.spi.ClaimedMail;
import org.portalemails.outbox.spi.Settlement;
import org.portalemails.testkit.SampleMails;
import org.portalemails.testkit.SettableClock;
import org.portalemails.transport.DeliveryOutcome;
import org.portalemails.transport.DeliveryOutcome.Phase;
import org.portalemails.transport.DeliveryOutcome.Reply;

@DisplayName("What a dispatcher asks its queue, and when")
@Timeout(60)
class DispatchEngineTest {
    private static final int BATCH = 10;
    private static final int IN_FLIGHT = 4;

    private final SettableClock clock = new SettableClock();
    private final InMemoryOutbox outbox = new InMemoryOutbox(clock);
    private final InMemoryMailTransport transport = new InMemoryMailTransport();
    private final List<String> asked = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private Predicate<List<Settlement>> refused = settlements -> false;
    private int probes;
    private int destinations;
    private boolean listenerFails;
    private Executor senders = Runnable::run;

    private final ForwardingQueue queue = new ForwardingQueue(outbox) {
        @Override
        public List<ClaimedMail> claim(ClaimRequest request) {
            asked.add("claim " + request.shares().get(0).limit());
            return super.claim(request);
        }

        @Override
        public List<ClaimedMail> claimProbes(ClaimRequest request, int limit, Duration nextProbe) {
            asked.add("probes " + limit);
            return probes == 0 ? List.of() : super.claim(new ClaimRequest(request.node(), probes, request.lease()));
        }

        @Override
        public List<Boolean> settle(List<Settlement> settlements) {
            asked.add("settle " + settlements.size());
            if (refused.test(settlements)) {
                throw new PortalEmailsException("not this");
            }
            return super.settle(settlements);
        }

        @Override
        public int sweep() {
            asked.add("sweep");
            return super.sweep();
        }
    };

    private OutboxDispatcher dispatcher(int batch) {
        return OutboxDispatcher.builder(queue, transport)
                .sealer(PayloadSealer.unprotected())
                .policy(DispatchPolicy.standard().onNode("node-a").inBatchesOf(batch, IN_FLIGHT))
                .senders(work -> senders.execute(work))
                .random(new Random(1))
                .nanoTime(() -> Duration.between(Instant.EPOCH, clock.instant()).toNanos())
                .listener(new DeliveryListener() {
                    @Override
                    public void storageFailed(RuntimeException failure) {
                        told.add(failure.getMessage());
                    }

                    @Override
                    public void attemptEnded(Attempt attempt) {
                        told.add(attempt.state().code() + (attempt.counted() ? "" : " late"));
                        if (listenerFails) {
                            throw new IllegalStateException("a listener that fails");
                        }
                    }
                })
                .build();
    }

    /** Each to another destination: none is slow, and none has to show that it is not. */
    private PlannedMail.Send announce() {
        PlannedMail.Send mail = SampleMails.plain("G", "marie@d" + ++destinations + ".example");
        outbox.append(List.of(mail));
        return mail;
    }

    private void announce(int mails) {
        for (int i = 0; i < mails; i++) {
            announce();
        }
    }

    private static Predicate<List<Settlement>> anyOf(PlannedMail mail) {
        return settlements ->
                settlements.stream().anyMatch(one -> one.claim().id().equals(mail.id()));
    }

    @Test
    @DisplayName("Each pass sweeps, asks for probes, then for the rest of a batch")
    void pass() {
        OutboxDispatcher dispatcher = dispatcher(BATCH);
        dispatcher.runOnce();
        dispatcher.runOnce();
        assertThat(asked).containsExactly("sweep", "probes 10", "claim 10", "sweep", "probes 10", "claim 10");
    }

    @Test
    @DisplayName("Probes come besides the batch, and are sent like the others")
    void probesCount() {
        announce(30);
        probes = 3;
        assertThat(dispatcher(BATCH).runOnce().sent()).isEqualTo(BATCH + 3);
        assertThat(asked).contains("probes 10", "claim 10");
    }

    @Test
    @DisplayName("At most twenty probes are asked for, however large a batch is")
    void fewProbes() {
        dispatcher(100).runOnce();
        assertThat(asked).contains("probes 20", "claim 100");
    }

    @Test
    @DisplayName("In the background probes are asked for once a second, sweeps are made every thirty")
    void rhythm() {
        DispatchEngine engine = dispatcher(BATCH).engine();
        engine.claimMore();
        engine.claimMore();
        clock.advance(Duration.ofMillis(999));
        engine.claimMore();
        assertThat(asked).filteredOn("probes 10"::equals).hasSize(1);
        clock.advance(Duration.ofMillis(1));
        engine.claimMore();
        assertThat(asked).filteredOn("probes 10"::equals).hasSize(2);

        asked.clear();
        engine.sweepIfDue();
        engine.sweepIfDue();
        clock.advance(Duration.ofSeconds(30).minusNanos(1000));
        engine.sweepIfDue();
        assertThat(asked).containsExactly("sweep");
        clock.advance(Duration.ofNanos(1000));
        engine.sweepIfDue();
        assertThat(asked).containsExactly("sweep", "sweep");
    }

    @Test
    @DisplayName("After a failure of the server one mail asks; after its answer the batch is whole again")
    void oneAsks() {
        announce(30);
        transport.answering(mail -> new DeliveryOutcome.TryLater(new Reply(Phase.CONNECT, 0, null, "down"), true));
        OutboxDispatcher dispatcher = dispatcher(BATCH);
        dispatcher.runOnce();
        assertThat(outbox.counts().in(EntryState.SENDING))
                .as("the rest was given back")
                .isZero();
        transport.accepting();
        clock.advance(Duration.ofMinutes(5));
        asked.clear();
        assertThat(dispatcher.runOnce().sent()).isEqualTo(1);
        assertThat(asked).contains("claim 1");
        asked.clear();
        assertThat(dispatcher.runOnce().sent()).isEqualTo(BATCH);
        assertThat(asked).contains("claim 10");
    }

    @Test
    @DisplayName("No more mails are handed over than the policy allows, and the engine says what it has")
    void inFlight() {
        announce(30);
        senders = waiting::add;
        DispatchEngine engine = dispatcher(BATCH).engine();
        assertThat(engine.isBusy()).isFalse();
        assertThat(engine.hasRoom()).isTrue();
        assertThat(engine.claimMore()).isEqualTo(BATCH);
        assertThat(engine.backlog()).isEqualTo(BATCH);
        assertThat(engine.hasRoom()).as("claimed mails come first").isFalse();
        engine.advance(0);
        assertThat(waiting).hasSize(IN_FLIGHT);
        assertThat(engine.backlog()).isEqualTo(BATCH - IN_FLIGHT);
        assertThat(engine.refillBelow()).isEqualTo(Math.min(BATCH / 2, IN_FLIGHT));

        waiting.remove().run();
        waiting.remove().run();
        assertThat(engine.advance(0).sent()).isEqualTo(2);
        engine.advance(0);
        assertThat(waiting).hasSize(IN_FLIGHT);
        engine.giveBack(EntryReason.STOPPED);
        assertThat(engine.backlog()).isZero();
        assertThat(engine.hasRoom()).as("until that is written").isFalse();
        engine.advance(0);
        assertThat(engine.hasRoom()).isTrue();
        assertThat(engine.isBusy())
                .as("what no sender had begun went back, too")
                .isFalse();
        waiting.forEach(Runnable::run);
        assertThat(engine.advance(0).sent())
                .as("and is not sent by a sender that comes later")
                .isZero();
        assertThat(dispatcher(1).engine().refillBelow()).isEqualTo(1);
    }

    @Test
    @DisplayName("Senders that are full get the mail again when one is back: each mail is sent once")
    void fullSenders() {
        announce(5);
        senders = work -> {
            if (waiting.size() == 2) {
                for (Runnable one = waiting.poll(); one != null; one = waiting.poll()) {
                    one.run();
                }
                throw new RejectedExecutionException("full");
            }
            waiting.add(work);
            if (outbox.counts().in(EntryState.SENT) == 4) {
                waiting.remove().run();
            }
        };
        assertThat(dispatcher(BATCH).runOnce().sent()).isEqualTo(5);
        assertThat(transport.delivered()).hasSize(5).doesNotHaveDuplicates();
        assertThat(asked).endsWith("settle 2", "settle 2", "settle 1");
    }

    @Test
    @DisplayName("Senders that refuse everything are named; the mails are kept and go out when they work again")
    void refusingSenders() {
        announce(3);
        senders = work -> {
            throw new RejectedExecutionException("shut down");
        };
        OutboxDispatcher dispatcher = dispatcher(BATCH);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(dispatcher::runOnce)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("senders: ")
                    .hasCauseInstanceOf(RejectedExecutionException.class);
        }
        senders = Runnable::run;
        assertThat(dispatcher.runOnce().sent()).isEqualTo(3);
        assertThat(transport.delivered()).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName(
            "An outcome that alone cannot be written is tried again, less and less often, until a lease is over; it holds up nobody")
    void givenUp() {
        PlannedMail.Send bad = announce();
        announce(2);
        refused = anyOf(bad);
        OutboxDispatcher dispatcher = dispatcher(BATCH);
        assertThat(dispatcher.runOnce().sent()).isEqualTo(2);
        Duration lease = DispatchPolicy.standard().lease();
        Duration second = Duration.ofSeconds(1);
        asked.clear();
        for (Duration past = second; past.compareTo(lease) < 0; past = past.plus(second)) {
            clock.advance(second);
            announce(1);
            assertThat(dispatcher.runOnce().sent()).isEqualTo(1);
        }
        long tries = lease.toSeconds() - 1;
        assertThat(asked.stream().filter("settle 1"::equals).count() - tries)
                .as("tries of the bad one")
                .isBetween(lease.toSeconds() / 11, lease.toSeconds() / 9 + 10);
        assertThat(dispatcher.engine().holdsOutcomes()).isTrue();
        assertThat(transport.delivered())
                .filteredOn(mail -> mail.id().equals(bad.id()))
                .hasSize(1);
        clock.advance(Duration.ofSeconds(10));
        dispatcher.runOnce();
        clock.advance(Duration.ofSeconds(10));
        dispatcher.runOnce();
        assertThat(transport.delivered())
                .filteredOn(mail -> mail.id().equals(bad.id()))
                .as("given up after its lease, and so tried anew")
                .hasSize(2);
        assertThat(told).doesNotContain("not this");
    }

    @Test
    @DisplayName("A known outcome outlives any number of refusals: the row was locked, and is free again")
    void lockedForAWhile() {
        PlannedMail.Send locked = announce();
        refused = anyOf(locked);
        OutboxDispatcher dispatcher = dispatcher(BATCH);
        for (int i = 0; i < 40; i++) {
            dispatcher.runOnce();
            clock.advance(Duration.ofMillis(500));
        }
        refused = settlements -> false;
        clock.advance(Duration.ofSeconds(10));
        assertThat(dispatcher.runOnce().sent()).isEqualTo(1);
        assertThat(transport.delivered()).hasSize(1);
        assertThat(outbox.find(locked.id()).orElseThrow().state()).isEqualTo(EntryState.SENT);
    }

    @Test
    @DisplayName(
            "After the storage was gone for longer than the lease what is known is settled first, and nothing is sent twice")
    void storageIsBack() {
        announce(IN_FLIGHT);
        senders = waiting::add;
        DispatchEngine engine = dispatcher(BATCH).engine();
        engine.claimMore();
        engine.advance(0);
        waiting.forEach(Runnable::run);
        waiting.clear();
        refused = settlements -> true;
        assertThatThrownBy(() -> engine.settleKnown()).hasMessage("not this");
        clock.advance(DispatchPolicy.standard().lease().plusSeconds(1));
        refused = settlements -> false;
        assertThat(engine.settleKnown().sent()).isEqualTo(IN_FLIGHT);
        engine.sweepIfDue();
        assertThat(engine.claimMore()).isZero();
        assertThat(transport.delivered()).hasSize(IN_FLIGHT);
        assertThat(outbox.counts().in(EntryState.SENT)).isEqualTo(IN_FLIGHT);
    }

    @Test
    @DisplayName(
            "A mail that is claimed again while it is on its way, or its outcome waits, is not handed over again; its outcome counts")
    void neverClaimsWhatItHolds() {
        announce(2);
        senders = waiting::add;
        DispatchEngine engine = dispatcher(BATCH).engine();
        engine.claimMore();
        engine.advance(0);
        waiting.remove().run();
        refused = settlements -> true;
        engine.advance(0);
        waiting.remove().run();
        clock.advance(DispatchPolicy.standard().lease().plusSeconds(1));
        assertThat(engine.claimMore()).as("both are ours still").isZero();
        assertThat(engine.backlog()).isZero();
        refused = settlements -> false;
        clock.advance(Duration.ofSeconds(1));
        assertThat(engine.settleKnown().sent()).isEqualTo(2);
        assertThat(engine.holdsOutcomes()).isFalse();
        assertThat(transport.delivered()).hasSize(2).doesNotHaveDuplicates();
        assertThat(outbox.counts().in(EntryState.SENT)).isEqualTo(2);
    }

    @Test
    @DisplayName("A mail that is claimed again while it waits for a sender is handed over once, under the new claim")
    void claimedAgainInTheBacklog() {
        announce(1);
        DispatchEngine engine = dispatcher(BATCH).engine();
        engine.claimMore();
        clock.advance(DispatchPolicy.standard().lease().plusSeconds(1));
        engine.claimMore();
        assertThat(engine.backlog()).isEqualTo(1);
        assertThat(engine.advance(0).sent()).isEqualTo(1);
        assertThat(transport.delivered()).hasSize(1);
    }

    @Test
    @DisplayName("If three alone are refused it is the storage: nobody else is tried, and no outcome is lost")
    void storageIsDown() {
        announce(IN_FLIGHT);
        refused = settlements -> true;
        senders = waiting::add;
        DispatchEngine engine = dispatcher(BATCH).engine();
        engine.claimMore();
        engine.advance(0);
        waiting.forEach(Runnable::run);
        asked.clear();
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> engine.advance(0)).hasMessage("not this");
        }
        assertThat(asked.subList(0, 4)).containsExactly("settle 4", "settle 1", "settle 1", "settle 1");
        refused = settlements -> false;
        assertThat(engine.advance(0).sent()).isEqualTo(IN_FLIGHT);
    }

    @Test
    @DisplayName("A settlement that came too late is counted as that; a listener that fails changes nothing")
    void late() {
        listenerFails = true;
        announce(1);
        senders = waiting::add;
        DispatchEngine engine = dispatcher(BATCH).engine();
        engine.claimMore();
        engine.advance(0);
        waiting.remove().run();
        clock.advance(Duration.ofHours(1));
        outbox.sweep();
        outbox.claim(new ClaimRequest("node-b", 10, Duration.ofMinutes(10)));
        DispatchResult result = engine.advance(0);
        assertThat(result.late()).isEqualTo(1);
        assertThat(result.sent()).isZero();
        assertThat(told).containsExactly("sent late");
    }

    @Test
    @DisplayName("Everything can be told to the builder, which gives itself back")
    void builder() {
        OutboxDispatcher.Builder builder =
                OutboxDispatcher.builder(queue, transport).sealer(PayloadSealer.unprotected());
        assertThat(builder.random(new Random(1))).isSameAs(builder);
        assertThat(builder.recovery(() -> 0)).isSameAs(builder);
        assertThat(builder.suppressionList(new org.portalemails.inmemory.InMemorySuppressionList(clock)))
                .isSameAs(builder);
        assertThatThrownBy(builder.policy(DispatchPolicy.standard()
                        .leasedFor(transport.deadline().multipliedBy(2).minusMillis(1)))::build)
                .hasMessageContaining("lease");
        assertThat(builder.policy(DispatchPolicy.standard()
                                .leasedFor(transport.deadline().multipliedBy(2)))
                        .build()
                        .runOnce()
                        .isIdle())
                .isTrue();
    }
}
