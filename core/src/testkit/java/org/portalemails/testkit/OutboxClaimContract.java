package org.portalemails.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.delivery.DispatchPolicy;
import org.portalemails.delivery.OutboxDispatcher;
import org.portalemails.email.ComposedMail;
import org.portalemails.email.MailId;
import org.portalemails.email.PlannedMail;
import org.portalemails.event.ActionLink;
import org.portalemails.outbox.AttemptFacts;
import org.portalemails.outbox.AttemptRecord;
import org.portalemails.outbox.EntryReason;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.OutboxEntry;
import org.portalemails.outbox.spi.ClaimRequest;
import org.portalemails.outbox.spi.ClaimedMail;
import org.portalemails.outbox.spi.ClaimedMail.Flag;
import org.portalemails.outbox.spi.Disposition;
import org.portalemails.outbox.spi.Settlement;
import org.portalemails.transport.MailTransport;

/** What an {@link org.portalemails.outbox.spi.OutboxQueue} must do: claims, leases, settlements. */
abstract class OutboxClaimContract extends OutboxContractPart {
    @Test
    @DisplayName("mails with a secret are claimed before older mails without one")
    void securityFirst() {
        PlannedMail.Send ordinary = SampleMails.plain();
        PlannedMail.Send secret = SampleMails.withLink(SampleMails.minted());
        adapter.outbox().append(List.of(ordinary));
        adapter.outbox().append(List.of(secret));
        assertThat(claimOne(LEASE).id()).isEqualTo(secret.id());
        assertThat(claimOne(LEASE).id()).isEqualTo(ordinary.id());
        assertThat(claim(10)).isEmpty();
    }

    @Test
    @DisplayName("a claim takes no more than it asks for, oldest first")
    void claimIsBounded() {
        PlannedMail.Send first = SampleMails.plain();
        adapter.outbox().append(List.of(first));
        Waiting.until(() -> Instant.now().isAfter(entry(first).createdAt()));
        adapter.outbox().append(List.of(SampleMails.plain(), SampleMails.plain()));
        List<ClaimedMail> two = claim(2);
        assertThat(two).hasSize(2);
        assertThat(two.get(0).id()).isEqualTo(first.id());
    }

    @Test
    @DisplayName("workers that claim at the same time share 300 mails, each mail once")
    void concurrentClaims() throws Exception {
        List<PlannedMail> entries = new ArrayList<>();
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
        PlannedMail.Send mail = SampleMails.withLink(SampleMails.given());
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
        PlannedMail.Send mail = SampleMails.plain();
        adapter.outbox().append(List.of(mail));
        settle(claimOne(LEASE), new Disposition.Again(Duration.ZERO, true, true, EntryReason.UNKNOWN));
        assertThat(entry(mail).attempts()).isEqualTo(1);
        assertThat(entry(mail).possibleDuplicates()).isEqualTo(1);
        assertThat(entry(mail).reason()).isEqualTo("unknown");
        ClaimedMail second = claimOne(LEASE);
        assertThat(second.attempt()).isEqualTo(2);
        settle(second, new Disposition.Again(Duration.ofHours(1), false, false, EntryReason.TRY_LATER));
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
        PlannedMail.Send mail = SampleMails.plain();
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
        PlannedMail.Send later = SampleMails.plain();
        PlannedMail.Send held = SampleMails.plain();
        adapter.outbox().append(List.of(later));
        settle(claimOne(LEASE), new Disposition.Again(Duration.ofMinutes(10), true, false, EntryReason.TRY_LATER));
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
            PlannedMail.Send dated = dated(Instant.now().plus(shift));
            adapter.outbox().append(List.of(dated));
            Waiting.until(() -> slow.runOnce().sent() + fast.runOnce().sent() == 1);
            assertThat(entry(dated).state()).isEqualTo(EntryState.SENT);
        }
        assertThat(transport.accepted()).hasSize(2);
    }

    private static PlannedMail.Send dated(Instant date) {
        ComposedMail mail = SampleMails.plain().mail();
        return new PlannedMail.Send(
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
        PlannedMail.Send mail = SampleMails.plain();
        adapter.outbox().append(List.of(mail));
        ClaimedMail zombie = claimOne(Duration.ofMillis(1));
        ClaimedMail holder = claimOne(LEASE);
        assertThat(settle(zombie, dead(EntryReason.REJECTED))).isFalse();
        assertThat(entry(mail).state()).isEqualTo(EntryState.SENDING);
        assertThat(settle(holder, new Disposition.Sent())).isTrue();
        assertThat(entry(mail).state()).isEqualTo(EntryState.SENT);
        assertThat(adapter.administration().attempts(mail.id()))
                .filteredOn(AttemptRecord::late)
                .hasSize(1);
        assertThat(settle(zombie, new Disposition.Again(Duration.ZERO, true, false, EntryReason.TRY_LATER)))
                .isFalse();
        assertThat(entry(mail).state()).as("a sent mail never comes back").isEqualTo(EntryState.SENT);
    }

    @Test
    @DisplayName("a late settlement counts as long as nobody else claimed the mail")
    void lateButStillHolding() {
        PlannedMail.Send mail = SampleMails.plain();
        adapter.outbox().append(List.of(mail));
        ClaimedMail slow = claimOne(Duration.ofMillis(1));
        Waiting.until(() -> Instant.now().isAfter(entry(mail).dueAt()));
        assertThat(settle(slow, new Disposition.Sent())).isTrue();
        assertThat(claim(10)).isEmpty();
    }

    @Test
    @DisplayName("a mail whose dispatchers died twice is claimed alone, after the others")
    void aloneAfterLosses() {
        PlannedMail.Send poison = SampleMails.withLink(SampleMails.minted());
        adapter.outbox().append(List.of(poison));
        claimOne(Duration.ofMillis(1));
        assertThat(claimOne(Duration.ofMillis(1)).losses()).isEqualTo(1);
        Waiting.until(() -> Instant.now().isAfter(entry(poison).dueAt()));
        adapter.outbox().append(List.of(SampleMails.plain(), SampleMails.plain()));
        List<ClaimedMail> innocent = new ArrayList<>();
        Waiting.until(() -> innocent.addAll(claim(10)) && innocent.size() >= 2);
        assertThat(innocent).noneMatch(mail -> mail.id().equals(poison.id()));
        ClaimedMail alone = claimOne(LEASE);
        assertThat(alone.id()).isEqualTo(poison.id());
        assertThat(alone.losses()).isEqualTo(2);
        assertThat(alone.attempt()).isEqualTo(3);
        settle(alone, dead(EntryReason.DISPATCHER_DIED_TOO_OFTEN));
        assertThat(entry(poison).possibleDuplicates()).isEqualTo(2);
    }

    @Test
    @DisplayName(
            "a mail whose dispatchers died twice has its turn, alone, while others are due at every claim; others come next")
    void aloneHasItsTurn() {
        List<PlannedMail.Send> poison = List.of(SampleMails.plain(), SampleMails.plain());
        adapter.outbox().append(poison);
        for (int lost = 0; lost < 2; lost++) {
            List<ClaimedMail> gone = new ArrayList<>();
            Waiting.until(() -> gone.addAll(claim(2, Duration.ofMillis(1))) && gone.size() >= 2);
            Waiting.until(() -> poison.stream()
                    .allMatch(mail -> Instant.now().isAfter(entry(mail).dueAt())));
        }
        Set<MailId> apart = poison.stream().map(PlannedMail.Send::id).collect(Collectors.toSet());
        List<Boolean> turns = new ArrayList<>();
        while (turns.stream().filter(turn -> turn).count() < 2 && turns.size() < 300) {
            adapter.outbox().append(List.of(SampleMails.plain(), SampleMails.plain()));
            List<ClaimedMail> claimed = claim(2);
            boolean turn = claimed.stream().anyMatch(mail -> apart.contains(mail.id()));
            assertThat(turn && claimed.size() > 1).as("with others").isFalse();
            turns.add(turn);
        }
        assertThat(turns)
                .as("both, within a bounded number of claims")
                .filteredOn(turn -> turn)
                .hasSize(2);
        int first = turns.indexOf(true);
        assertThat(turns.get(first + 1)).as("others come next").isFalse();
    }

    @Test
    @DisplayName("a newer mail with the same key replaces the older one that is still queued")
    void superseding() {
        PlannedMail.Send older = SampleMails.withLink(SampleMails.minted(), "reset:mtremblay");
        PlannedMail.Send other = SampleMails.withLink(SampleMails.minted(), "reset:jsmith");
        adapter.outbox().append(List.of(older));
        adapter.outbox().append(List.of(other));
        Waiting.until(() -> Instant.now().isAfter(entry(older).createdAt()));
        PlannedMail.Send newer = SampleMails.withLink(SampleMails.minted(), "reset:mtremblay");
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
        PlannedMail.Send older = SampleMails.withLink(SampleMails.given(), "reset:mtremblay");
        adapter.outbox().append(List.of(older));
        settle(claimOne(LEASE), new Disposition.Again(Duration.ofHours(2), true, false, EntryReason.TRY_LATER));
        Waiting.until(() -> Instant.now().isAfter(entry(older).createdAt()));
        PlannedMail.Send newer = SampleMails.withLink(SampleMails.minted(), "reset:mtremblay");
        adapter.outbox().append(List.of(newer));
        assertThat(claimOne(LEASE).id()).isEqualTo(newer.id());
        assertThat(entry(older).state()).isEqualTo(EntryState.CANCELLED);
        assertThat(entry(older).reason()).isEqualTo("superseded");
        assertThat(entry(older).hasBody()).isFalse();
    }

    @Test
    @DisplayName("settlements of a batch count one by one")
    void settleMany() {
        List<PlannedMail> entries = new ArrayList<>();
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
                    ? new Disposition.Again(Duration.ofHours(1), true, false, EntryReason.TRY_LATER)
                    : i % 3 == 1 ? new Disposition.Sent() : dead(EntryReason.REJECTED);
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
    @DisplayName("a mail whose secret ended is ended by the sweep, and a dead one loses its body")
    void sweepEndsSecrets() {
        ActionLink ended = ActionLink.mintedAtSend("r", Instant.parse("2020-01-01T00:00:00Z"));
        PlannedMail.Send queued = SampleMails.withLink(ended);
        PlannedMail.Send dies = SampleMails.withLink(ended);
        adapter.outbox().append(List.of(dies));
        settle(claimOne(LEASE), dead(EntryReason.REJECTED));
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
}
