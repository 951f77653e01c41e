package org.portalemails.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;
import org.portalemails.address.EmailAddress;
import org.portalemails.email.PlannedMail;
import org.portalemails.event.EventId;
import org.portalemails.notification.NotificationType;
import org.portalemails.notification.SkipReason;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.OutboxEntry;
import org.portalemails.outbox.OutboxQuery;
import org.portalemails.outbox.SuppressionList;
import org.portalemails.outbox.spi.AppendCondition;
import org.portalemails.outbox.spi.AppendResult;
import org.portalemails.outbox.spi.ClaimedMail;
import org.portalemails.outbox.spi.ClaimedMail.Flag;
import org.portalemails.outbox.spi.PayloadCodec;
import org.portalemails.settings.SettingsOwner;

/** What an {@link org.portalemails.outbox.spi.Outbox} must do. */
abstract class OutboxAppendContract extends OutboxContractPart {
    @Test
    @DisplayName("an announced mail is queued, and can be claimed as it was written")
    void appendThenClaim() {
        PlannedMail.Send sent = SampleMails.withLink(SampleMails.given());
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
        PlannedMail.Send first = SampleMails.plain();
        PlannedMail.Send again =
                SampleMails.plain(first.eventId(), new CustomerGroupId("OTHER"), "other@customer.example");
        adapter.outbox().append(List.of(first));
        assertThat(adapter.outbox().append(List.of(again))).containsExactly(new AppendResult(first.id(), false));
        assertThat(adapter.administration().find(OutboxQuery.all())).hasSize(1);
    }

    @Test
    @DisplayName("a repetition among new entries does not hold them up, and each has its answer in its place")
    void duplicateAmongNew() {
        PlannedMail.Send old = SampleMails.plain();
        adapter.outbox().append(List.of(old));
        PlannedMail.Send before = SampleMails.plain();
        PlannedMail.Send after = SampleMails.plain();
        PlannedMail.Send repeated = SampleMails.plain(old.eventId(), SampleEvents.GROUP, MARIE);
        PlannedMail.Send twiceInCall = SampleMails.plain(before.eventId(), SampleEvents.GROUP, MARIE);
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
        PlannedMail.Send one = new PlannedMail.Send(
                SampleMails.mail(event, NotificationType.NEW_PRIMARY_CONTACT, SampleEvents.GROUP, MARIE, Map.of()),
                null);
        PlannedMail.Send two = new PlannedMail.Send(
                SampleMails.mail(event, NotificationType.OLD_PRIMARY_CONTACT, SampleEvents.GROUP, MARIE, Map.of()),
                null);
        assertThat(adapter.outbox().append(List.of(one, two))).allMatch(AppendResult::appended);
    }

    @Test
    @DisplayName("event ids that differ in case only are two events")
    void caseMatters() {
        String id = SampleMails.newEventId().value();
        PlannedMail lower = SampleMails.plain(new EventId(id + "-a"), SampleEvents.GROUP, MARIE);
        PlannedMail upper = SampleMails.plain(new EventId(id + "-A"), SampleEvents.GROUP, MARIE);
        assertThat(adapter.outbox().append(List.of(lower))).allMatch(AppendResult::appended);
        assertThat(adapter.outbox().append(List.of(upper))).allMatch(AppendResult::appended);
    }

    @Test
    @DisplayName("an import of 1,200 mails is answered one by one, in order")
    void manyAtOnce() {
        List<PlannedMail> entries = new ArrayList<>();
        for (int i = 0; i < 1_200; i++) {
            entries.add(SampleMails.plain("GROUP-" + i % 7, "person" + i + "@customer.example"));
        }
        List<AppendResult> results = adapter.outbox().append(entries);
        assertThat(results).allMatch(AppendResult::appended);
        assertThat(results.stream().map(AppendResult::id))
                .containsExactlyElementsOf(entries.stream().map(PlannedMail::id).toList());
        assertThat(adapter.outbox().append(entries)).noneMatch(AppendResult::appended);
    }

    @Test
    @DisplayName("a skipped mail is on record with its reason and never claimed")
    void skippedIsRecorded() {
        PlannedMail.Skip skipped = SampleMails.skipped(SkipReason.SWITCHED_OFF);
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
    @DisplayName("a suppressed address is found out at the claim, until it is lifted")
    void suppression() {
        EmailAddress address = EmailAddress.of("Gone@Customer.example");
        assertThat(adapter.suppressionList().suppress(address, "5.1.1")).isTrue();
        assertThat(adapter.suppressionList().suppress(address, "5.1.1")).isFalse();
        assertThat(adapter.suppressionList()
                        .suppressedAmong(CompanyId.DEFAULT, List.of(address, EmailAddress.of(MARIE))))
                .containsExactly(address);
        assertThat(adapter.suppressionList().newest(5)).singleElement().satisfies(mark -> {
            assertThat(mark.mailboxKey()).isEqualTo("gone@customer.example");
            assertThat(mark.reason()).isEqualTo("5.1.1");
            assertThat(mark.company()).isNull();
            assertThat(mark.toString()).doesNotContain("gone");
        });
        assertThat(adapter.outbox().suppressedAmong(CompanyId.DEFAULT, List.of(address, EmailAddress.of(MARIE))))
                .as("in the transaction of the announcement")
                .containsExactly(address);
        adapter.outbox().append(List.of(SampleMails.plain("G", "gone@customer.example"), SampleMails.plain()));
        assertThat(claim(10)).filteredOn(mail -> mail.is(Flag.SUPPRESSED)).hasSize(1);
        assertThat(adapter.suppressionList().lift(address)).isTrue();
        assertThat(adapter.suppressionList().lift(address)).isFalse();
        assertThat(adapter.suppressionList().suppressedAmong(CompanyId.DEFAULT, List.of(address)))
                .isEmpty();
    }

    @Test
    @DisplayName("an address is suppressed for the mails of one company, or of all, and lifted for one or for all")
    void companies() {
        CompanyId north = new CompanyId("NORTH");
        EmailAddress gone = EmailAddress.of("Gone@Customer.example");
        SuppressionList list = adapter.suppressionList();
        assertThat(list.suppress(north, gone, "5.1.1")).isTrue();
        assertThat(list.suppress(north, gone, "5.7.1")).isFalse();
        assertThat(isSuppressed(north, gone)).isTrue();
        assertThat(isSuppressed(CompanyId.DEFAULT, gone)).isFalse();
        assertThat(isSuppressed(new CompanyId("north"), gone))
                .as("case matters")
                .isFalse();
        assertThat(list.newest(5)).singleElement().satisfies(mark -> {
            assertThat(mark.company()).isEqualTo(north);
            assertThat(mark.reason()).isEqualTo("5.1.1");
        });
        adapter.outbox().append(List.of(SampleMails.plain("G", "gone@customer.example")));
        assertThat(claimOne(LEASE).is(Flag.SUPPRESSED))
                .as("a mail of another company")
                .isFalse();
        PlannedMail.Send ofNorth = SampleMails.plain("G", "gone@customer.example");
        adapter.outbox()
                .append(List.of(
                        new PlannedMail.Send(ofNorth.mail(), null, List.of(), north, PlannedMail.DEFAULT_ROUTE)));
        assertThat(claimOne(LEASE).is(Flag.SUPPRESSED)).isTrue();

        assertThat(list.suppress(gone, "5.1.10")).as("for all, too").isTrue();
        assertThat(list.suppress(CompanyId.DEFAULT, gone, "5.1.1"))
                .as("it counts already")
                .isFalse();
        assertThat(list.newest(5)).hasSize(2);
        assertThat(isSuppressed(CompanyId.DEFAULT, gone)).isTrue();
        assertThat(list.lift(north, gone)).isTrue();
        assertThat(list.lift(north, gone)).isFalse();
        assertThat(isSuppressed(north, gone)).as("still for all").isTrue();
        assertThat(list.lift(gone)).isTrue();

        list.suppress(north, gone, "5.1.1");
        list.suppress(CompanyId.DEFAULT, gone, "5.1.1");
        adapter.outbox().append(List.of(SampleMails.plain("G", "gone@customer.example")));
        assertThat(claimOne(LEASE).is(Flag.SUPPRESSED)).isTrue();
        assertThat(list.lift(gone)).as("all marks").isTrue();
        assertThat(list.newest(5)).isEmpty();
    }

    private boolean isSuppressed(CompanyId company, EmailAddress address) {
        boolean inList = !adapter.suppressionList()
                .suppressedAmong(company, List.of(address))
                .isEmpty();
        assertThat(adapter.outbox().suppressedAmong(company, List.of(address)).isEmpty())
                .as("in the transaction of the announcement")
                .isEqualTo(!inList);
        boolean writes = adapter.outbox()
                .appendIf(List.of(), new AppendCondition(company, Set.of(address), Map.of()))
                .isPresent();
        assertThat(writes).as("in the statement that writes").isEqualTo(!inList);
        return inList;
    }

    @Test
    @DisplayName("what must not go to a suppressed address is written if none is, and else nothing is")
    void appendIf() {
        EmailAddress gone = EmailAddress.of("Gone@Customer.example");
        EmailAddress marie = EmailAddress.of(MARIE);
        adapter.suppressionList().suppress(gone, "5.1.1");
        PlannedMail.Send good = SampleMails.plain();
        PlannedMail.Send another = SampleMails.plain();
        PlannedMail.Send dead = SampleMails.plain("G", "gone@customer.example");
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
                                new AppendCondition(
                                        CompanyId.DEFAULT,
                                        Set.of(),
                                        Map.of(SettingsOwner.INSTALLATION, "somebody else's"))))
                .as("a mark that it did not make")
                .isEmpty();
        assertThat(ids(OutboxQuery.all())).containsExactly(good.id());
        ClaimedMail claimed = claimOne(LEASE);
        assertThat(new PayloadCodec(adapter.sealer()).decode(claimed.payload())).isEqualTo(good.mail());
    }

    private static AppendCondition unsuppressed(EmailAddress... addresses) {
        return new AppendCondition(CompanyId.DEFAULT, Set.of(addresses), Map.of());
    }
}
