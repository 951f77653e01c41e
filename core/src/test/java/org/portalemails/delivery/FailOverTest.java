package org.portalemails.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.portalemails.CompanyId;
import org.portalemails.email.PlannedMail;
import org.portalemails.inmemory.InMemoryMailTransport;
import org.portalemails.inmemory.InMemoryOutbox;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.Hold;
import org.portalemails.outbox.HoldScope;
import org.portalemails.outbox.OutboxEntry;
import org.portalemails.outbox.PayloadSealer;
import org.portalemails.outbox.spi.Disposition;
import org.portalemails.outbox.spi.OutboxQueue;
import org.portalemails.outbox.spi.Settlement;
import org.portalemails.testkit.SampleMails;
import org.portalemails.testkit.SettableClock;
import org.portalemails.transport.DeliveryOutcome;
import org.portalemails.transport.DeliveryOutcome.Misconfigured.Scope;
import org.portalemails.transport.DeliveryOutcome.Phase;
import org.portalemails.transport.DeliveryOutcome.Reply;
import org.portalemails.transport.MailRoute;
import org.portalemails.transport.MailRoutes;

@DisplayName("With two companies, one of which has a second server,")
@Timeout(60)
class FailOverTest {
    private static final CompanyId NORTH = new CompanyId("north");
    private static final CompanyId SOUTH = new CompanyId("south");

    private final SettableClock clock = new SettableClock();
    private final InMemoryOutbox outbox = new InMemoryOutbox(clock);
    private final InMemoryMailTransport main = new InMemoryMailTransport();
    private final InMemoryMailTransport spare = new InMemoryMailTransport();
    private final InMemoryMailTransport other = new InMemoryMailTransport();
    private final List<String> told = new ArrayList<>();
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int destinations;
    private Executor senders = Runnable::run;

    private final OutboxDispatcher dispatcher = OutboxDispatcher.builder(
                    outbox,
                    MailRoutes.of(MailRoute.named("south").through("other", other))
                            .forCompany(
                                    NORTH,
                                    MailRoute.named("north")
                                            .through("main", main)
                                            .through("spare", spare)))
            .sealer(PayloadSealer.unprotected())
            .policy(DispatchPolicy.standard()
                    .onNode("node-a")
                    .inBatchesOf(10, 8)
                    .retrying(RetryPolicy.doubling(Duration.ofMinutes(1), Duration.ofHours(1), 25, Duration.ofDays(3))))
            .nanoTime(() -> Duration.between(Instant.EPOCH, clock.instant()).toNanos())
            .senders(work -> senders.execute(work))
            .listener(new DeliveryListener() {
                @Override
                public void attemptEnded(Attempt attempt) {
                    told.add(attempt.route() + " " + attempt.transport() + " " + attempt.outcome());
                }

                @Override
                public void fallbackBegan(String route, String transport) {
                    told.add(route + " falls back on " + transport);
                }

                @Override
                public void fallbackEnded(String route, Instant since) {
                    told.add(route + " is back, since " + since);
                }

                @Override
                public void suspended(HoldScope scope, String reason) {
                    told.add("hold " + scope.key() + " " + reason);
                }
            })
            .build();

    private PlannedMail.Send announce(CompanyId company) {
        PlannedMail.Send mail = SampleMails.plain(company, company.value(), "marie@d" + ++destinations + ".example");
        outbox.append(List.of(mail));
        return mail;
    }

    private void announce(CompanyId company, int mails) {
        for (int i = 0; i < mails; i++) {
            announce(company);
        }
    }

    private OutboxEntry entry(PlannedMail mail) {
        return outbox.find(mail.id()).orElseThrow();
    }

    private static DeliveryOutcome down() {
        return new DeliveryOutcome.TryLater(Reply.none(Phase.CONNECT, "no connection"), true);
    }

    private static DeliveryOutcome misconfigured(Scope scope) {
        return new DeliveryOutcome.Misconfigured(new Reply(Phase.AUTH, 535, "5.7.8", "bad credentials"), scope);
    }

    private static DeliveryOutcome accepted() {
        return new DeliveryOutcome.Accepted(new Reply(Phase.FINAL_DOT, 250, "2.0.0", "ok"));
    }

    static Stream<DeliveryOutcome> whatIsPassedOver() {
        List<DeliveryOutcome> all = new ArrayList<>();
        for (Phase phase : Phase.values()) {
            if (phase != Phase.PREPARE && phase != Phase.FINAL_DOT) {
                all.add(new DeliveryOutcome.TryLater(new Reply(phase, 421, null, "closing"), true));
                all.add(new DeliveryOutcome.TryLater(Reply.none(phase, "the connection was lost"), false));
                all.add(new DeliveryOutcome.Misconfigured(new Reply(phase, 530, null, "no"), Scope.SERVER));
                all.add(new DeliveryOutcome.Misconfigured(new Reply(phase, 550, null, "no"), Scope.SENDER));
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("whatIsPassedOver")
    @DisplayName("a transport that fails before the final dot is passed over within the same attempt")
    void passedOver(DeliveryOutcome failure) {
        main.answering(mail -> failure);
        PlannedMail.Send mail = announce(NORTH);
        assertThat(dispatcher.runOnce().sent()).isEqualTo(1);
        assertThat(spare.delivered()).singleElement().satisfies(one -> {
            assertThat(one.id()).isEqualTo(mail.id());
            assertThat(one.company()).isEqualTo(NORTH);
            assertThat(one.route()).isEqualTo("north");
        });
        assertThat(outbox.attempts(mail.id())).singleElement().satisfies(one -> {
            assertThat(one.facts().transport()).isEqualTo("spare");
            assertThat(one.facts().outcome()).isEqualTo("accepted");
        });
        boolean server = failure instanceof DeliveryOutcome.TryLater
                || failure instanceof DeliveryOutcome.Misconfigured broken && broken.scope() == Scope.SERVER;
        assertThat(told).contains("north spare accepted");
        assertThat(told.contains("north falls back on spare"))
                .as("a sender that it refuses says nothing about a server")
                .isEqualTo(server);
        assertThat(outbox.holds()).isEmpty();
    }

    static Stream<DeliveryOutcome> whatIsNot() {
        return Stream.of(
                new DeliveryOutcome.TryLater(new Reply(Phase.RCPT, 451, "4.7.1", "greylisted"), false),
                new DeliveryOutcome.TryLater(new Reply(Phase.FINAL_DOT, 451, "4.3.0", "later"), true),
                new DeliveryOutcome.TryLater(
                        Reply.none(Phase.PREPARE, "its rate is reached"), true, Duration.ofHours(5)),
                new DeliveryOutcome.Rejected(new Reply(Phase.RCPT, 550, "5.1.1", "nobody"), true),
                new DeliveryOutcome.Unsendable(new Reply(Phase.MAIL, 0, null, "too large")),
                new DeliveryOutcome.Unknown(Reply.none(Phase.FINAL_DOT, "the connection was lost")));
    }

    @ParameterizedTest
    @MethodSource("whatIsNot")
    @DisplayName("what is about the mail, or may have been taken, goes to no second server")
    void notPassedOver(DeliveryOutcome answer) {
        main.answering(mail -> answer);
        announce(NORTH);
        dispatcher.runUntilIdle();
        assertThat(spare.delivered()).isEmpty();
        assertThat(told).noneMatch(line -> line.contains("spare"));
    }

    @Test
    @DisplayName(
            "a mail that the first server may have taken is asked about there and nowhere else, however long that rests")
    void unknownStays() {
        main.answering(mail -> new DeliveryOutcome.Unknown(Reply.none(Phase.FINAL_DOT, "the connection was lost")));
        PlannedMail.Send mail = announce(NORTH);
        dispatcher.runUntilIdle();
        main.answering(one -> down());
        for (int i = 0; i < 20; i++) {
            clock.advance(Duration.ofSeconds(40));
            announce(NORTH);
            dispatcher.runUntilIdle();
        }
        assertThat(spare.delivered()).hasSize(20).noneMatch(one -> one.id().equals(mail.id()));
        assertThat(entry(mail).state()).isEqualTo(EntryState.QUEUED);
        main.accepting();
        clock.advance(Duration.ofHours(2));
        dispatcher.runUntilIdle();
        assertThat(main.delivered()).extracting(one -> one.id()).contains(mail.id());
    }

    @Test
    @DisplayName(
            "while the first server is down mails leave by the second at full speed, one mail in a while asks, and it is used as soon as it is back")
    void downAndBack() {
        int[] asked = {0};
        main.answering(mail -> {
            asked[0]++;
            return down();
        });
        announce(NORTH, 100);
        assertThat(dispatcher.runUntilIdle().sent()).isEqualTo(100);
        assertThat(asked[0]).as("only those on their way at first").isLessThanOrEqualTo(10);
        assertThat(spare.delivered()).hasSize(100);
        assertThat(dispatcher.routes().get(1)).satisfies(status -> {
            assertThat(status.name()).isEqualTo("north");
            assertThat(status.fallback()).isEqualTo("spare");
            assertThat(status.fallbackSince()).isEqualTo(clock.instant());
            assertThat(status.transports())
                    .extracting(MailRoute.TransportStatus::condition)
                    .containsExactly(MailRoute.Condition.DOWN, MailRoute.Condition.WORKING);
            assertThat(status.transports().get(0).reason()).isEqualTo("no connection");
        });
        asked[0] = 0;
        clock.advance(Duration.ofMinutes(2));
        announce(NORTH, 10);
        assertThat(dispatcher.runUntilIdle().sent()).isEqualTo(10);
        assertThat(asked[0]).as("one asks").isEqualTo(1);
        Instant since = dispatcher.routes().get(1).fallbackSince();
        main.accepting();
        clock.advance(Duration.ofMinutes(2));
        announce(NORTH, 10);
        dispatcher.runUntilIdle();
        assertThat(main.delivered()).isNotEmpty();
        announce(NORTH, 10);
        spare.clear();
        dispatcher.runUntilIdle();
        assertThat(spare.delivered()).isEmpty();
        assertThat(told).contains("north is back, since " + since);
        assertThat(dispatcher.routes().get(1).fallback()).isNull();
        assertThat(dispatcher.routes().get(1).transports())
                .allMatch(one -> one.condition() == MailRoute.Condition.WORKING && one.since() == null);
    }

    @Test
    @DisplayName("a first server with a wrong password is asked once in a while, and its mails do not wait")
    void misconfiguredFirst() {
        int[] asked = {0};
        main.answering(mail -> {
            asked[0]++;
            return misconfigured(Scope.SERVER);
        });
        announce(NORTH, 50);
        assertThat(dispatcher.runUntilIdle().sent()).isEqualTo(50);
        assertThat(asked[0]).isLessThanOrEqualTo(10);
        assertThat(outbox.holds()).isEmpty();
        assertThat(dispatcher.routes().get(1).transports().get(0).condition())
                .isEqualTo(MailRoute.Condition.MISCONFIGURED);
        main.accepting();
        clock.advance(Duration.ofMinutes(2));
        announce(NORTH, 10);
        dispatcher.runUntilIdle();
        assertThat(main.delivered()).isNotEmpty();
    }

    @Test
    @DisplayName("if all servers of a route are misconfigured the route is on hold, and nothing else")
    void routeOnHold() {
        main.answering(mail -> misconfigured(Scope.SERVER));
        spare.answering(mail -> misconfigured(Scope.SERVER));
        announce(NORTH, 30);
        announce(SOUTH, 30);
        assertThat(dispatcher.runUntilIdle().sent()).isEqualTo(30);
        assertThat(other.delivered()).hasSize(30).allMatch(mail -> mail.company()
                .equals(SOUTH));
        assertThat(outbox.holds()).extracting(Hold::scope).containsExactly(HoldScope.route("north"));
        assertThat(told).contains("hold r:north bad credentials");
        spare.accepting();
        clock.advance(Duration.ofMinutes(2));
        dispatcher.runUntilIdle();
        clock.advance(Duration.ofMinutes(2));
        dispatcher.runUntilIdle();
        assertThat(outbox.holds()).isEmpty();
        assertThat(outbox.counts().in(EntryState.SENT)).isEqualTo(60);
    }

    @Test
    @DisplayName(
            "a server that is down beside one that is misconfigured is waited for: that is no matter of settings alone")
    void downBesideMisconfigured() {
        main.answering(mail -> down());
        spare.answering(mail -> misconfigured(Scope.SERVER));
        announce(NORTH, 5);
        dispatcher.runUntilIdle();
        assertThat(outbox.holds()).isEmpty();
        main.accepting();
        for (int i = 0; i < 10; i++) {
            clock.advance(Duration.ofMinutes(5));
            dispatcher.runUntilIdle();
        }
        assertThat(main.delivered()).hasSize(5);
    }

    @Test
    @DisplayName("nobody waits for a route whose server is down, refuses or is slow")
    void isolated() {
        main.answering(mail -> down());
        spare.answering(mail -> down());
        announce(NORTH, 200);
        announce(SOUTH, 20);
        assertThat(dispatcher.runOnce().sent()).isEqualTo(10);
        assertThat(dispatcher.runOnce().sent()).isEqualTo(10);
        assertThat(other.delivered()).hasSize(20);
        assertThat(outbox.counts().in(EntryState.SENDING)).isZero();
    }

    @Test
    @DisplayName("some senders are kept for the others, however many mails of one route are on their way")
    void kept() {
        senders = waiting::add;
        announce(NORTH, 100);
        DispatchEngine engine = dispatcher.engine();
        engine.claimMore();
        engine.advance(0);
        assertThat(waiting).as("of eight senders two are kept").hasSize(6);
        announce(SOUTH, 100);
        engine.claimMore();
        engine.advance(0);
        assertThat(waiting).hasSize(8);
        waiting.forEach(Runnable::run);
        assertThat(engine.advance(0).sent()).isEqualTo(8);
        assertThat(other.delivered()).hasSize(2);
    }

    @Test
    @DisplayName("a mail of a route that is none any more leaves by the one that its company has now")
    void renamed() {
        PlannedMail.Send mail = SampleMails.plain(NORTH, "before", "marie@erables.example");
        outbox.append(List.of(mail));
        dispatcher.runUntilIdle();
        assertThat(main.delivered()).singleElement().satisfies(one -> {
            assertThat(one.id()).isEqualTo(mail.id());
            assertThat(one.route()).isEqualTo("north");
        });
    }

    @Test
    @DisplayName("a mail of a route that is none any more does not wait for a server that is not its own")
    void renamedBesideDown() {
        other.answering(mail -> down());
        announce(SOUTH);
        dispatcher.runOnce();
        outbox.append(List.of(SampleMails.plain(NORTH, "before", "marie@erables.example")));
        dispatcher.runOnce();
        assertThat(main.delivered()).hasSize(1);
    }

    @Test
    @DisplayName("one that does not let a mail of the group through holds this group, if the other does neither")
    void senderRefused() {
        main.answering(mail -> misconfigured(Scope.SENDER));
        spare.answering(mail -> misconfigured(Scope.SENDER));
        PlannedMail.Send mail = announce(NORTH);
        dispatcher.runUntilIdle();
        assertThat(outbox.holds()).extracting(Hold::scope).containsExactly(HoldScope.group(mail.group()));
        main.answering(one -> accepted());
        clock.advance(Duration.ofMinutes(2));
        dispatcher.runUntilIdle();
        assertThat(outbox.holds()).isEmpty();
        assertThat(entry(mail).state()).isEqualTo(EntryState.SENT);
    }

    @Test
    @DisplayName("mails to a slow destination let the others of their route pass, and go out one after the other")
    void slowDestination() {
        other.answering(mail -> {
            clock.advance(mail.to().address().domain().equals("slow.example") ? Duration.ofSeconds(5) : Duration.ZERO);
            return accepted();
        });
        outbox.append(List.of(SampleMails.plain(SOUTH, "south", "a@slow.example")));
        announce(SOUTH);
        dispatcher.runOnce();
        List<PlannedMail.Send> slow = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            slow.add(SampleMails.plain(SOUTH, "south", "a@slow.example"));
        }
        outbox.append(slow);
        announce(SOUTH, 10);
        senders = waiting::add;
        DispatchEngine engine = dispatcher.engine();
        for (int i = 0; i < 20; i++) {
            engine.claimMore();
            engine.advance(0);
        }
        senders = Runnable::run;
        List<Runnable> begun = List.copyOf(waiting);
        waiting.clear();
        begun.forEach(Runnable::run);
        engine.advance(0);
        assertThat(outbox.counts().in(EntryState.SENDING)).isLessThan(20);
        assertThat(told.stream()
                        .filter(line -> line.equals("south other accepted"))
                        .count())
                .as("one before, some slow ones and as many others")
                .isGreaterThanOrEqualTo(2 + 6);
        assertThat(slow.stream().map(this::entry).filter(one -> one.state() == EntryState.QUEUED))
                .hasSizeGreaterThan(80)
                .allMatch(one -> one.attempts() == 0);
        for (int i = 0; i < 300; i++) {
            clock.advance(Duration.ofSeconds(5));
            dispatcher.runUntilIdle();
        }
        assertThat(outbox.counts().in(EntryState.SENT)).isEqualTo(112);
    }

    private void boundToMain() {
        main.answering(mail -> new DeliveryOutcome.Unknown(Reply.none(Phase.FINAL_DOT, "the connection was lost")));
        announce(NORTH);
        dispatcher.runUntilIdle();
    }

    @Test
    @DisplayName("a mail that is bound to a server with a wrong password waits alone: the others leave by the second")
    void boundHoldsNobody() {
        for (Scope scope : Scope.values()) {
            boundToMain();
            main.answering(mail -> misconfigured(scope));
            clock.advance(Duration.ofHours(2));
            dispatcher.runUntilIdle();
            assertThat(outbox.holds()).isEmpty();
            spare.clear();
            announce(NORTH, 5);
            dispatcher.runUntilIdle();
            assertThat(spare.delivered()).hasSize(5);
            main.accepting();
            clock.advance(Duration.ofHours(2));
            dispatcher.runUntilIdle();
            assertThat(outbox.counts().in(EntryState.QUEUED)).isZero();
        }
    }

    @Test
    @DisplayName("a sender that only the first server refuses leaves by the second, and that is no fallback")
    void refusedSenderIsNoFallback() {
        for (DeliveryOutcome answer : List.of(misconfigured(Scope.SENDER), accepted(), misconfigured(Scope.SENDER))) {
            main.answering(mail -> answer);
            announce(NORTH);
            dispatcher.runOnce();
        }

        assertThat(told).containsExactly("north spare accepted", "north main accepted", "north spare accepted");
        assertThat(dispatcher.routes().get(1).fallback()).isNull();
    }

    @Test
    @DisplayName("an answer about a mail that is bound to the second server is no fallback")
    void boundIsNoFallback() {
        main.answering(mail -> down());
        spare.answering(mail -> new DeliveryOutcome.Unknown(Reply.none(Phase.FINAL_DOT, "the connection was lost")));
        announce(NORTH);
        dispatcher.runUntilIdle();
        main.accepting();
        spare.accepting();
        clock.advance(Duration.ofHours(2));
        dispatcher.runUntilIdle();
        assertThat(spare.delivered()).hasSize(1);
        assertThat(told).noneMatch(line -> line.contains("falls back"));
    }

    @Test
    @DisplayName(
            "a sender that the second server refuses is a matter of its group, though the first has a wrong password")
    void senderRefusedBySpare() {
        main.answering(mail -> misconfigured(Scope.SERVER));
        spare.answering(mail -> misconfigured(Scope.SENDER));
        PlannedMail.Send mail = announce(NORTH);
        dispatcher.runUntilIdle();
        assertThat(outbox.holds()).extracting(Hold::scope).containsExactly(HoldScope.group(mail.group()));
    }

    @Test
    @DisplayName("a probe whose sender is refused ends the hold of its route: the server let it in")
    void probeOfRefusedSender() {
        other.answering(mail -> misconfigured(Scope.SERVER));
        PlannedMail.Send mail = announce(SOUTH);
        dispatcher.runUntilIdle();
        assertThat(outbox.holds()).extracting(Hold::scope).containsExactly(HoldScope.route("south"));
        other.answering(one -> misconfigured(Scope.SENDER));
        clock.advance(Duration.ofMinutes(2));
        dispatcher.runOnce();
        assertThat(outbox.holds()).extracting(Hold::scope).containsExactly(HoldScope.group(mail.group()));
    }

    @Test
    @DisplayName("while one mail finds out whether the only server works again, no others are claimed for it")
    void oneTries() {
        other.answering(mail -> down());
        announce(SOUTH, 50);
        dispatcher.runOnce();
        clock.advance(Duration.ofHours(2));
        senders = waiting::add;
        DispatchEngine engine = dispatcher.engine();
        engine.claimMore();
        engine.advance(0);
        assertThat(waiting).hasSize(1);
        int[] claimed = {0};
        other.answering(mail -> {
            senders = Runnable::run;
            for (int i = 0; i < 20; i++) {
                claimed[0] += engine.claimMore();
            }
            return accepted();
        });
        waiting.remove().run();
        assertThat(claimed[0]).isZero();
        dispatcher.runUntilIdle();
        assertThat(outbox.counts().in(EntryState.SENT)).isEqualTo(50);
    }

    @Test
    @DisplayName("the second server is asked only if the claim outlasts it, however long the mail waited for a sender")
    void leaseOutlastsSpare() {
        Duration deadline = main.deadline();
        main.answering(mail -> {
            clock.advance(deadline);
            return down();
        });
        announce(NORTH);
        senders = waiting::add;
        DispatchEngine engine = dispatcher.engine();
        engine.claimMore();
        engine.advance(0);
        clock.advance(DispatchPolicy.standard().lease().minus(deadline));
        waiting.remove().run();
        assertThat(spare.delivered()).isEmpty();
    }

    @Test
    @DisplayName("that the first server took long before it failed is no fault of the destination")
    void paceOfTheLast() {
        main.answering(mail -> {
            clock.advance(Duration.ofSeconds(30));
            return down();
        });
        outbox.append(List.of(SampleMails.plain(NORTH, "north", "a@large.example")));
        dispatcher.runOnce();
        spare.clear();
        for (int i = 0; i < 100; i++) {
            outbox.append(List.of(SampleMails.plain(NORTH, "north", "a@large.example")));
        }
        dispatcher.runUntilIdle();
        assertThat(spare.delivered()).hasSize(100);
    }

    @Test
    @DisplayName("while an outcome cannot be written and no sender is free, the dispatcher waits and does not spin")
    void refusedDoesNotSpin() {
        int[] refused = {0};
        InMemoryOutbox storage = new InMemoryOutbox(clock);
        OutboxQueue refusing = new ForwardingQueue(storage) {
            @Override
            public List<Boolean> settle(List<Settlement> outcomes) {
                if (outcomes.stream().anyMatch(one -> one.disposition() instanceof Disposition.Sent)
                        && refused[0]++ < 2) {
                    throw new IllegalStateException("refused");
                }
                return super.settle(outcomes);
            }
        };
        DispatchEngine engine = OutboxDispatcher.builder(refusing, MailRoutes.single(main))
                .sealer(PayloadSealer.unprotected())
                .policy(DispatchPolicy.standard().inBatchesOf(2, 1))
                .build()
                .engine();
        storage.append(List.of(
                SampleMails.plain(NORTH, PlannedMail.DEFAULT_ROUTE, "a@x.example"),
                SampleMails.plain(NORTH, PlannedMail.DEFAULT_ROUTE, "b@x.example")));
        engine.claimMore();
        int steps = 0;
        while (engine.isBusy()) {
            engine.advance(Duration.ofSeconds(1).toNanos());
            steps++;
        }
        assertThat(storage.counts().in(EntryState.SENT)).isEqualTo(2);
        assertThat(steps).isLessThan(20);
    }

    @Test
    @DisplayName("that one route has a slow destination lets nobody claim more of another")
    void slowElsewhere() {
        other.answering(mail -> {
            clock.advance(Duration.ofSeconds(5));
            return accepted();
        });
        outbox.append(List.of(SampleMails.plain(SOUTH, "south", "a@slow.example")));
        announce(SOUTH);
        dispatcher.runOnce();
        for (int i = 0; i < 100; i++) {
            outbox.append(List.of(SampleMails.plain(SOUTH, "south", "a@slow.example")));
        }
        announce(NORTH, 300);
        senders = waiting::add;
        DispatchEngine engine = dispatcher.engine();
        engine.claimMore();
        engine.claimMore();
        engine.advance(0);
        waiting.forEach(Runnable::run);
        waiting.clear();
        engine.advance(0);
        engine.claimMore();
        assertThat(outbox.counts().in(EntryState.SENDING)).isLessThan(50);
    }
}
