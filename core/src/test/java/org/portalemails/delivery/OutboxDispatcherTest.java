package org.portalemails.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.CustomerGroupId;
import org.portalemails.PortalEmailsException;
import org.portalemails.address.EmailAddress;
import org.portalemails.email.OutgoingMail;
import org.portalemails.email.PlannedMail;
import org.portalemails.event.ActionLink;
import org.portalemails.inmemory.InMemoryMailTransport;
import org.portalemails.inmemory.InMemoryOutbox;
import org.portalemails.inmemory.InMemorySuppressionList;
import org.portalemails.outbox.AesGcmSealer;
import org.portalemails.outbox.EntryReason;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.Hold;
import org.portalemails.outbox.HoldScope;
import org.portalemails.outbox.OutboxEntry;
import org.portalemails.outbox.PayloadSealer;
import org.portalemails.outbox.SealedSecret;
import org.portalemails.outbox.UnreadablePayloadException;
import org.portalemails.outbox.spi.ClaimRequest;
import org.portalemails.outbox.spi.ClaimedMail;
import org.portalemails.outbox.spi.Disposition;
import org.portalemails.outbox.spi.OutboxQueue;
import org.portalemails.outbox.spi.Settlement;
import org.portalemails.testkit.SampleMails;
import org.portalemails.testkit.SettableClock;
import org.portalemails.transport.DeliveryOutcome;
import org.portalemails.transport.DeliveryOutcome.Phase;
import org.portalemails.transport.DeliveryOutcome.Reply;

@DisplayName("The dispatcher")
class OutboxDispatcherTest {
    private static final AesGcmSealer SEALER = AesGcmSealer.of("k", new byte[32]);

    private final SettableClock clock = new SettableClock();
    private final InMemorySuppressionList suppressions = new InMemorySuppressionList(clock);
    private final InMemoryOutbox outbox = new InMemoryOutbox(clock, SEALER, suppressions);
    private final InMemoryMailTransport transport = new InMemoryMailTransport();
    private final List<DeliveryListener.Attempt> turns = new ArrayList<>();
    private final List<String> holds = new ArrayList<>();
    private final RetryPolicy patience =
            RetryPolicy.doubling(Duration.ofMinutes(1), Duration.ofHours(1), 5, Duration.ofDays(3));
    private DispatchPolicy policy =
            DispatchPolicy.standard().onNode("node-a").retrying(patience).inBatchesOf(10, 3);
    private LinkMinter minter = request -> Optional.of("https://portal.example/minted/" + request.reference());

    private OutboxDispatcher dispatcher() {
        return dispatcher(outbox);
    }

    private OutboxDispatcher dispatcher(OutboxQueue queue) {
        return OutboxDispatcher.builder(queue, transport)
                .sealer(SEALER)
                .linkMinter(request -> minter.mint(request))
                .policy(policy)
                .nanoTime(() -> Duration.between(Instant.EPOCH, clock.instant()).toNanos())
                .listener(new DeliveryListener() {
                    @Override
                    public void attemptEnded(Attempt attempt) {
                        turns.add(attempt);
                    }

                    @Override
                    public void suspended(HoldScope scope, String reason) {
                        holds.add(scope.key() + " " + reason);
                    }

                    @Override
                    public void worksAgain(HoldScope scope) {
                        holds.add(scope.key() + " works again");
                    }
                })
                .build();
    }

    private PlannedMail.Send announce(PlannedMail.Send entry) {
        outbox.append(List.of(entry));
        return entry;
    }

    private OutboxEntry entry(PlannedMail entry) {
        return outbox.find(entry.id()).orElseThrow();
    }

    private static DeliveryOutcome accepted() {
        return new DeliveryOutcome.Accepted(new Reply(Phase.FINAL_DOT, 250, "2.0.0", "ok"));
    }

    private static DeliveryOutcome tryLater(boolean wholeServer) {
        return new DeliveryOutcome.TryLater(new Reply(Phase.RCPT, 451, "4.7.1", "later"), wholeServer);
    }

    private static DeliveryOutcome misconfigured(DeliveryOutcome.Misconfigured.Scope scope) {
        return new DeliveryOutcome.Misconfigured(new Reply(Phase.AUTH, 535, "5.7.8", "bad credentials"), scope);
    }

    @Test
    @DisplayName("sends what is queued, each mail once, its links in clear only on the way")
    void sends() {
        PlannedMail.Send plain = announce(SampleMails.plain());
        PlannedMail.Send given = announce(SampleMails.withLink(SampleMails.given()));
        PlannedMail.Send minted = announce(SampleMails.withLink(
                ActionLink.mintedAtSend("request-77", clock.instant().plusSeconds(600))));
        assertThat(dispatcher().runOnce()).isEqualTo(new DispatchResult(3, 3, 0, 0, 0, 0, 0));
        assertThat(transport.delivered())
                .extracting(OutgoingMail::id)
                .containsExactlyInAnyOrder(plain.id(), given.id(), minted.id());
        assertThat(sentText(given)).contains(SampleMails.SECRET_MARK);
        assertThat(sentText(minted)).contains("https://portal.example/minted/request-77");
        assertThat(turns).extracting(DeliveryListener.Attempt::state).containsOnly(EntryState.SENT);
        assertThat(dispatcher().runOnce().isIdle()).isTrue();
    }

    private String sentText(PlannedMail entry) {
        return transport.delivered().stream()
                .filter(mail -> mail.id().equals(entry.id()))
                .map(OutgoingMail::text)
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("tries again later, with the same Message-ID and Date, at most as often as the policy says")
    void tryAgain() {
        PlannedMail.Send mail = announce(SampleMails.plain());
        List<OutgoingMail> seen = new ArrayList<>();
        transport.answering(attempt -> {
            seen.add(attempt);
            return tryLater(false);
        });
        dispatcher().runOnce();
        assertThat(Duration.between(clock.instant(), entry(mail).dueAt()))
                .isBetween(Duration.ZERO, Duration.ofMinutes(1));
        for (int i = 0; i < 10; i++) {
            clock.advance(Duration.ofHours(1));
            dispatcher().runUntilIdle();
        }
        assertThat(seen).hasSize(5);
        assertThat(seen.stream().map(OutgoingMail::messageId).distinct()).hasSize(1);
        assertThat(seen.stream().map(OutgoingMail::date).distinct()).hasSize(1);
        assertThat(entry(mail).state()).isEqualTo(EntryState.DEAD);
        assertThat(entry(mail).reason()).isEqualTo("attempts-used-up");
        assertThat(outbox.attempts(mail.id())).hasSize(5);
    }

    @Test
    @DisplayName("gives a mail up at once when it is refused for good or cannot be sent")
    void refusedForGood() {
        PlannedMail.Send mail = announce(SampleMails.plain());
        transport.answering(
                attempt -> new DeliveryOutcome.Rejected(new Reply(Phase.RCPT, 550, "5.1.1", "no such user"), true));
        assertThat(dispatcher().runOnce().dead()).isEqualTo(1);
        assertThat(entry(mail).reason()).isEqualTo("rejected");
        PlannedMail.Send large = announce(SampleMails.plain());
        transport.answering(attempt -> new DeliveryOutcome.Unsendable(Reply.none(Phase.PREPARE, "needs SMTPUTF8")));
        dispatcher().runOnce();
        assertThat(entry(large).state()).isEqualTo(EntryState.DEAD);
        assertThat(entry(large).reason()).isEqualTo("unsendable");
        PlannedMail.Send guarded = announce(SampleMails.plain());
        transport.answering(attempt -> new DeliveryOutcome.HeldBack(Reply.none(Phase.PREPARE, "allow-list")));
        dispatcher().runOnce();
        assertThat(entry(guarded).state()).isEqualTo(EntryState.CANCELLED);
        assertThat(entry(guarded).reason()).isEqualTo("blocked-by-guard");
    }

    @Test
    @DisplayName("counts an unknown outcome, and a transport that throws, as a possible duplicate and tries again")
    void unknown() {
        PlannedMail.Send mail = announce(SampleMails.plain());
        transport.answering(attempt -> new DeliveryOutcome.Unknown(Reply.none(Phase.FINAL_DOT, "connection lost")));
        dispatcher().runOnce();
        assertThat(entry(mail).possibleDuplicates()).isEqualTo(1);
        clock.advance(Duration.ofHours(1));
        transport.answering(attempt -> {
            throw new IllegalStateException("with a secret: " + SampleMails.SECRET_MARK);
        });
        dispatcher().runOnce();
        assertThat(entry(mail).possibleDuplicates()).isEqualTo(2);
        clock.advance(Duration.ofHours(1));
        transport.answering(attempt -> {
            throw new OutOfMemoryError("simulated");
        });
        dispatcher().runOnce();
        assertThat(entry(mail).state()).isEqualTo(EntryState.QUEUED);
        assertThat(outbox.attempts(mail.id()))
                .hasSize(3)
                .allMatch(attempt -> attempt.facts().outcome().equals("unknown"))
                .noneMatch(attempt -> attempt.toString().contains(SampleMails.SECRET_MARK));
        transport.accepting();
        clock.advance(Duration.ofHours(1));
        assertThat(dispatcher().runOnce().sent()).isEqualTo(1);
    }

    @Test
    @DisplayName(
            "puts mails of a group with broken settings aside without spending attempts, sends the others, and probes")
    void brokenGroup() {
        List<PlannedMail.Send> broken = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            broken.add(announce(SampleMails.plain("BROKEN", "a@customer.example")));
        }
        PlannedMail.Send fine = announce(SampleMails.plain("FINE", "b@customer.example"));
        AtomicInteger asked = new AtomicInteger();
        transport.answering(mail -> {
            if (mail.id().equals(fine.id())) {
                return accepted();
            }
            asked.incrementAndGet();
            return misconfigured(DeliveryOutcome.Misconfigured.Scope.SENDER);
        });
        dispatcher().runUntilIdle();
        assertThat(entry(fine).state()).isEqualTo(EntryState.SENT);
        assertThat(broken).allSatisfy(mail -> {
            assertThat(entry(mail).state()).isEqualTo(EntryState.WAITING);
            assertThat(entry(mail).attempts()).isZero();
        });
        assertThat(asked.get()).as("no more than one claim's worth is tried").isLessThanOrEqualTo(10);
        asked.set(0);
        clock.advance(Duration.ofMinutes(1));
        dispatcher().runUntilIdle();
        assertThat(asked.get()).as("a minute later one mail is tried").isEqualTo(1);
        assertThat(outbox.holds()).hasSize(1);
        transport.accepting();
        clock.advance(Duration.ofMinutes(1));
        assertThat(dispatcher().runUntilIdle().sent()).isEqualTo(12);
        assertThat(outbox.holds()).isEmpty();
        assertThat(holds).containsExactly("g:BROKEN bad credentials", "g:BROKEN works again");
    }

    @Test
    @DisplayName("stops everything when the server refuses its credentials, and goes on by itself when it accepts them")
    void brokenServer() {
        for (int i = 0; i < 30; i++) {
            announce(SampleMails.plain("G" + i % 3, "a@customer.example"));
        }
        transport.answering(mail -> misconfigured(DeliveryOutcome.Misconfigured.Scope.SERVER));
        dispatcher().runUntilIdle();
        assertThat(outbox.holds()).extracting(Hold::scope).containsExactly(HoldScope.route("default"));
        assertThat(outbox.counts().in(EntryState.DEAD)).isZero();
        transport.accepting();
        assertThat(dispatcher().runUntilIdle().sent()).isZero();
        clock.advance(Duration.ofMinutes(1));
        assertThat(dispatcher().runUntilIdle().sent()).isEqualTo(30);
        assertThat(turns).as("no attempt was spent").allMatch(attempt -> attempt.attempt() == 1);
    }

    @Test
    @DisplayName(
            "a group that an operator paused waits until he releases it, however long that takes: time on hold is no age")
    void paused() {
        HoldScope scope = HoldScope.group(new CustomerGroupId("PAUSED"));
        outbox.hold(scope, "moving");
        PlannedMail.Send mail = announce(SampleMails.plain("PAUSED", "a@customer.example"));
        assertThat(dispatcher().runUntilIdle().waiting()).isEqualTo(1);
        clock.advance(Duration.ofDays(30));
        assertThat(dispatcher().runUntilIdle()).isEqualTo(DispatchResult.NOTHING);
        outbox.release(scope);
        assertThat(dispatcher().runUntilIdle().sent()).isEqualTo(1);
        assertThat(entry(mail).state()).isEqualTo(EntryState.SENT);
    }

    @Test
    @DisplayName("a hold drops no mail that was announced before it and that nobody looked at for days")
    void pausedUnseen() {
        HoldScope scope = HoldScope.group(new CustomerGroupId("PAUSED"));
        PlannedMail.Send mail = announce(SampleMails.plain("PAUSED", "a@customer.example"));
        outbox.hold(scope, "moving");
        clock.advance(Duration.ofDays(30));
        assertThat(dispatcher().runUntilIdle().waiting()).isEqualTo(1);
        assertThat(entry(mail).state()).isEqualTo(EntryState.WAITING);
        outbox.hold(HoldScope.EVERYTHING, "moving all");
        outbox.release(scope);
        clock.advance(Duration.ofDays(30));
        outbox.release(HoldScope.EVERYTHING);
        assertThat(dispatcher().runUntilIdle().sent()).isEqualTo(1);
    }

    @Test
    @DisplayName("does not spend the attempts of all mails on a server that is down")
    void serverDown() {
        for (int i = 0; i < 50; i++) {
            announce(SampleMails.plain("G", "marie@d" + i + ".example"));
        }
        AtomicInteger asked = new AtomicInteger();
        transport.answering(mail -> {
            asked.incrementAndGet();
            return tryLater(true);
        });
        OutboxDispatcher dispatcher = dispatcher();
        dispatcher.runUntilIdle();
        dispatcher.runUntilIdle();
        assertThat(asked.get()).isEqualTo(3);
        assertThat(outbox.counts().in(EntryState.QUEUED)).isEqualTo(50);
        asked.set(0);
        clock.advance(Duration.ofMinutes(2));
        dispatcher.runUntilIdle();
        assertThat(asked.get()).as("one mail asks whether it is back").isEqualTo(1);
        transport.accepting();
        clock.advance(Duration.ofHours(2));
        assertThat(dispatcher.runUntilIdle().sent()).isEqualTo(50);
    }

    @Test
    @DisplayName("does not send a mail whose secret ended, whose address is suppressed, or that a newer one replaces")
    void notSent() {
        PlannedMail.Send ended = announce(SampleMails.withLink(
                ActionLink.mintedAtSend("r", clock.instant().plusSeconds(60))));
        PlannedMail.Send older = announce(SampleMails.withLink(SampleMails.minted(), "reset:m"));
        PlannedMail.Send newer = announce(SampleMails.withLink(SampleMails.minted(), "reset:m"));
        PlannedMail.Send suppressed = announce(SampleMails.plain("G", "gone@customer.example"));
        suppressions.suppress(EmailAddress.of("gone@customer.example"), "5.1.1");
        clock.advance(Duration.ofSeconds(60));
        dispatcher().runUntilIdle();
        assertThat(transport.delivered()).extracting(OutgoingMail::id).containsExactly(newer.id());
        assertThat(entry(ended).state()).isEqualTo(EntryState.EXPIRED);
        assertThat(entry(older).state()).isEqualTo(EntryState.CANCELLED);
        assertThat(entry(suppressed).state()).isEqualTo(EntryState.SKIPPED);
        assertThat(entry(suppressed).reason()).isEqualTo("suppressed-address");
    }

    @Test
    @DisplayName("sends a mail with a secret even to a suppressed address, unless the policy says otherwise")
    void suppressedSecurityMail() {
        suppressions.suppress(EmailAddress.of("marie.tremblay@erables.example"), "5.1.1");
        announce(SampleMails.withLink(SampleMails.minted()));
        assertThat(dispatcher().runUntilIdle().sent()).isEqualTo(1);
        policy = policy.suppressingSecurityMails(true);
        announce(SampleMails.withLink(SampleMails.minted()));
        assertThat(dispatcher().runUntilIdle().sent()).isZero();
    }

    @Test
    @DisplayName("cancels a mail whose link the host withdrew, and tries again when the host cannot make one now")
    void minting() {
        minter = request -> Optional.empty();
        PlannedMail.Send withdrawn = announce(SampleMails.withLink(SampleMails.minted()));
        dispatcher().runUntilIdle();
        assertThat(entry(withdrawn).state()).isEqualTo(EntryState.CANCELLED);
        assertThat(entry(withdrawn).reason()).isEqualTo("link-withdrawn");
        minter = request -> {
            throw new IllegalStateException("down, token=" + SampleMails.SECRET_MARK);
        };
        PlannedMail.Send later = announce(SampleMails.withLink(SampleMails.minted()));
        dispatcher().runOnce();
        assertThat(entry(later).reason()).isEqualTo("link-failed");
        minter = request -> Optional.of("http://not-secure.example/" + SampleMails.SECRET_MARK);
        clock.advance(Duration.ofHours(1));
        dispatcher().runOnce();
        assertThat(outbox.attempts(later.id())).hasSize(2).noneMatch(attempt -> attempt.toString()
                .contains(SampleMails.SECRET_MARK));
        assertThat(transport.delivered()).isEmpty();
    }

    @Test
    @DisplayName("a mail that cannot be read is dead with its reason, keeps its body, and holds up nobody")
    void poison() {
        PlannedMail.Send sealed = announce(SampleMails.withLink(SampleMails.given()));
        PlannedMail.Send fine = announce(SampleMails.plain());
        OutboxDispatcher lostKey = OutboxDispatcher.builder(outbox, transport)
                .sealer(new PayloadSealer() {
                    @Override
                    public SealedSecret seal(byte[] clear, byte[] associatedData) {
                        return SEALER.seal(clear, associatedData);
                    }

                    @Override
                    public byte[] open(SealedSecret sealed, byte[] associatedData) {
                        throw new UnreadablePayloadException(UnreadablePayloadException.Reason.KEY_UNKNOWN);
                    }

                    @Override
                    public void verify(SealedSecret mark, byte[] content) {
                        SEALER.verify(mark, content);
                    }
                })
                .policy(policy)
                .build();
        DispatchResult result = lostKey.runUntilIdle();
        assertThat(result.dead()).isEqualTo(1);
        assertThat(result.sent()).isEqualTo(1);
        assertThat(entry(sealed).reason()).isEqualTo("key-unknown");
        assertThat(entry(sealed).hasBody()).isTrue();
        assertThat(entry(fine).state()).isEqualTo(EntryState.SENT);
        outbox.requeue(sealed.id());
        assertThat(dispatcher().runUntilIdle().sent()).as("with the key back").isEqualTo(1);
    }

    @Test
    @DisplayName("is not built without a sealer, and reads mails of version 1 only when it is told to")
    void sealerIsAChoice() {
        assertThatThrownBy(() -> OutboxDispatcher.builder(outbox, transport).build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("AesGcmSealer");
        assertThat(OutboxDispatcher.builder(outbox, transport)
                        .sealer(SEALER)
                        .readingVersion1Until(clock.instant().plusSeconds(60))
                        .build()
                        .runOnce()
                        .isIdle())
                .isTrue();
    }

    @Test
    @DisplayName("never has more mails handed over and not committed than the policy allows")
    void boundOfInFlight() {
        for (int i = 0; i < 25; i++) {
            announce(SampleMails.plain());
        }
        AtomicInteger uncommitted = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        transport.answering(mail -> {
            most.accumulateAndGet(uncommitted.incrementAndGet(), Math::max);
            return accepted();
        });
        OutboxQueue counting = new ForwardingQueue(outbox) {
            @Override
            public List<Boolean> settle(List<Settlement> settlements) {
                uncommitted.addAndGet(-settlements.size());
                return super.settle(settlements);
            }
        };
        assertThat(dispatcher(counting).runUntilIdle().sent()).isEqualTo(25);
        assertThat(most.get()).isEqualTo(3);
    }

    @Test
    @DisplayName("when outcomes cannot be written it keeps them, says so, and writes them before anything else")
    void storageRefuses() {
        announce(SampleMails.plain());
        AtomicInteger refusals = new AtomicInteger(2);
        OutboxQueue refusing = new ForwardingQueue(outbox) {
            @Override
            public List<Boolean> settle(List<Settlement> settlements) {
                if (refusals.getAndDecrement() > 0) {
                    throw new PortalEmailsException("disk full");
                }
                return super.settle(settlements);
            }

            @Override
            public List<Hold> holds() {
                throw new PortalEmailsException("disk full");
            }
        };
        OutboxDispatcher dispatcher = dispatcher(refusing);
        assertThatThrownBy(dispatcher::runOnce).hasMessage("disk full");
        assertThatThrownBy(dispatcher::runOnce).hasMessage("disk full");
        assertThat(dispatcher.runOnce().sent()).isEqualTo(1);
        assertThat(transport.delivered()).as("sent once").hasSize(1);
    }

    @Test
    @DisplayName("one settlement that cannot be written does not keep the others from being written")
    void poisonSettlement() {
        PlannedMail.Send bad = announce(SampleMails.plain());
        announce(SampleMails.plain());
        announce(SampleMails.plain());
        OutboxQueue refusing = new ForwardingQueue(outbox) {
            @Override
            public List<Boolean> settle(List<Settlement> settlements) {
                if (settlements.stream().anyMatch(one -> one.claim().id().equals(bad.id()))) {
                    throw new PortalEmailsException("this one is impossible");
                }
                return super.settle(settlements);
            }
        };
        assertThat(dispatcher(refusing).runUntilIdle().sent()).isEqualTo(2);
        assertThat(outbox.counts().in(EntryState.SENT)).isEqualTo(2);
        assertThat(entry(bad).state()).isEqualTo(EntryState.SENDING);
    }

    @Test
    @DisplayName("a mail that waited for a sender longer than its lease allows is given back, not sent")
    void leaseTooShort() {
        announce(SampleMails.plain());
        announce(SampleMails.plain());
        policy = policy.inBatchesOf(2, 1).leasedFor(Duration.ofSeconds(10));
        transport.answering(mail -> {
            clock.advance(Duration.ofSeconds(9).plusMillis(500));
            return accepted();
        });
        OutboxDispatcher dispatcher = dispatcher();
        DispatchResult first = dispatcher.runOnce();
        assertThat(first.sent()).isEqualTo(1);
        assertThat(first.again()).isEqualTo(1);
        transport.accepting();
        assertThat(dispatcher.runOnce().sent()).isEqualTo(1);
        assertThat(turns)
                .extracting(DeliveryListener.Attempt::attempt)
                .as("nothing spent")
                .containsOnly(1);
    }

    @Test
    @DisplayName("a mail whose dispatchers keep dying ends dead, and takes no other with it")
    void crashLoop() {
        PlannedMail.Send poison = announce(SampleMails.plain());
        for (int i = 0; i < 4; i++) {
            announce(SampleMails.plain());
        }
        // A mail that kills its dispatcher: whoever holds it goes no further, and all its leases run out.
        for (int crash = 0; crash < 20 && entry(poison).state() != EntryState.DEAD; crash++) {
            List<ClaimedMail> held = outbox.claim(new ClaimRequest("dying", 10, Duration.ofSeconds(2)));
            boolean dies = held.stream().anyMatch(mail -> mail.id().equals(poison.id()) && mail.losses() < 5);
            if (!dies) {
                for (ClaimedMail mail : held) {
                    outbox.settle(
                            List.of(new Settlement(mail, Disposition.Again.untouched(EntryReason.NOT_TRIED), null)));
                }
                dispatcher().runOnce();
            }
            clock.advance(Duration.ofSeconds(3));
        }
        assertThat(entry(poison).state()).isEqualTo(EntryState.DEAD);
        assertThat(entry(poison).reason()).isEqualTo("dispatcher-died-too-often");
        dispatcher().runUntilIdle();
        assertThat(outbox.counts().in(EntryState.SENT)).isEqualTo(4);
    }

    @Test
    @DisplayName("refuses a lease that a single send could outlast")
    void leaseAgainstDeadline() {
        policy = policy.leasedFor(Duration.ofSeconds(1));
        assertThatThrownBy(this::dispatcher)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lease");
    }

    @Test
    @DisplayName("a listener that fails changes nothing, be it with an error")
    void failingListener() {
        announce(SampleMails.plain());
        announce(SampleMails.plain());
        OutboxDispatcher dispatcher = OutboxDispatcher.builder(outbox, transport)
                .sealer(SEALER)
                .policy(policy)
                .listener(new DeliveryListener() {
                    @Override
                    public void attemptEnded(Attempt attempt) {
                        if (failed++ == 0) {
                            throw new NoClassDefFoundError("metrics");
                        }
                        throw new IllegalStateException("metrics are down");
                    }

                    private int failed;
                })
                .build();
        assertThat(dispatcher.runUntilIdle().sent()).isEqualTo(2);
    }
}
