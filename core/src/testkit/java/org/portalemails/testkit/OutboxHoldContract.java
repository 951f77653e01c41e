package org.portalemails.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.CustomerGroupId;
import org.portalemails.email.PlannedMail;
import org.portalemails.outbox.EntryReason;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.Hold;
import org.portalemails.outbox.HoldScope;
import org.portalemails.outbox.spi.ClaimRequest;
import org.portalemails.outbox.spi.ClaimedMail;
import org.portalemails.outbox.spi.ClaimedMail.Flag;
import org.portalemails.outbox.spi.Disposition;

/** What an {@link org.portalemails.outbox.spi.OutboxQueue} must do while something is on hold. */
abstract class OutboxHoldContract extends OutboxContractPart {
    @Test
    @DisplayName("mails of a group on hold are put aside without spending an attempt, and queued again on release")
    void holdAndRelease() {
        PlannedMail.Send held = SampleMails.plain("PAUSED", MARIE);
        PlannedMail.Send free = SampleMails.plain("FREE", MARIE);
        adapter.outbox().append(List.of(held, free));
        HoldScope scope = HoldScope.group(new CustomerGroupId("PAUSED"));
        adapter.administration().hold(scope, "moving to another domain");
        assertThat(adapter.queue().holds())
                .extracting(Hold::scope, Hold::cause, Hold::reason)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(scope, Hold.Cause.OPERATOR, "moving to another domain"));
        for (ClaimedMail mail : claim(10)) {
            assertThat(mail.is(Flag.HELD)).isEqualTo(mail.id().equals(held.id()));
            settle(mail, mail.is(Flag.HELD) ? new Disposition.Wait(EntryReason.ON_HOLD) : new Disposition.Sent());
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
        PlannedMail.Send mail = SampleMails.plain();
        adapter.outbox().append(List.of(mail));
        assertThat(claim(10)).isEmpty();
        assertThat(entry(mail).state()).isEqualTo(EntryState.QUEUED);
        adapter.administration().release(HoldScope.EVERYTHING);
        assertThat(claimOne(LEASE).id()).isEqualTo(mail.id());
    }

    @Test
    @DisplayName(
            "time on hold is no age: it counts anew when the hold ends, for mails put aside and for those nobody claimed")
    void ageOffHold() {
        PlannedMail.Send aside = SampleMails.plain("PAUSED", MARIE);
        adapter.outbox().append(List.of(aside));
        HoldScope scope = HoldScope.group(new CustomerGroupId("PAUSED"));
        adapter.administration().hold(scope, "paused");
        settle(claimOne(LEASE), new Disposition.Wait(EntryReason.ON_HOLD));
        PlannedMail.Send unclaimed = SampleMails.plain("PAUSED", MARIE);
        adapter.outbox().append(List.of(unclaimed));
        Instant announced = entry(unclaimed).createdAt();
        // Something is announced a moment later by the clock of the storage.
        Waiting.until(() -> {
            PlannedMail.Send one = SampleMails.plain("OTHER", MARIE);
            adapter.outbox().append(List.of(one));
            return entry(one).createdAt().isAfter(announced);
        });
        adapter.administration().release(scope);
        List<ClaimedMail> claimed = new ArrayList<>();
        Waiting.until(() -> {
            claimed.addAll(claim(1000));
            return claimed.stream().map(ClaimedMail::id).toList().containsAll(List.of(aside.id(), unclaimed.id()));
        });
        assertThat(claimed)
                .filteredOn(mail -> mail.group().value().equals("PAUSED"))
                .hasSize(2)
                .allSatisfy(
                        mail -> assertThat(mail.queuedAt()).isAfter(announced).isBeforeOrEqualTo(mail.claimedAt()));
    }

    @Test
    @DisplayName("a mail put aside after its hold was released is found by the sweep")
    void lateWaiter() {
        PlannedMail.Send mail = SampleMails.plain();
        adapter.outbox().append(List.of(mail));
        settle(claimOne(LEASE), new Disposition.Wait(EntryReason.ON_HOLD));
        assertThat(adapter.queue().sweep()).isEqualTo(1);
        assertThat(claimOne(LEASE).id()).isEqualTo(mail.id());
    }

    @Test
    @DisplayName("broken settings are probed with one mail, by one node, until it gets through")
    void probes() {
        PlannedMail.Send one = SampleMails.plain("BROKEN", MARIE);
        PlannedMail.Send two = SampleMails.plain("BROKEN", MARIE);
        adapter.outbox().append(List.of(one, two));
        HoldScope scope = HoldScope.group(new CustomerGroupId("BROKEN"));
        assertThat(adapter.queue().holdMisconfigured(scope, "sender refused", Duration.ZERO))
                .isTrue();
        assertThat(adapter.queue().holdMisconfigured(scope, "sender refused", Duration.ZERO))
                .isFalse();
        for (ClaimedMail mail : claim(10)) {
            settle(mail, new Disposition.Wait(EntryReason.MISCONFIGURED));
        }
        ClaimRequest request = new ClaimRequest("node-a", 10, LEASE);
        List<ClaimedMail> probes = new ArrayList<>();
        Waiting.until(() -> probes.addAll(adapter.queue().claimProbes(request, 10, Duration.ofHours(1))));
        assertThat(probes).hasSize(1);
        assertThat(probes.get(0).is(Flag.PROBE)).isTrue();
        assertThat(adapter.queue().claimProbes(request, 10, Duration.ofHours(1)))
                .isEmpty();
        settle(probes.get(0), new Disposition.Sent());
        assertThat(adapter.queue().endMisconfigured(scope)).isTrue();
        assertThat(adapter.queue().endMisconfigured(scope)).isFalse();
        assertThat(claimOne(LEASE).id()).isIn(one.id(), two.id());
    }

    @Test
    @DisplayName("probes go round: each waiting mail is tried before one is tried again")
    void probesGoRound() {
        List<PlannedMail.Send> mails = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            mails.add(SampleMails.plain("BROKEN", MARIE));
        }
        adapter.outbox().append(mails);
        HoldScope scope = HoldScope.group(new CustomerGroupId("BROKEN"));
        adapter.queue().holdMisconfigured(scope, "sender refused", Duration.ZERO);
        List<ClaimedMail> claimed = new ArrayList<>();
        Waiting.until(() -> {
            claimed.addAll(claim(10));
            return claimed.size() == 3;
        });
        claimed.forEach(mail -> settle(mail, new Disposition.Wait(EntryReason.MISCONFIGURED)));
        List<Object> tried = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            List<ClaimedMail> probe = new ArrayList<>();
            Waiting.until(() -> probe.addAll(
                    adapter.queue().claimProbes(new ClaimRequest("node-a", 10, LEASE), 10, Duration.ZERO)));
            tried.add(probe.get(0).id());
            settle(probe.get(0), new Disposition.Wait(EntryReason.MISCONFIGURED));
        }
        assertThat(tried)
                .containsExactlyInAnyOrderElementsOf(
                        mails.stream().map(PlannedMail.Send::id).toList());
    }

    @Test
    @DisplayName("a hold of an operator is neither probed nor ended by a dispatcher")
    void operatorsHoldStays() {
        HoldScope scope = HoldScope.group(SampleEvents.GROUP);
        adapter.outbox().append(List.of(SampleMails.plain()));
        adapter.administration().hold(scope, "paused");
        assertThat(adapter.queue().holdMisconfigured(scope, "broken", Duration.ZERO))
                .isFalse();
        assertThat(adapter.queue().claimProbes(new ClaimRequest("node-a", 10, LEASE), 10, Duration.ofHours(1)))
                .isEmpty();
        assertThat(adapter.queue().endMisconfigured(scope)).isFalse();
        assertThat(adapter.queue().holds()).hasSize(1);
    }
}
