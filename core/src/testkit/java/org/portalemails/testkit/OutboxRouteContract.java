package org.portalemails.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.CompanyId;
import org.portalemails.email.PlannedMail;
import org.portalemails.outbox.AttemptFacts;
import org.portalemails.outbox.EntryReason;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.HoldScope;
import org.portalemails.outbox.spi.ClaimRequest;
import org.portalemails.outbox.spi.ClaimedMail;
import org.portalemails.outbox.spi.ClaimedMail.Flag;
import org.portalemails.outbox.spi.Disposition;
import org.portalemails.outbox.spi.Settlement;

/** What an {@link org.portalemails.outbox.spi.OutboxQueue} must do for several companies and routes. */
abstract class OutboxRouteContract extends OutboxContractPart {
    private static final CompanyId NORTH = new CompanyId("north");
    private static final CompanyId SOUTH = new CompanyId("south");

    private PlannedMail.Send announced(CompanyId company, String route) {
        PlannedMail.Send mail = SampleMails.plain(company, route, MARIE);
        adapter.outbox().append(List.of(mail));
        return mail;
    }

    private List<ClaimedMail> claim(ClaimRequest.Share... shares) {
        return adapter.queue().claim(new ClaimRequest("node-a", LEASE, List.of(shares)));
    }

    private List<ClaimedMail> claimAll(int wanted, ClaimRequest.Share... shares) {
        List<ClaimedMail> claimed = new ArrayList<>();
        Waiting.until(() -> {
            claimed.addAll(claim(shares));
            return claimed.size() >= wanted;
        });
        assertThat(claimed).hasSize(wanted);
        return claimed;
    }

    private static ClaimRequest.Share of(String route, int limit) {
        return new ClaimRequest.Share(route, limit);
    }

    @Test
    @DisplayName("company and route of a mail come back with its claim and its entry, and tell mails apart")
    void comeBack() {
        PlannedMail.Send north = announced(NORTH, "by-north");
        PlannedMail.Send south = announced(SOUTH, "by-south");
        ClaimedMail claimed = claimAll(1, of("by-north", 10)).get(0);
        assertThat(claimed.id()).isEqualTo(north.id());
        assertThat(claimed.company()).isEqualTo(NORTH);
        assertThat(claimed.route()).isEqualTo("by-north");
        assertThat(claimed.boundTo()).isNull();
        assertThat(entry(south).company()).isEqualTo(SOUTH);
        assertThat(entry(south).route()).isEqualTo("by-south");
        assertThat(entry(south).state()).isEqualTo(EntryState.QUEUED);
    }

    @Test
    @DisplayName("of each route as many are claimed as were asked for, and none of the others")
    void shares() {
        for (int i = 0; i < 4; i++) {
            announced(NORTH, "by-north");
            announced(SOUTH, "by-south");
            announced(SOUTH, "by-east");
        }
        List<ClaimedMail> claimed = claimAll(4, of("by-north", 3), of("by-south", 1));
        assertThat(claimed).filteredOn(mail -> mail.route().equals("by-north")).hasSize(3);
        assertThat(claimed).filteredOn(mail -> mail.route().equals("by-south")).hasSize(1);
        assertThat(claim(of("by-nobody", 10))).isEmpty();
        assertThat(claim()).isEmpty();
    }

    @Test
    @DisplayName("the routes for which mails wait are known, whoever knows them, until their mails are done")
    void routes() {
        assertThat(adapter.queue().routes()).isEmpty();
        announced(NORTH, "by-north");
        announced(NORTH, "by-north");
        announced(SOUTH, "By-North");
        announced(SOUTH, "z");
        assertThat(adapter.queue().routes()).containsExactlyInAnyOrder("by-north", "By-North", "z");
        settle(claimAll(1, of("z", 1)).get(0), new Disposition.Wait(EntryReason.ON_HOLD));
        assertThat(adapter.queue().routes()).as("also for a hold").contains("z");
        claimAll(1, of("By-North", 1)).forEach(mail -> settle(mail, new Disposition.Sent()));
        assertThat(adapter.queue().routes()).containsExactlyInAnyOrder("by-north", "z");
    }

    @Test
    @DisplayName("while a route is on hold none of its mails is claimed, and their age begins anew when it goes on")
    void routeOnHold() {
        PlannedMail.Send held = announced(NORTH, "by-north");
        PlannedMail.Send free = announced(SOUTH, "by-south");
        HoldScope scope = HoldScope.route("by-north");
        adapter.administration().hold(scope, "moves to another provider");
        assertThat(claimAll(1, of("by-north", 10), of("by-south", 10)).get(0).id())
                .isEqualTo(free.id());
        assertThat(entry(held).state()).isEqualTo(EntryState.QUEUED);
        Instant announced = entry(held).createdAt();
        Waiting.until(() -> {
            PlannedMail.Send later = announced(SOUTH, "by-south");
            return entry(later).createdAt().isAfter(announced);
        });
        assertThat(adapter.administration().release(scope)).isTrue();
        assertThat(claimAll(1, of("by-north", 10)).get(0).queuedAt()).isAfter(announced);
    }

    @Test
    @DisplayName("mails of a company on hold are put aside, by whatever route they leave, and no other")
    void companyOnHold() {
        PlannedMail.Send held = announced(NORTH, "shared");
        PlannedMail.Send free = announced(SOUTH, "shared");
        HoldScope scope = HoldScope.company(NORTH);
        adapter.administration().hold(scope, "year-end");
        for (ClaimedMail mail : claimAll(2, of("shared", 10))) {
            assertThat(mail.is(Flag.HELD)).isEqualTo(mail.id().equals(held.id()));
            settle(mail, mail.is(Flag.HELD) ? new Disposition.Wait(EntryReason.ON_HOLD) : new Disposition.Sent());
        }
        assertThat(entry(free).state()).isEqualTo(EntryState.SENT);
        assertThat(adapter.queue().sweep()).isZero();
        assertThat(adapter.administration().release(scope)).isTrue();
        assertThat(claimAll(1, of("shared", 10)).get(0).id()).isEqualTo(held.id());
    }

    @Test
    @DisplayName(
            "a broken route is probed with one of its own mails, and what it put aside goes on when it works again")
    void brokenRoute() {
        PlannedMail.Send aside = announced(NORTH, "by-north");
        PlannedMail.Send queued = announced(NORTH, "by-north");
        announced(SOUTH, "by-south");
        ClaimedMail first = claimAll(1, of("by-north", 1)).get(0);
        HoldScope scope = HoldScope.route("by-north");
        assertThat(adapter.queue().holdMisconfigured(scope, "wrong password", Duration.ZERO))
                .isTrue();
        settle(first, new Disposition.Wait(EntryReason.MISCONFIGURED));
        assertThat(adapter.queue().sweep()).isZero();
        assertThat(claim(of("by-north", 10))).isEmpty();
        List<ClaimedMail> probes = new ArrayList<>();
        Waiting.until(() -> probes.addAll(
                adapter.queue().claimProbes(new ClaimRequest("node-a", LEASE, List.of()), 10, Duration.ofHours(1))));
        assertThat(probes).hasSize(1);
        assertThat(probes.get(0).route()).isEqualTo("by-north");
        assertThat(probes.get(0).is(Flag.PROBE)).isTrue();
        settle(probes.get(0), new Disposition.Sent());
        assertThat(adapter.queue().endMisconfigured(scope)).isTrue();
        assertThat(claimAll(1, of("by-north", 10)).get(0).id()).isIn(aside.id(), queued.id());
    }

    @Test
    @DisplayName("a probe is found behind any number of mails that an operator holds")
    void probeBehindHeld() {
        List<PlannedMail.Send> held = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            held.add(SampleMails.plain(SOUTH, "by-north", MARIE));
        }
        adapter.outbox().append(held);
        adapter.administration().hold(HoldScope.company(SOUTH), "year-end");
        adapter.queue().holdMisconfigured(HoldScope.route("by-north"), "wrong password", Duration.ZERO);
        PlannedMail.Send free = announced(NORTH, "by-north");
        List<ClaimedMail> probes = new ArrayList<>();
        Waiting.until(() -> probes.addAll(
                adapter.queue().claimProbes(new ClaimRequest("node-a", LEASE, List.of()), 10, Duration.ofHours(1))));
        assertThat(probes).extracting(ClaimedMail::id).containsExactly(free.id());
    }

    @Test
    @DisplayName(
            "a mail stays bound to the transport that may have taken it, whatever comes after, until staff queue it again")
    void bound() {
        announced(NORTH, "by-north");
        ClaimedMail mail = claimAll(1, of("by-north", 1)).get(0);
        settle(mail, new Disposition.Again(Duration.ZERO, true, true, EntryReason.UNKNOWN, "main"));
        mail = claimAll(1, of("by-north", 1)).get(0);
        assertThat(mail.boundTo()).isEqualTo("main");
        settle(mail, new Disposition.Again(Duration.ZERO, true, false, EntryReason.TRY_LATER));
        mail = claimAll(1, of("by-north", 1)).get(0);
        assertThat(mail.boundTo()).isEqualTo("main");
        settle(mail, new Disposition.End(EntryReason.REJECTED));
        assertThat(adapter.administration().requeue(mail.id())).isTrue();
        assertThat(claimAll(1, of("by-north", 1)).get(0).boundTo()).isNull();
    }

    @Test
    @DisplayName("an attempt keeps the name of its transport")
    void attempts() {
        announced(NORTH, "by-north");
        announced(NORTH, "by-north");
        for (ClaimedMail mail : claimAll(2, of("by-north", 2))) {
            AttemptFacts facts =
                    new AttemptFacts("n", "accepted", "final-dot", 250, null, null, Duration.ZERO, "spare");
            adapter.queue().settle(List.of(new Settlement(mail, new Disposition.Sent(), facts)));
            assertThat(adapter.administration().attempts(mail.id()))
                    .singleElement()
                    .satisfies(one -> assertThat(one.facts().transport()).isEqualTo("spare"));
        }
    }
}
