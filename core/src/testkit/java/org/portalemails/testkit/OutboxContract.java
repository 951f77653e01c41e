package org.portalemails.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.CustomerGroupId;
import org.portalemails.delivery.DispatchPolicy;
import org.portalemails.delivery.MailTransport;
import org.portalemails.delivery.OutboxDispatcher;
import org.portalemails.email.ComposedMail;
import org.portalemails.email.SkipReason;
import org.portalemails.event.ActionLink;
import org.portalemails.event.EventId;
import org.portalemails.outbox.AppendCondition;
import org.portalemails.outbox.AppendResult;
import org.portalemails.outbox.AttemptFacts;
import org.portalemails.outbox.AttemptRecord;
import org.portalemails.outbox.ClaimRequest;
import org.portalemails.outbox.ClaimedMail;
import org.portalemails.outbox.ClaimedMail.Flag;
import org.portalemails.outbox.Disposition;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.Hold;
import org.portalemails.outbox.HoldScope;
import org.portalemails.outbox.NewOutboxEntry;
import org.portalemails.outbox.OutboxEntry;
import org.portalemails.outbox.OutboxQuery;
import org.portalemails.outbox.PayloadCodec;
import org.portalemails.outbox.Settlement;
import org.portalemails.settings.EmailAddress;
import org.portalemails.settings.NotificationType;
import org.portalemails.settings.SettingsOwner;

/**
 * What every outbox must do. To join: extend, and return an empty outbox whose clock is the real time. Hosts and authors of
 * adapters run the same tests as the adapters of this library.
 */
public abstract class OutboxContract {
    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final String MARIE = "marie.tremblay@erables.example";

    /** The adapter; each test begins with a new one. */
    protected OutboxUnderTest adapter;

    /**
     * An empty outbox.
     *
     * @return a new one for each test
     */
    protected abstract OutboxUnderTest emptyOutbox();

    @BeforeEach
    final void begin() {
        adapter = emptyOutbox();
    }

    private List<ClaimedMail> claim(int limit) {
        return claim(limit, LEASE);
    }

    private List<ClaimedMail> claim(int limit, Duration lease) {
        return adapter.queue().claim(new ClaimRequest("node-a", limit, lease));
    }

    /** Claims when something is due, which may be a moment away on the storage's clock. */
    private ClaimedMail claimOne(Duration lease) {
        List<ClaimedMail> claimed = new ArrayList<>();
        await(() -> {
            claimed.addAll(claim(1, lease));
            return !claimed.isEmpty();
        });
        return claimed.get(0);
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not reached within 30 seconds");
            }
            Thread.onSpinWait();
        }
    }

    private boolean settle(ClaimedMail claim, Disposition disposition) {
        AttemptFacts facts =
                new AttemptFacts("node-a", "accepted", "final-dot", 250, "2.0.0", "queued", Duration.ofMillis(12));
        return adapter.queue()
                .settle(List.of(new Settlement(claim, disposition, facts)))
                .get(0);
    }

    private OutboxEntry entry(NewOutboxEntry entry) {
        return adapter.administration().find(entry.id()).orElseThrow();
    }

    private static Disposition dead(String reason) {
        return new Disposition.End(EntryState.DEAD, reason);
    }

    @Test
    @DisplayName("an announced mail is queued, and can be claimed as it was written")
    void appendThenClaim() {
        NewOutboxEntry.ToSend sent = SampleMails.withLink(SampleMails.given());
        assertThat(adapter.outbox().append(List.of(sent))).containsExactly(new AppendResult(sent.id(), true));

        OutboxEntry queued = entry(sent);
        assertThat(queued.state()).isEqualTo(EntryState.QUEUED);
        assertThat(queued.eventId()).isEqualTo(sent.eventId());
        assertThat(queued.recipient()).isEqualTo(MARIE);
        assertThat(queued.expiresAt()).isEqualTo(sent.mail().expiresAt());
        assertThat(queued.hasBody()).isTrue();

        ClaimedMail claimed = claimOne(LEASE);
        assertThat(claimed.id()).isEqualTo(sent.id());
        assertThat(claimed.attempt()).isEqualTo(1);
        assertThat(claimed.losses()).isZero();
        assertThat(claimed.flags()).isEmpty();
        assertThat(new PayloadCodec(adapter.sealer()).decode(claimed.payload())).isEqualTo(sent.mail());
        assertThat(entry(sent).state()).isEqualTo(EntryState.SENDING);
        assertThat(entry(sent).claimedBy()).isEqualTo("node-a");
    }

    @Test
    @DisplayName("nothing to announce is no trouble")
    void appendNothing() {
        assertThat(adapter.outbox().append(List.of())).isEmpty();
    }

    @Test
    @DisplayName("the same event and mail twice is one entry, and the answer names the first")
    void duplicateIsAnswered() {
        NewOutboxEntry.ToSend first = SampleMails.plain();
        NewOutboxEntry.ToSend again =
                SampleMails.plain(first.eventId(), new CustomerGroupId("OTHER"), "other@customer.example");
        adapter.outbox().append(List.of(first));
        assertThat(adapter.outbox().append(List.of(again))).containsExactly(new AppendResult(first.id(), false));
        assertThat(adapter.administration().find(OutboxQuery.all())).hasSize(1);
    }

    @Test
    @DisplayName("a repetition among new entries does not hold them up, and each has its answer in its place")
    void duplicateAmongNew() {
        NewOutboxEntry.ToSend old = SampleMails.plain();
        adapter.outbox().append(List.of(old));
        NewOutboxEntry.ToSend before = SampleMails.plain();
        NewOutboxEntry.ToSend after = SampleMails.plain();
        NewOutboxEntry.ToSend repeated = SampleMails.plain(old.eventId(), SampleEvents.GROUP, MARIE);
        NewOutboxEntry.ToSend twiceInCall = SampleMails.plain(before.eventId(), SampleEvents.GROUP, MARIE);
        assertThat(adapter.outbox().append(List.of(before, repeated, after, twiceInCall)))
                .containsExactly(
                        new AppendResult(before.id(), true),
                        new AppendResult(old.id(), false),
                        new AppendResult(after.id(), true),
                        new AppendResult(before.id(), false));
        assertThat(adapter.administration().find(OutboxQuery.all())).hasSize(3);
    }

    @Test
    @DisplayName("two mails of one event are two entries")
    void twoMailsOfOneEvent() {
        EventId event = SampleMails.newEventId();
        NewOutboxEntry.ToSend one = new NewOutboxEntry.ToSend(
                SampleMails.mail(event, NotificationType.NEW_PRIMARY_CONTACT, SampleEvents.GROUP, MARIE, Map.of()),
                null);
        NewOutboxEntry.ToSend two = new NewOutboxEntry.ToSend(
                SampleMails.mail(event, NotificationType.OLD_PRIMARY_CONTACT, SampleEvents.GROUP, MARIE, Map.of()),
                null);
        assertThat(adapter.outbox().append(List.of(one, two))).allMatch(AppendResult::appended);
    }

    @Test
    @DisplayName("event ids that differ in case only are two events")
    void caseMatters() {
        String id = SampleMails.newEventId().value();
        NewOutboxEntry lower = SampleMails.plain(new EventId(id + "-a"), SampleEvents.GROUP, MARIE);
        NewOutboxEntry upper = SampleMails.plain(new EventId(id + "-A"), SampleEvents.GROUP, MARIE);
        assertThat(adapter.outbox().append(List.of(lower))).allMatch(AppendResult::appended);
        assertThat(adapter.outbox().append(List.of(upper))).allMatch(AppendResult::appended);
    }

    @Test
    @DisplayName("an import of 1,200 mails is answered one by one, in order")
    void manyAtOnce() {
        List<NewOutboxEntry> entries = new ArrayList<>();
        for (int i = 0; i < 1_200; i++) {
            entries.add(SampleMails.plain("GROUP-" + i % 7, "person" + i + "@customer.example"));
        }
        List<AppendResult> results = adapter.outbox().append(entries);
        assertThat(results).allMatch(AppendResult::appended);
        assertThat(results.stream().map(AppendResult::id))
                .containsExactlyElementsOf(
                        entries.stream().map(NewOutboxEntry::id).toList());
        assertThat(adapter.outbox().append(entries)).noneMatch(AppendResult::appended);
    }

    @Test
    @DisplayName("a skipped mail is on record with its reason and never claimed")
    void skippedIsRecorded() {
        NewOutboxEntry.Skipped skipped = SampleMails.skipped(SkipReason.SWITCHED_OFF);
        adapter.outbox().append(List.of(skipped));
        OutboxEntry recorded = entry(skipped);
        assertThat(recorded.state()).isEqualTo(EntryState.SKIPPED);
        assertThat(recorded.reason()).isEqualTo("switched-off");
        assertThat(recorded.finishedAt()).isNotNull();
        assertThat(claim(10)).isEmpty();
    }

    @Test
    @DisplayName("of eight threads that announce one event exactly one writes it")
    void concurrentAnnouncements() throws Exception {
        EventId event = SampleMails.newEventId();
        List<Callable<AppendResult>> calls = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            calls.add(() -> adapter.outbox()
                    .append(List.of(SampleMails.plain(event, SampleEvents.GROUP, MARIE)))
                    .get(0));
        }
        List<AppendResult> results = together(calls);
        assertThat(results).filteredOn(AppendResult::appended).hasSize(1);
        assertThat(results.stream().map(AppendResult::id).distinct()).hasSize(1);
    }

    @Test
    @DisplayName("mails with a secret are claimed before older mails without one")
    void securityFirst() {
        NewOutboxEntry.ToSend ordinary = SampleMails.plain();
        NewOutboxEntry.ToSend secret = SampleMails.withLink(SampleMails.minted());
        adapter.outbox().append(List.of(ordinary));
        adapter.outbox().append(List.of(secret));
        assertThat(claimOne(LEASE).id()).isEqualTo(secret.id());
        assertThat(claimOne(LEASE).id()).isEqualTo(ordinary.id());
        assertThat(claim(10)).isEmpty();
    }

    @Test
    @DisplayName("a claim takes no more than it asks for, oldest first")
    void claimIsBounded() {
        NewOutboxEntry.ToSend first = SampleMails.plain();
        adapter.outbox().append(List.of(first));
        await(() -> Instant.now().isAfter(entry(first).createdAt()));
        adapter.outbox().append(List.of(SampleMails.plain(), SampleMails.plain()));
        List<ClaimedMail> two = claim(2);
        assertThat(two).hasSize(2);
        assertThat(two.get(0).id()).isEqualTo(first.id());
    }

    @Test
    @DisplayName("workers that claim at the same time share 300 mails, each mail once")
    void concurrentClaims() throws Exception {
        List<NewOutboxEntry> entries = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            entries.add(SampleMails.plain());
        }
        adapter.outbox().append(entries);
        Set<Object> seen = java.util.concurrent.ConcurrentHashMap.newKeySet();
        List<Callable<Integer>> workers = new ArrayList<>();
        for (int worker = 0; worker < 6; worker++) {
            String node = "node-" + worker;
            workers.add(() -> {
                int count = 0;
                long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
                while (seen.size() < 300 && System.nanoTime() - end < 0) {
                    List<ClaimedMail> mails = adapter.queue().claim(new ClaimRequest(node, 7, LEASE));
                    for (ClaimedMail mail : mails) {
                        assertThat(seen.add(mail.id())).as("claimed once").isTrue();
                    }
                    count += mails.size();
                }
                return count;
            });
        }
        assertThat(together(workers).stream().mapToInt(Integer::intValue).sum()).isEqualTo(300);
        assertThat(claim(10)).isEmpty();
    }

    @Test
    @DisplayName("a sent mail keeps its history and loses its body")
    void sent() {
        NewOutboxEntry.ToSend mail = SampleMails.withLink(SampleMails.given());
        adapter.outbox().append(List.of(mail));
        ClaimedMail claim = claimOne(LEASE);
        assertThat(settle(claim, new Disposition.Sent())).isTrue();
        OutboxEntry sent = entry(mail);
        assertThat(sent.state()).isEqualTo(EntryState.SENT);
        assertThat(sent.hasBody()).isFalse();
        assertThat(sent.finishedAt()).isNotNull();
        assertThat(sent.claimedBy()).isNull();
        assertThat(sent.attempts()).isEqualTo(1);
        List<AttemptRecord> attempts = adapter.administration().attempts(mail.id());
        assertThat(attempts).hasSize(1);
        assertThat(attempts.get(0).number()).isEqualTo(1);
        assertThat(attempts.get(0).late()).isFalse();
        assertThat(attempts.get(0).facts())
                .isEqualTo(new AttemptFacts(
                        "node-a", "accepted", "final-dot", 250, "2.0.0", "queued", Duration.ofMillis(12)));
        assertThat(settle(claim, new Disposition.Sent())).as("settled twice").isFalse();
        assertThat(claim(10)).isEmpty();
    }

    @Test
    @DisplayName("a mail to try again comes back when it is due and not before")
    void again() {
        NewOutboxEntry.ToSend mail = SampleMails.plain();
        adapter.outbox().append(List.of(mail));
        settle(claimOne(LEASE), new Disposition.Again(Duration.ZERO, true, true, "unknown"));
        assertThat(entry(mail).attempts()).isEqualTo(1);
        assertThat(entry(mail).possibleDuplicates()).isEqualTo(1);
        assertThat(entry(mail).reason()).isEqualTo("unknown");
        ClaimedMail second = claimOne(LEASE);
        assertThat(second.attempt()).isEqualTo(2);
        settle(second, new Disposition.Again(Duration.ofHours(1), false, false, "try-later"));
        assertThat(entry(mail).attempts()).as("the second was not spent").isEqualTo(1);
        assertThat(claim(10)).isEmpty();
        assertThat(entry(mail).state()).isEqualTo(EntryState.QUEUED);
        assertThat(Duration.between(Instant.now(), entry(mail).dueAt()))
                .isBetween(Duration.ofMinutes(55), Duration.ofMinutes(61));
        assertThat(adapter.administration().attempts(mail.id())).hasSize(2);
    }

    @Test
    @DisplayName(
            "when a lease runs out the mail is claimed again, and the lost attempt is on record as a possible duplicate")
    void leaseRunsOut() {
        NewOutboxEntry.ToSend mail = SampleMails.plain();
        adapter.outbox().append(List.of(mail));
        ClaimedMail first = claimOne(Duration.ofMillis(1));
        ClaimedMail second = claimOne(LEASE);
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.fence()).isGreaterThan(first.fence());
        assertThat(second.attempt()).isEqualTo(2);
        assertThat(second.losses()).isEqualTo(1);
        assertThat(entry(mail).possibleDuplicates()).isEqualTo(1);
        assertThat(adapter.administration().attempts(mail.id()))
                .extracting(attempt -> attempt.facts().outcome())
                .containsExactly(AttemptFacts.LOST);
    }

    @Test
    @DisplayName("nodes whose clocks are half an hour apart neither send early nor take a mail from each other")
    void clocksApart() {
        Duration apart = Duration.ofMinutes(15);
        RecordingTransport transport = new RecordingTransport();
        OutboxDispatcher fast = nodeWithClock("fast", apart, transport);
        OutboxDispatcher slow = nodeWithClock("slow", apart.negated(), transport);
        NewOutboxEntry.ToSend later = SampleMails.plain();
        NewOutboxEntry.ToSend held = SampleMails.plain();
        adapter.outbox().append(List.of(later));
        settle(claimOne(LEASE), new Disposition.Again(Duration.ofMinutes(10), true, false, "try-later"));
        adapter.outbox().append(List.of(held));
        assertThat(claimOne(Duration.ofMinutes(10)).id()).isEqualTo(held.id());

        assertThat(fast.runUntilIdle().claimed() + slow.runUntilIdle().claimed())
                .as("one is due in ten minutes, one is leased for ten minutes")
                .isZero();
        assertThat(entry(later).state()).isEqualTo(EntryState.QUEUED);
        assertThat(entry(held).claimedBy()).isEqualTo("node-a");
        assertThat(entry(held).possibleDuplicates()).isZero();

        // The date in a mail is what the clock of its node said: it decides nothing.
        for (Duration shift : List.of(apart, apart.negated())) {
            NewOutboxEntry.ToSend dated = dated(Instant.now().plus(shift));
            adapter.outbox().append(List.of(dated));
            await(() -> slow.runOnce().sent() + fast.runOnce().sent() == 1);
            assertThat(entry(dated).state()).isEqualTo(EntryState.SENT);
        }
        assertThat(transport.accepted()).hasSize(2);
    }

    private static NewOutboxEntry.ToSend dated(Instant date) {
        ComposedMail mail = SampleMails.plain().mail();
        return new NewOutboxEntry.ToSend(
                new ComposedMail(
                        mail.id(),
                        mail.eventId(),
                        mail.type(),
                        mail.group(),
                        mail.language(),
                        mail.messageId(),
                        date,
                        mail.from(),
                        mail.replyTo(),
                        mail.to(),
                        mail.subject(),
                        mail.text(),
                        mail.html(),
                        mail.links()),
                null);
    }

    private OutboxDispatcher nodeWithClock(String name, Duration shift, MailTransport transport) {
        return OutboxDispatcher.builder(adapter.queue(), transport)
                .sealer(adapter.sealer())
                .policy(DispatchPolicy.standard().onNode(name))
                .nanoTime(() -> System.nanoTime() + shift.toNanos())
                .build();
    }

    @Test
    @DisplayName("a settlement that comes after another claim is recorded as late and changes nothing")
    void fencing() {
        NewOutboxEntry.ToSend mail = SampleMails.plain();
        adapter.outbox().append(List.of(mail));
        ClaimedMail zombie = claimOne(Duration.ofMillis(1));
        ClaimedMail holder = claimOne(LEASE);
        assertThat(settle(zombie, dead("rejected"))).isFalse();
        assertThat(entry(mail).state()).isEqualTo(EntryState.SENDING);
        assertThat(settle(holder, new Disposition.Sent())).isTrue();
        assertThat(entry(mail).state()).isEqualTo(EntryState.SENT);
        assertThat(adapter.administration().attempts(mail.id()))
                .filteredOn(AttemptRecord::late)
                .hasSize(1);
        assertThat(settle(zombie, new Disposition.Again(Duration.ZERO, true, false, "late")))
                .isFalse();
        assertThat(entry(mail).state()).as("a sent mail never comes back").isEqualTo(EntryState.SENT);
    }

    @Test
    @DisplayName("a late settlement counts as long as nobody else claimed the mail")
    void lateButStillHolding() {
        NewOutboxEntry.ToSend mail = SampleMails.plain();
        adapter.outbox().append(List.of(mail));
        ClaimedMail slow = claimOne(Duration.ofMillis(1));
        await(() -> Instant.now().isAfter(entry(mail).dueAt()));
        assertThat(settle(slow, new Disposition.Sent())).isTrue();
        assertThat(claim(10)).isEmpty();
    }

    @Test
    @DisplayName("a mail whose dispatchers died twice is claimed alone, after the others")
    void aloneAfterLosses() {
        NewOutboxEntry.ToSend poison = SampleMails.withLink(SampleMails.minted());
        adapter.outbox().append(List.of(poison));
        claimOne(Duration.ofMillis(1));
        assertThat(claimOne(Duration.ofMillis(1)).losses()).isEqualTo(1);
        await(() -> Instant.now().isAfter(entry(poison).dueAt()));
        adapter.outbox().append(List.of(SampleMails.plain(), SampleMails.plain()));
        List<ClaimedMail> innocent = new ArrayList<>();
        await(() -> innocent.addAll(claim(10)) && innocent.size() >= 2);
        assertThat(innocent).noneMatch(mail -> mail.id().equals(poison.id()));
        ClaimedMail alone = claimOne(LEASE);
        assertThat(alone.id()).isEqualTo(poison.id());
        assertThat(alone.losses()).isEqualTo(2);
        assertThat(alone.attempt()).isEqualTo(3);
        settle(alone, dead("dispatcher-died-too-often"));
        assertThat(entry(poison).possibleDuplicates()).isEqualTo(2);
    }

    @Test
    @DisplayName("a newer mail with the same key replaces the older one that is still queued")
    void superseding() {
        NewOutboxEntry.ToSend older = SampleMails.withLink(SampleMails.minted(), "reset:mtremblay");
        NewOutboxEntry.ToSend other = SampleMails.withLink(SampleMails.minted(), "reset:jsmith");
        adapter.outbox().append(List.of(older));
        adapter.outbox().append(List.of(other));
        await(() -> Instant.now().isAfter(entry(older).createdAt()));
        NewOutboxEntry.ToSend newer = SampleMails.withLink(SampleMails.minted(), "reset:mtremblay");
        adapter.outbox().append(List.of(newer));
        List<ClaimedMail> claimed = claim(10);
        assertThat(claimed)
                .filteredOn(mail -> !mail.is(Flag.SUPERSEDED))
                .extracting(ClaimedMail::id)
                .containsExactlyInAnyOrder(newer.id(), other.id());
        assertThat(claimed)
                .filteredOn(mail -> mail.is(Flag.SUPERSEDED))
                .extracting(ClaimedMail::id)
                .isSubsetOf(List.of(older.id()));
    }

    @Test
    @DisplayName("claiming a mail that replaces others cancels those that wait for their next attempt")
    void supersedingWaitingOnes() {
        NewOutboxEntry.ToSend older = SampleMails.withLink(SampleMails.given(), "reset:mtremblay");
        adapter.outbox().append(List.of(older));
        settle(claimOne(LEASE), new Disposition.Again(Duration.ofHours(2), true, false, "try-later"));
        await(() -> Instant.now().isAfter(entry(older).createdAt()));
        NewOutboxEntry.ToSend newer = SampleMails.withLink(SampleMails.minted(), "reset:mtremblay");
        adapter.outbox().append(List.of(newer));
        assertThat(claimOne(LEASE).id()).isEqualTo(newer.id());
        assertThat(entry(older).state()).isEqualTo(EntryState.CANCELLED);
        assertThat(entry(older).reason()).isEqualTo("superseded");
        assertThat(entry(older).hasBody()).isFalse();
    }

    @Test
    @DisplayName("a suppressed address is found out at the claim, until it is lifted")
    void suppression() {
        EmailAddress address = EmailAddress.of("Gone@Customer.example");
        assertThat(adapter.suppressionList().suppress(address, "5.1.1")).isTrue();
        assertThat(adapter.suppressionList().suppress(address, "5.1.1")).isFalse();
        assertThat(adapter.suppressionList().suppressedAmong(List.of(address, EmailAddress.of(MARIE))))
                .containsExactly(address);
        assertThat(adapter.suppressionList().newest(5)).singleElement().satisfies(mark -> {
            assertThat(mark.mailboxKey()).isEqualTo("gone@customer.example");
            assertThat(mark.reason()).isEqualTo("5.1.1");
            assertThat(mark.toString()).doesNotContain("gone");
        });
        assertThat(adapter.outbox().suppressedAmong(List.of(address, EmailAddress.of(MARIE))))
                .as("in the transaction of the announcement")
                .containsExactly(address);
        adapter.outbox().append(List.of(SampleMails.plain("G", "gone@customer.example"), SampleMails.plain()));
        assertThat(claim(10)).filteredOn(mail -> mail.is(Flag.SUPPRESSED)).hasSize(1);
        assertThat(adapter.suppressionList().lift(address)).isTrue();
        assertThat(adapter.suppressionList().lift(address)).isFalse();
        assertThat(adapter.suppressionList().suppressedAmong(List.of(address))).isEmpty();
    }

    @Test
    @DisplayName("what must not go to a suppressed address is written if none is, and else nothing is")
    void appendIf() {
        EmailAddress gone = EmailAddress.of("Gone@Customer.example");
        EmailAddress marie = EmailAddress.of(MARIE);
        adapter.suppressionList().suppress(gone, "5.1.1");
        NewOutboxEntry.ToSend good = SampleMails.plain();
        NewOutboxEntry.ToSend another = SampleMails.plain();
        NewOutboxEntry.ToSend dead = SampleMails.plain("G", "gone@customer.example");
        assertThat(adapter.outbox().appendIf(List.of(good), unsuppressed(marie)))
                .contains(List.of(new AppendResult(good.id(), true)));
        assertThat(adapter.outbox()
                        .appendIf(
                                List.of(SampleMails.plain(good.eventId(), SampleEvents.GROUP, MARIE)),
                                unsuppressed(marie)))
                .as("a repetition names the first")
                .contains(List.of(new AppendResult(good.id(), false)));
        assertThat(adapter.outbox().appendIf(List.of(dead), unsuppressed(gone))).isEmpty();
        assertThat(adapter.outbox().appendIf(List.of(another, dead), unsuppressed(marie, gone)))
                .isEmpty();
        assertThat(adapter.outbox()
                        .appendIf(
                                List.of(another),
                                new AppendCondition(Set.of(), Map.of(SettingsOwner.COMPANY_WIDE, "somebody else's"))))
                .as("a mark that it did not make")
                .isEmpty();
        assertThat(ids(OutboxQuery.all())).containsExactly(good.id());
        ClaimedMail claimed = claimOne(LEASE);
        assertThat(new PayloadCodec(adapter.sealer()).decode(claimed.payload())).isEqualTo(good.mail());
    }

    private static AppendCondition unsuppressed(EmailAddress... addresses) {
        return new AppendCondition(Set.of(addresses), Map.of());
    }

    @Test
    @DisplayName("mails of a group on hold are put aside without spending an attempt, and queued again on release")
    void holdAndRelease() {
        NewOutboxEntry.ToSend held = SampleMails.plain("PAUSED", MARIE);
        NewOutboxEntry.ToSend free = SampleMails.plain("FREE", MARIE);
        adapter.outbox().append(List.of(held, free));
        HoldScope scope = HoldScope.group(new CustomerGroupId("PAUSED"));
        adapter.administration().hold(scope, "moving to another domain");
        assertThat(adapter.queue().holds())
                .extracting(Hold::scope, Hold::cause, Hold::reason)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(scope, Hold.Cause.OPERATOR, "moving to another domain"));
        for (ClaimedMail mail : claim(10)) {
            assertThat(mail.is(Flag.HELD)).isEqualTo(mail.id().equals(held.id()));
            settle(mail, mail.is(Flag.HELD) ? new Disposition.Wait("on-hold") : new Disposition.Sent());
        }
        assertThat(entry(held).state()).isEqualTo(EntryState.WAITING);
        assertThat(entry(held).attempts()).isZero();
        assertThat(adapter.queue().sweep()).isZero();
        assertThat(claim(10)).isEmpty();
        assertThat(adapter.administration().release(scope)).isTrue();
        assertThat(adapter.administration().release(scope)).isFalse();
        assertThat(claimOne(LEASE).id()).isEqualTo(held.id());
    }

    @Test
    @DisplayName("while everything is on hold nothing is claimed and nothing is lost")
    void holdEverything() {
        adapter.administration().hold(HoldScope.EVERYTHING, "maintenance");
        NewOutboxEntry.ToSend mail = SampleMails.plain();
        adapter.outbox().append(List.of(mail));
        assertThat(claim(10)).isEmpty();
        assertThat(entry(mail).state()).isEqualTo(EntryState.QUEUED);
        adapter.administration().release(HoldScope.EVERYTHING);
        assertThat(claimOne(LEASE).id()).isEqualTo(mail.id());
    }

    @Test
    @DisplayName("a mail put aside after its hold was released is found by the sweep")
    void lateWaiter() {
        NewOutboxEntry.ToSend mail = SampleMails.plain();
        adapter.outbox().append(List.of(mail));
        settle(claimOne(LEASE), new Disposition.Wait("on-hold"));
        assertThat(adapter.queue().sweep()).isEqualTo(1);
        assertThat(claimOne(LEASE).id()).isEqualTo(mail.id());
    }

    @Test
    @DisplayName("broken settings are probed with one mail, by one node, until it gets through")
    void probes() {
        NewOutboxEntry.ToSend one = SampleMails.plain("BROKEN", MARIE);
        NewOutboxEntry.ToSend two = SampleMails.plain("BROKEN", MARIE);
        adapter.outbox().append(List.of(one, two));
        HoldScope scope = HoldScope.group(new CustomerGroupId("BROKEN"));
        assertThat(adapter.queue().holdMisconfigured(scope, "sender refused", Duration.ZERO))
                .isTrue();
        assertThat(adapter.queue().holdMisconfigured(scope, "sender refused", Duration.ZERO))
                .isFalse();
        for (ClaimedMail mail : claim(10)) {
            settle(mail, new Disposition.Wait("misconfigured"));
        }
        ClaimRequest request = new ClaimRequest("node-a", 10, LEASE);
        List<ClaimedMail> probes = new ArrayList<>();
        await(() -> probes.addAll(adapter.queue().claimProbes(request, Duration.ofHours(1))));
        assertThat(probes).hasSize(1);
        assertThat(probes.get(0).is(Flag.PROBE)).isTrue();
        assertThat(adapter.queue().claimProbes(request, Duration.ofHours(1))).isEmpty();
        settle(probes.get(0), new Disposition.Sent());
        assertThat(adapter.queue().endMisconfigured(scope)).isTrue();
        assertThat(adapter.queue().endMisconfigured(scope)).isFalse();
        assertThat(claimOne(LEASE).id()).isIn(one.id(), two.id());
    }

    @Test
    @DisplayName("a hold of an operator is neither probed nor ended by a dispatcher")
    void operatorsHoldStays() {
        HoldScope scope = HoldScope.group(SampleEvents.GROUP);
        adapter.outbox().append(List.of(SampleMails.plain()));
        adapter.administration().hold(scope, "paused");
        assertThat(adapter.queue().holdMisconfigured(scope, "broken", Duration.ZERO))
                .isFalse();
        assertThat(adapter.queue().claimProbes(new ClaimRequest("node-a", 10, LEASE), Duration.ofHours(1)))
                .isEmpty();
        assertThat(adapter.queue().endMisconfigured(scope)).isFalse();
        assertThat(adapter.queue().holds()).hasSize(1);
    }

    @Test
    @DisplayName("a mail whose secret ended is ended by the sweep, and a dead one loses its body")
    void sweepEndsSecrets() {
        ActionLink ended = ActionLink.mintedAtSend("r", Instant.parse("2020-01-01T00:00:00Z"));
        NewOutboxEntry.ToSend queued = SampleMails.withLink(ended);
        NewOutboxEntry.ToSend dies = SampleMails.withLink(ended);
        adapter.outbox().append(List.of(dies));
        settle(claimOne(LEASE), dead("rejected"));
        adapter.outbox().append(List.of(queued));
        assertThat(entry(dies).hasBody()).isTrue();
        assertThat(adapter.queue().sweep()).isEqualTo(2);
        assertThat(adapter.queue().sweep()).isZero();
        assertThat(entry(queued).state()).isEqualTo(EntryState.EXPIRED);
        assertThat(entry(queued).hasBody()).isFalse();
        assertThat(entry(dies).state()).isEqualTo(EntryState.DEAD);
        assertThat(entry(dies).hasBody()).isFalse();
        assertThat(adapter.administration().requeue(dies.id())).isFalse();
    }

    @Test
    @DisplayName("a dead mail keeps its body, can be queued again, and then has all its attempts before it")
    void requeue() {
        NewOutboxEntry.ToSend mail = SampleMails.withLink(SampleMails.given());
        adapter.outbox().append(List.of(mail));
        settle(claimOne(LEASE), dead("rejected"));
        assertThat(entry(mail).state()).isEqualTo(EntryState.DEAD);
        assertThat(entry(mail).reason()).isEqualTo("rejected");
        assertThat(claim(10)).isEmpty();
        assertThat(adapter.administration().requeue(mail.id())).isTrue();
        assertThat(adapter.administration().requeue(mail.id())).isFalse();
        ClaimedMail claim = claimOne(LEASE);
        assertThat(claim.attempt()).isEqualTo(1);
        assertThat(new PayloadCodec(adapter.sealer()).decode(claim.payload())).isEqualTo(mail.mail());
        settle(claim, dead("rejected"));
        assertThat(adapter.administration().requeueAll(OutboxQuery.all())).isEqualTo(1);
    }

    @Test
    @DisplayName("an operator can cancel what waits or is dead, not what is being sent")
    void cancel() {
        NewOutboxEntry.ToSend mail = SampleMails.plain();
        adapter.outbox().append(List.of(mail));
        ClaimedMail claim = claimOne(LEASE);
        assertThat(adapter.administration().cancel(mail.id(), "by-hand")).isFalse();
        settle(claim, new Disposition.Again(Duration.ZERO, true, false, "try-later"));
        assertThat(adapter.administration().cancel(mail.id(), "by-hand")).isTrue();
        assertThat(adapter.administration().cancel(mail.id(), "by-hand")).isFalse();
        assertThat(entry(mail).state()).isEqualTo(EntryState.CANCELLED);
        assertThat(entry(mail).reason()).isEqualTo("by-hand");
        assertThat(entry(mail).hasBody()).isFalse();
        assertThat(claim(10)).isEmpty();
    }

    @Test
    @DisplayName("operators find mails by state, group, recipient, kind and time")
    void queries() {
        NewOutboxEntry.ToSend a = SampleMails.plain("A", "a@customer.example");
        NewOutboxEntry.ToSend b = SampleMails.withLink(SampleMails.minted());
        NewOutboxEntry.Skipped c = SampleMails.skipped(SkipReason.SWITCHED_OFF);
        adapter.outbox().append(List.of(a, b, c));
        OutboxQuery all = OutboxQuery.all();
        assertThat(ids(all)).containsExactlyInAnyOrder(a.id(), b.id(), c.id());
        assertThat(ids(all.inState(EntryState.SKIPPED))).containsExactly(c.id());
        assertThat(ids(all.inState(EntryState.QUEUED, EntryState.SENT))).containsExactlyInAnyOrder(a.id(), b.id());
        assertThat(ids(all.ofGroup(new CustomerGroupId("A")))).containsExactly(a.id());
        assertThat(ids(all.toRecipient(EmailAddress.of("A@customer.example")))).containsExactly(a.id());
        assertThat(ids(all.ofType(NotificationType.RESET_PASSWORD))).containsExactly(b.id());
        Instant created = entry(a).createdAt();
        assertThat(ids(all.announced(created.minusSeconds(60), created.plusSeconds(60))))
                .hasSize(3);
        assertThat(ids(all.announced(created.plusSeconds(60), null))).isEmpty();
        assertThat(ids(all.announced(null, created.minusSeconds(60)))).isEmpty();
        assertThat(ids(all.atMost(2))).hasSize(2);
    }

    private List<Object> ids(OutboxQuery query) {
        return adapter.administration().find(query).stream()
                .<Object>map(OutboxEntry::id)
                .toList();
    }

    @Test
    @DisplayName("counts say how many entries stand where, and how long the oldest has been due")
    void counts() {
        assertThat(adapter.administration().counts().oldestDue()).isZero();
        adapter.outbox()
                .append(List.of(SampleMails.plain(), SampleMails.plain(), SampleMails.skipped(SkipReason.POLICY)));
        await(() -> adapter.administration().counts().oldestDue().toNanos() > 0);
        settle(claimOne(LEASE), new Disposition.Sent());
        assertThat(adapter.administration().counts().byState())
                .containsAllEntriesOf(Map.of(
                        EntryState.QUEUED, 1L,
                        EntryState.SENT, 1L,
                        EntryState.SKIPPED, 1L,
                        EntryState.DEAD, 0L));
    }

    @Test
    @DisplayName("erasing a person leaves no address and no body, and says what is still in flight")
    void erase() {
        EmailAddress person = EmailAddress.of("leaver@customer.example");
        NewOutboxEntry.ToSend sent = SampleMails.plain("G", "leaver@customer.example");
        NewOutboxEntry.ToSend flying = SampleMails.plain("G", "leaver@customer.example");
        adapter.outbox().append(List.of(sent));
        settle(claimOne(LEASE), new Disposition.Sent());
        adapter.outbox().append(List.of(flying));
        ClaimedMail claim = claimOne(LEASE);
        NewOutboxEntry.ToSend queued = SampleMails.plain("G", "Leaver@customer.example");
        adapter.outbox().append(List.of(queued, SampleMails.plain()));
        var first = adapter.administration().eraseRecipient(person);
        assertThat(first.erased()).isEqualTo(2);
        assertThat(first.inFlight()).isEqualTo(1);
        assertThat(first.complete()).isFalse();
        assertThat(entry(queued).state()).isEqualTo(EntryState.CANCELLED);
        assertThat(entry(queued).hasBody()).isFalse();
        assertThat(entry(sent).state()).isEqualTo(EntryState.SENT);
        assertThat(entry(sent).recipient()).isNull();
        assertThat(adapter.administration().attempts(sent.id()))
                .allMatch(attempt -> attempt.facts().text() == null);
        settle(claim, new Disposition.Sent());
        assertThat(adapter.administration().eraseRecipient(person).complete()).isTrue();
        assertThat(adapter.administration().exportRecipient(person)).isEmpty();
        assertThat(claim(10)).hasSize(1);
    }

    @Test
    @DisplayName("an export lists everything about a person, oldest first")
    void export() {
        NewOutboxEntry.ToSend mail = SampleMails.plain("G", "asks@customer.example");
        adapter.outbox().append(List.of(mail, SampleMails.plain()));
        for (ClaimedMail claimed : claim(10)) {
            settle(claimed, new Disposition.Sent());
        }
        var records = adapter.administration().exportRecipient(EmailAddress.of("ASKS@customer.example"));
        assertThat(records).singleElement().satisfies(record -> {
            assertThat(record.entry().id()).isEqualTo(mail.id());
            assertThat(record.attempts()).hasSize(1);
        });
    }

    @Test
    @DisplayName("a mail that came back has that in its history once, and stays what it is")
    void bounced() {
        NewOutboxEntry.ToSend mail = SampleMails.plain();
        adapter.outbox().append(List.of(mail));
        ClaimedMail claim = claimOne(LEASE);
        assertThat(adapter.administration().recordBounce(mail.id(), "5.1.1"))
                .as("while a dispatcher holds it")
                .isFalse();
        settle(claim, new Disposition.Sent());
        assertThat(adapter.administration().recordBounce(mail.id(), "5.1.1")).isTrue();
        assertThat(adapter.administration().recordBounce(mail.id(), "5.1.1")).isFalse();
        assertThat(adapter.administration().recordBounce(org.portalemails.email.MailId.random(), null))
                .isFalse();
        assertThat(entry(mail).state()).isEqualTo(EntryState.SENT);
        assertThat(entry(mail).attempts()).isEqualTo(1);
        assertThat(adapter.administration().attempts(mail.id()))
                .extracting(
                        attempt -> attempt.facts().outcome(),
                        attempt -> attempt.facts().enhancedCode(),
                        AttemptRecord::late)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("accepted", "2.0.0", false),
                        org.assertj.core.groups.Tuple.tuple(AttemptFacts.BOUNCED, "5.1.1", false));
    }

    @Test
    @DisplayName("purging deletes old history and nothing that may still be sent or needs a person")
    void purge() {
        NewOutboxEntry.ToSend dead = SampleMails.withLink(SampleMails.minted());
        NewOutboxEntry.ToSend sent = SampleMails.plain();
        adapter.outbox().append(List.of(dead));
        settle(claimOne(LEASE), dead("rejected"));
        adapter.outbox().append(List.of(sent, SampleMails.skipped(SkipReason.POLICY)));
        settle(claimOne(LEASE), new Disposition.Sent());
        adapter.outbox().append(List.of(SampleMails.plain()));
        assertThat(adapter.administration().purge(Duration.ofDays(1))).isZero();
        await(() -> Instant.now().isAfter(entry(sent).finishedAt().plusMillis(2)));
        assertThat(adapter.administration().purge(Duration.ZERO)).isEqualTo(2);
        assertThat(adapter.administration().find(sent.id())).isEmpty();
        assertThat(adapter.administration().attempts(sent.id())).isEmpty();
        assertThat(adapter.administration().find(OutboxQuery.all()))
                .extracting(OutboxEntry::state)
                .containsExactlyInAnyOrder(EntryState.DEAD, EntryState.QUEUED);
        assertThat(adapter.outbox().append(List.of(SampleMails.plain(sent.eventId(), SampleEvents.GROUP, MARIE))))
                .as("once purged, an event is forgotten")
                .allMatch(AppendResult::appended);
    }

    @Test
    @DisplayName("settlements of a batch count one by one")
    void settleMany() {
        List<NewOutboxEntry> entries = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            entries.add(SampleMails.plain());
        }
        adapter.outbox().append(entries);
        List<ClaimedMail> claimed = claim(100);
        assertThat(claimed).hasSize(60);
        settle(claimed.get(7), new Disposition.Sent());
        List<Settlement> settlements = new ArrayList<>();
        for (int i = 0; i < claimed.size(); i++) {
            Disposition disposition = i % 3 == 0
                    ? new Disposition.Again(Duration.ofHours(1), true, false, "try-later")
                    : i % 3 == 1 ? new Disposition.Sent() : dead("rejected");
            settlements.add(new Settlement(claimed.get(i), disposition, null));
        }
        List<Boolean> counted = adapter.queue().settle(settlements);
        assertThat(counted).hasSize(60);
        for (int i = 0; i < 60; i++) {
            assertThat(counted.get(i)).as("settlement %d", i).isEqualTo(i != 7);
        }
        assertThat(adapter.administration().counts().byState())
                .containsAllEntriesOf(Map.of(EntryState.QUEUED, 20L, EntryState.SENT, 20L, EntryState.DEAD, 20L));
    }

    @Test
    @DisplayName("requests that make no sense are refused by name")
    void nonsense() {
        assertThatThrownBy(() -> new ClaimRequest("node", 0, LEASE)).hasMessageContaining("limit");
        assertThatThrownBy(() -> new ClaimRequest(" ", 1, LEASE)).hasMessageContaining("node");
        assertThatThrownBy(() -> new ClaimRequest("node", 1, Duration.ZERO)).hasMessageContaining("lease");
        assertThatThrownBy(() -> OutboxQuery.all().atMost(0)).hasMessageContaining("limit");
        assertThatThrownBy(() -> adapter.administration().hold(HoldScope.EVERYTHING, " "))
                .hasMessageContaining("reason");
    }

    private static <T> List<T> together(List<Callable<T>> calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(calls.size());
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(calls)) {
                results.add(future.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
