package org.portalemails.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;
import org.portalemails.address.EmailAddress;
import org.portalemails.email.PlannedMail;
import org.portalemails.limit.LimitKey;
import org.portalemails.limit.Quota;
import org.portalemails.limit.RequestLimit;
import org.portalemails.limit.RequestLimits;
import org.portalemails.outbox.EntryReason;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.spi.ClaimedMail;
import org.portalemails.outbox.spi.ClaimedMail.Flag;
import org.portalemails.outbox.spi.Disposition;

/** How an outbox counts mails that limits govern. */
abstract class OutboxLimitContract extends OutboxContractPart {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final RequestLimit NONE = RequestLimit.none();

    private static RequestLimit most(long most) {
        return new RequestLimit(most, HOUR);
    }

    private PlannedMail.Send announce(RequestLimits limits, String address, String group) {
        return announce(limits, address, group, CompanyId.DEFAULT);
    }

    private PlannedMail.Send announce(RequestLimits limits, String address, String group, CompanyId company) {
        PlannedMail.Send mail = SampleMails.plain(group, MARIE);
        List<Quota> quotas = limits.quotas(EmailAddress.of(address), new CustomerGroupId(group), company, "a-mail");
        PlannedMail.Send limited = new PlannedMail.Send(mail.mail(), null, quotas);
        adapter.outbox().append(List.of(limited));
        return limited;
    }

    private List<ClaimedMail> claimAll(int mails) {
        List<ClaimedMail> all = new ArrayList<>();
        Waiting.until(() -> {
            all.addAll(claim(100));
            return all.size() == mails;
        });
        return all;
    }

    private int admitted(int mails) {
        return (int) claimAll(mails).stream().filter(adapter.queue()::admit).count();
    }

    @Test
    @DisplayName("a mail that no limit governs is not counted, nor one whose limits are none")
    void unlimited() {
        adapter.outbox().append(List.of(SampleMails.plain()));
        announce(RequestLimits.none(), MARIE, "G");
        assertThat(claimAll(2)).noneMatch(mail -> mail.is(Flag.LIMITED));
    }

    @Test
    @DisplayName(
            "of an address exactly as many pass as its limit allows, in whatever case it is written; another is not touched")
    void perAddress() {
        RequestLimits limits = new RequestLimits(most(2), NONE, NONE, NONE);
        announce(limits, "stranger@victim.example", "ONE");
        announce(limits, "Stranger@Victim.example", "TWO");
        announce(limits, "stranger@victim.example", "THREE");
        announce(limits, "other@victim.example", "ONE");
        assertThat(admitted(4)).isEqualTo(3);
    }

    @Test
    @DisplayName("of a group exactly as many pass as its limit allows")
    void perGroup() {
        RequestLimits limits = new RequestLimits(NONE, most(2), NONE, NONE);
        for (int i = 0; i < 4; i++) {
            announce(limits, "stranger" + i + "@victim.example", "ONE");
        }
        announce(limits, "stranger@victim.example", "TWO");
        assertThat(admitted(5)).isEqualTo(3);
    }

    @Test
    @DisplayName("of a company, whichever of its groups they name, exactly as many pass as its limit allows")
    void perCompany() {
        RequestLimits limits = new RequestLimits(most(5), most(5), most(2), most(50));
        for (int i = 0; i < 4; i++) {
            announce(limits, "stranger" + i + "@victim.example", "G" + i, new CompanyId("ONE"));
        }
        announce(limits, "stranger@victim.example", "G", new CompanyId("TWO"));
        assertThat(admitted(5)).isEqualTo(3);
    }

    @Test
    @DisplayName("in all exactly as many pass as the limit of the system allows, and what does not pass counts nowhere")
    void wholeSystem() {
        RequestLimits limits = new RequestLimits(most(3), most(3), NONE, most(2));
        for (int i = 0; i < 4; i++) {
            announce(limits, MARIE, "G" + i % 2);
        }
        assertThat(admitted(4)).isEqualTo(2);
        RequestLimits wider = new RequestLimits(most(3), NONE, NONE, NONE);
        announce(wider, MARIE, "G");
        announce(wider, MARIE, "G");
        assertThat(admitted(2)).as("two of three are counted for the address").isEqualTo(1);
    }

    @Test
    @DisplayName("a limit of nothing lets nothing pass")
    void nothing() {
        PlannedMail.Send mail = announce(new RequestLimits(NONE, most(0), NONE, NONE), MARIE, "G");
        assertThat(adapter.outbox().usedUp(mail.quotas()))
                .containsExactly(mail.quotas().get(0).key());
        assertThat(admitted(1)).isZero();
    }

    @Test
    @DisplayName("a mail counts once, however often it is tried, and a repeated count changes nothing")
    void countsOnce() {
        RequestLimits limits = new RequestLimits(most(2), NONE, NONE, NONE);
        announce(limits, MARIE, "G");
        ClaimedMail first = claimOne(LEASE);
        assertThat(first.is(Flag.LIMITED)).isTrue();
        assertThat(adapter.queue().admit(first)).isTrue();
        assertThat(adapter.queue().admit(first)).isTrue();
        settle(first, new Disposition.Again(Duration.ZERO, true, false, EntryReason.TRY_LATER));
        ClaimedMail again = claimOne(LEASE);
        assertThat(again.is(Flag.LIMITED)).isFalse();
        settle(again, new Disposition.Sent());
        announce(limits, MARIE, "G");
        announce(limits, MARIE, "G");
        assertThat(admitted(2)).isEqualTo(1);
    }

    @Test
    @DisplayName("a mail that is given back before it was counted is counted later; who lost a mail counts nothing")
    void fenced() {
        RequestLimits limits = new RequestLimits(most(1), NONE, NONE, NONE);
        announce(limits, MARIE, "G");
        ClaimedMail lost = claimOne(LEASE);
        settle(lost, Disposition.Again.untouched(EntryReason.STOPPED));
        ClaimedMail held = claimOne(LEASE);
        assertThat(held.is(Flag.LIMITED)).isTrue();
        assertThat(adapter.queue().admit(lost)).isFalse();
        assertThat(adapter.queue().admit(held)).isTrue();
    }

    @Test
    @DisplayName("who announces can see which counters are used up, and sees no other")
    void usedUp() {
        RequestLimits limits = new RequestLimits(most(1), most(2), NONE, most(3));
        PlannedMail.Send mail = announce(limits, MARIE, "G");
        assertThat(adapter.outbox().usedUp(mail.quotas())).isEmpty();
        assertThat(admitted(1)).isEqualTo(1);
        LimitKey address = mail.quotas().get(0).key();
        assertThat(adapter.outbox().usedUp(mail.quotas())).containsExactly(address);
        assertThat(adapter.outbox().usedUp(List.of(new Quota(address, most(2)))))
                .isEmpty();
        assertThat(adapter.outbox().usedUp(List.of(new Quota(address, NONE)))).isEmpty();
        adapter.administration().purge(Duration.ZERO);
        assertThat(adapter.outbox().usedUp(mail.quotas()))
                .as("a counter lives as long as its window")
                .containsExactly(address);
    }

    @Test
    @DisplayName("after its window a counter begins anew, and is purged")
    void window() {
        RequestLimits limits = new RequestLimits(new RequestLimit(1, Duration.ofSeconds(1)), NONE, NONE, NONE);
        PlannedMail.Send mail = announce(limits, MARIE, "G");
        assertThat(admitted(1)).isEqualTo(1);
        Waiting.until(() -> adapter.outbox().usedUp(mail.quotas()).isEmpty());
        adapter.administration().purge(Duration.ZERO);
        announce(limits, MARIE, "G");
        assertThat(admitted(1)).isEqualTo(1);
    }

    @Test
    @DisplayName("many who count at the same moment let exactly as many pass")
    void racing() throws Exception {
        RequestLimits limits = new RequestLimits(most(30), most(20), NONE, most(10));
        for (int i = 0; i < 60; i++) {
            announce(limits, "stranger" + i % 3 + "@victim.example", "G" + i % 2);
        }
        List<Callable<Boolean>> counts = new ArrayList<>();
        List<ClaimedMail> mails = claimAll(60);
        for (int thread = 0; thread < 6; thread++) {
            int first = thread;
            counts.add(() -> {
                for (int i = first; i < mails.size(); i += 6) {
                    boolean passes = adapter.queue().admit(mails.get(i));
                    settle(
                            mails.get(i),
                            passes ? new Disposition.Sent() : new Disposition.End(EntryReason.LIMIT_REACHED));
                }
                return true;
            });
        }
        assertThat(Set.copyOf(together(counts))).containsExactly(true);
        assertThat(adapter.administration().counts().in(EntryState.SENT)).isEqualTo(10);
        assertThat(adapter.administration().counts().in(EntryState.SKIPPED)).isEqualTo(50);
    }
}
