package org.portalemails.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;
import org.portalemails.address.EmailAddress;
import org.portalemails.address.Mailbox;
import org.portalemails.email.ComposedMail;
import org.portalemails.email.MailContent;
import org.portalemails.email.MailOrigin;
import org.portalemails.email.PlannedMail;
import org.portalemails.notification.NotificationType;
import org.portalemails.notification.SkipReason;
import org.portalemails.outbox.AttemptFacts;
import org.portalemails.outbox.AttemptRecord;
import org.portalemails.outbox.EntryReason;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.Hold;
import org.portalemails.outbox.HoldScope;
import org.portalemails.outbox.OutboxEntry;
import org.portalemails.outbox.OutboxQuery;
import org.portalemails.outbox.spi.AppendResult;
import org.portalemails.outbox.spi.ClaimRequest;
import org.portalemails.outbox.spi.ClaimedMail;
import org.portalemails.outbox.spi.Disposition;
import org.portalemails.outbox.spi.PayloadCodec;
import org.portalemails.outbox.spi.StoredPayload;
import org.portalemails.template.RenderedText;

/** What an {@link org.portalemails.outbox.OutboxAdministration} must do. */
abstract class OutboxOperatorContract extends OutboxContractPart {
    @Test
    @DisplayName("a dead mail keeps its body, can be queued again, and then has all its attempts before it")
    void requeue() {
        PlannedMail.Send mail = SampleMails.withLink(SampleMails.given());
        adapter.outbox().append(List.of(mail));
        settle(claimOne(LEASE), dead(EntryReason.REJECTED));
        assertThat(entry(mail).state()).isEqualTo(EntryState.DEAD);
        assertThat(entry(mail).reason()).isEqualTo("rejected");
        assertThat(claim(10)).isEmpty();
        assertThat(adapter.administration().requeue(mail.id())).isTrue();
        assertThat(adapter.administration().requeue(mail.id())).isFalse();
        ClaimedMail claim = claimOne(LEASE);
        assertThat(claim.attempt()).isEqualTo(1);
        assertThat(new PayloadCodec(adapter.sealer()).decode(claim.payload())).isEqualTo(mail.mail());
        settle(claim, dead(EntryReason.REJECTED));
        assertThat(adapter.administration().requeueAll(OutboxQuery.all().ofGroup(new CustomerGroupId("elsewhere"))))
                .isZero();
        assertThat(adapter.administration().requeueAll(OutboxQuery.all())).isEqualTo(1);
        List<PlannedMail> many = List.of(SampleMails.plain(), SampleMails.plain(), SampleMails.plain());
        adapter.outbox().append(many);
        claim(10).forEach(one -> settle(one, dead(EntryReason.REJECTED)));
        assertThat(adapter.administration().requeueAll(OutboxQuery.all().atMost(1)))
                .as("all, however many one page has")
                .isEqualTo(4);
    }

    @Test
    @DisplayName("an operator can cancel what waits or is dead, not what is being sent")
    void cancel() {
        PlannedMail.Send mail = SampleMails.plain();
        adapter.outbox().append(List.of(mail));
        ClaimedMail claim = claimOne(LEASE);
        assertThat(adapter.administration().cancel(mail.id(), "by-hand")).isFalse();
        settle(claim, new Disposition.Again(Duration.ZERO, true, false, EntryReason.TRY_LATER));
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
        PlannedMail.Send a = SampleMails.plain("A", "a@customer.example");
        PlannedMail.Send b = SampleMails.withLink(SampleMails.minted());
        PlannedMail.Skip c = SampleMails.skipped(SkipReason.SWITCHED_OFF);
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

    @Test
    @DisplayName("operators find people by the beginning of their name, whatever its accents and its order")
    void people() {
        PlannedMail.Send one = named("Émilie Lavoie-Côté");
        PlannedMail.Send other = named("Marc-André O'Neil");
        PlannedMail.Send third = named("Luc Lavoie");
        adapter.outbox().append(List.of(one, other, third, SampleMails.plain()));
        OutboxQuery all = OutboxQuery.all();
        for (String typed : List.of(
                "lavoie-cote", "Lavoie-C", "ÉMILIE LAVOIE-", "emi lav", "Lavoie-Côté, Émilie", "lavoie-côté É")) {
            assertThat(ids(all.toPerson(typed))).as(typed).containsExactly(one.id());
        }
        assertThat(ids(all.toPerson("lavoie"))).containsExactlyInAnyOrder(one.id(), third.id());
        assertThat(ids(all.toPerson("o'neil"))).containsExactly(other.id());
        assertThat(ids(all.toPerson("marc-andré o"))).containsExactly(other.id());
        assertThat(ids(all.toPerson("lavoie").ofGroup(new CustomerGroupId("elsewhere"))))
                .isEmpty();
        String endless = "lavoie".repeat(1_000);
        for (String typed :
                List.of("zz", "%", "_avoie", "", "émile lav", "' -", "\ud83c\udf41", endless, "luc " + endless)) {
            assertThat(ids(all.toPerson(typed))).as(typed).isEmpty();
        }
        adapter.administration().eraseRecipient(one.mail().to().address());
        assertThat(ids(all.toPerson("lavoie-cote"))).as("erased").isEmpty();
    }

    @Test
    @DisplayName(
            "a name is found however keyboards write it: with a curved apostrophe, a hyphen of one's own, and letters that are two")
    void spellings() {
        PlannedMail.Send curved = named("Jean D\u2019Amours");
        PlannedMail.Send joined = named("Anne-Marie Lec\u0153ur");
        adapter.outbox().append(List.of(curved, joined));
        OutboxQuery all = OutboxQuery.all();
        for (String typed : List.of("D'Amours", "d\u2019am", "Jean D'Amours", "D\u02bcAmours, J")) {
            assertThat(ids(all.toPerson(typed))).as(typed).containsExactly(curved.id());
        }
        for (String typed : List.of("Lecoeur", "LEC\u0152UR", "Anne\u2011Marie lecoe")) {
            assertThat(ids(all.toPerson(typed))).as(typed).containsExactly(joined.id());
        }
    }

    private static PlannedMail.Send named(String name) {
        PlannedMail.Send plain = SampleMails.plain("G", "p" + name.length() + "@customer.example");
        return new PlannedMail.Send(
                SampleMails.to(plain.mail(), new Mailbox(name, plain.mail().to().address())), null);
    }

    @Test
    @DisplayName("operators find mails by reason and by route, and one that repeats another says which")
    void reasonsAndRoutes() {
        PlannedMail.Send one = SampleMails.plain(CompanyId.DEFAULT, "north", "n@customer.example");
        PlannedMail.Send again = SampleMails.plain("G", "n@customer.example").repeating(one.id());
        PlannedMail.Skip skipped = SampleMails.skipped(SkipReason.SWITCHED_OFF);
        adapter.outbox().append(List.of(one, again, skipped));
        OutboxQuery all = OutboxQuery.all();
        assertThat(ids(all.by("north"))).containsExactly(one.id());
        assertThat(ids(all.forReason(SkipReason.SWITCHED_OFF.code()))).containsExactly(skipped.id());
        assertThat(ids(all.forReason("no-such-reason"))).isEmpty();
        assertThat(entry(again).resendOf()).isEqualTo(one.id());
        assertThat(entry(one).resendOf()).isNull();
    }

    @Test
    @DisplayName("what a mail was made from stands with it, and a test mail is marked and not counted")
    void originsAndTests() {
        MailOrigin origin = new MailOrigin(Locale.CANADA_FRENCH, "group", "0123", "4567", "standard-1");
        ComposedMail mail = SampleMails.plain().mail();
        PlannedMail.Send real = new PlannedMail.Send(
                mail,
                null,
                List.of(),
                CompanyId.DEFAULT,
                PlannedMail.DEFAULT_ROUTE,
                origin,
                PlannedMail.Send.Kind.REAL,
                null);
        PlannedMail.Send test = new PlannedMail.Send(
                SampleMails.plain().mail(),
                null,
                List.of(),
                CompanyId.DEFAULT,
                PlannedMail.DEFAULT_ROUTE,
                null,
                PlannedMail.Send.Kind.TEST,
                null);
        adapter.outbox().append(List.of(test));
        assertThat(adapter.administration().counts().in(EntryState.QUEUED)).isZero();
        assertThat(adapter.administration().counts().oldestDue()).isZero();
        adapter.outbox().append(List.of(real));
        assertThat(adapter.administration().counts().in(EntryState.QUEUED)).isEqualTo(1);
        assertThat(entry(real).origin()).isEqualTo(origin);
        assertThat(entry(real).test()).isFalse();
        assertThat(entry(test).origin()).isNull();
        assertThat(entry(test).test()).isTrue();
        assertThat(claim(10)).hasSize(2);
    }

    @Test
    @DisplayName("what a mail says can be shown while it waits, and for a time after it was sent, without its secrets")
    void content() {
        PlannedMail.Send mail = SampleMails.withLink(SampleMails.given());
        adapter.outbox().append(List.of(mail));
        assertThat(adapter.administration().content(mail.id())).contains(MailContent.of(mail.mail()));
        ClaimedMail claim = claimOne(LEASE);
        StoredPayload copy = new PayloadCodec(adapter.sealer()).keep(mail.mail());
        settle(claim, new Disposition.Sent(copy, Duration.ofDays(1)));
        assertThat(entry(mail).state()).isEqualTo(EntryState.SENT);
        assertThat(entry(mail).hasBody()).isTrue();
        assertThat(entry(mail).dueAt()).as("nothing more happens to it").isNull();
        assertThat(adapter.administration().content(mail.id())).contains(MailContent.of(mail.mail()));
        assertThat(adapter.administration().content(mail.id()).orElseThrow().text())
                .contains(RenderedText.MASK)
                .doesNotContain(SampleMails.SECRET_MARK);
        adapter.queue().sweep();
        assertThat(adapter.administration().content(mail.id())).isPresent();
        assertThat(claim(10)).isEmpty();
        assertThat(adapter.administration().requeue(mail.id())).isFalse();
        assertThat(adapter.queue().routes()).isEmpty();
        adapter.administration().eraseRecipient(mail.mail().to().address());
        assertThat(adapter.administration().content(mail.id())).isEmpty();
    }

    @Test
    @DisplayName("the words of a mail go when their time is over, and those of a mail that is not kept at once")
    void contentGoes() {
        PlannedMail.Send kept = SampleMails.plain();
        adapter.outbox().append(List.of(kept));
        StoredPayload copy = new PayloadCodec(adapter.sealer()).keep(kept.mail());
        settle(claimOne(LEASE), new Disposition.Sent(copy, Duration.ofMillis(1)));
        Waiting.until(() -> {
            adapter.queue().sweep();
            return !entry(kept).hasBody();
        });
        assertThat(adapter.administration().content(kept.id())).isEmpty();
        assertThat(entry(kept).state()).isEqualTo(EntryState.SENT);
        PlannedMail.Send other = SampleMails.plain();
        adapter.outbox().append(List.of(other));
        settle(claimOne(LEASE), new Disposition.Sent());
        assertThat(adapter.administration().content(other.id())).isEmpty();
        assertThat(adapter.administration().content(org.portalemails.email.MailId.random()))
                .isEmpty();
    }

    @Test
    @DisplayName("who queued a mail again and who took it back stands in its history, and attempts go on beside that")
    void whoDidIt() {
        PlannedMail.Send mail = SampleMails.plain();
        adapter.outbox().append(List.of(mail));
        settle(claimOne(LEASE), dead(EntryReason.REJECTED));
        assertThat(adapter.administration().requeue(mail.id(), "Claire Roy")).isTrue();
        assertThat(adapter.administration().requeue(mail.id(), "Claire Roy")).isFalse();
        settle(claimOne(LEASE), dead(EntryReason.REJECTED));
        assertThat(adapter.administration().cancel(mail.id(), "by-hand", "Luc Gagnon"))
                .isTrue();
        assertThat(adapter.administration().attempts(mail.id()))
                .extracting(one -> one.facts().outcome())
                .containsExactly("accepted", AttemptFacts.REQUEUED, "accepted", AttemptFacts.CANCELLED);
        assertThat(adapter.administration().attempts(mail.id()))
                .extracting(one -> one.facts().node())
                .contains("Claire Roy", "Luc Gagnon");
        PlannedMail.Send other = SampleMails.plain();
        adapter.outbox().append(List.of(other));
        assertThatThrownBy(() -> adapter.administration().cancel(other.id(), "by-hand", " "))
                .hasMessageContaining("author");
        assertThat(entry(other).state()).isEqualTo(EntryState.QUEUED);
    }

    @Test
    @DisplayName("a hold says who put it there")
    void authors() {
        adapter.administration().hold(HoldScope.EVERYTHING, "the provider moves", "Claire Roy");
        assertThat(adapter.administration().holds()).extracting(Hold::author).containsExactly("Claire Roy");
        adapter.administration().hold(HoldScope.EVERYTHING, "still");
        assertThat(adapter.administration().holds()).extracting(Hold::author).containsOnlyNulls();
        assertThatThrownBy(() -> adapter.administration().hold(HoldScope.EVERYTHING, "x", " "))
                .hasMessageContaining("author");
    }

    @Test
    @DisplayName("pages show every mail once, also of many that were announced in one moment")
    void pages() {
        List<PlannedMail> all = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            all.add(SampleMails.plain("A", "a@customer.example"));
        }
        adapter.outbox().append(all);
        adapter.outbox().append(List.of(SampleMails.plain("B", "b@customer.example")));
        OutboxQuery query = OutboxQuery.all()
                .inState(EntryState.QUEUED)
                .ofGroup(new CustomerGroupId("A"))
                .atMost(4);
        List<OutboxEntry> seen = new ArrayList<>();
        List<OutboxEntry> page = adapter.administration().find(query);
        while (!page.isEmpty()) {
            seen.addAll(page);
            page = adapter.administration().find(query.behind(seen.get(seen.size() - 1)));
        }
        assertThat(seen)
                .extracting(OutboxEntry::id)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        all.stream().map(PlannedMail::id).toList());
        assertThat(seen).isSortedAccordingTo(Comparator.comparing(OutboxQuery.Place::of));
    }

    @Test
    @DisplayName("counts say how many entries stand where, and how long the oldest has been due")
    void counts() {
        assertThat(adapter.administration().counts().oldestDue()).isZero();
        adapter.outbox()
                .append(List.of(SampleMails.plain(), SampleMails.plain(), SampleMails.skipped(SkipReason.POLICY)));
        Waiting.until(() -> adapter.administration().counts().oldestDue().toNanos() > 0);
        settle(claimOne(LEASE), new Disposition.Sent());
        assertThat(adapter.administration().counts().byState())
                .containsAllEntriesOf(Map.of(
                        EntryState.QUEUED, 1L,
                        EntryState.SENT, 1L,
                        EntryState.SKIPPED, 1L,
                        EntryState.DEAD, 0L));
        settle(claimOne(LEASE), new Disposition.Again(Duration.ofHours(1), true, false, EntryReason.TRY_LATER));
        assertThat(adapter.administration().counts().oldestDue())
                .as("an attempt in vain does not set it back")
                .isPositive();
    }

    @Test
    @DisplayName("erasing a person leaves no address and no body, and says what is still in flight")
    void erase() {
        EmailAddress person = EmailAddress.of("leaver@customer.example");
        PlannedMail.Send sent = SampleMails.plain("G", "leaver@customer.example");
        PlannedMail.Send flying = SampleMails.plain("G", "leaver@customer.example");
        adapter.outbox().append(List.of(sent));
        settle(claimOne(LEASE), new Disposition.Sent());
        adapter.outbox().append(List.of(flying));
        ClaimedMail claim = claimOne(LEASE);
        PlannedMail.Send queued = SampleMails.plain("G", "Leaver@customer.example");
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
        PlannedMail.Send mail = SampleMails.plain("G", "asks@customer.example");
        adapter.outbox().append(List.of(mail, SampleMails.plain()));
        for (ClaimedMail claimed : claim(10)) {
            boolean theirs = claimed.id().equals(mail.id());
            StoredPayload copy = new PayloadCodec(adapter.sealer()).keep(mail.mail());
            settle(claimed, theirs ? new Disposition.Sent(copy, Duration.ofDays(1)) : new Disposition.Sent());
        }
        var records = adapter.administration().exportRecipient(EmailAddress.of("ASKS@customer.example"));
        assertThat(records).singleElement().satisfies(record -> {
            assertThat(record.entry().id()).isEqualTo(mail.id());
            assertThat(record.attempts()).hasSize(1);
            assertThat(record.person()).isEqualTo(mail.person());
            assertThat(record.content()).isEqualTo(MailContent.of(mail.mail()));
        });
    }

    @Test
    @DisplayName("a mail that came back has that in its history once, and stays what it is")
    void bounced() {
        PlannedMail.Send mail = SampleMails.plain();
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
        PlannedMail.Send dead = SampleMails.withLink(SampleMails.minted());
        PlannedMail.Send sent = SampleMails.plain();
        adapter.outbox().append(List.of(dead));
        settle(claimOne(LEASE), dead(EntryReason.REJECTED));
        adapter.outbox().append(List.of(sent, SampleMails.skipped(SkipReason.POLICY)));
        settle(claimOne(LEASE), new Disposition.Sent());
        adapter.outbox().append(List.of(SampleMails.plain()));
        assertThat(adapter.administration().purge(Duration.ofDays(1))).isZero();
        Waiting.until(() -> Instant.now().isAfter(entry(sent).finishedAt().plusMillis(2)));
        assertThat(adapter.administration().purge(Duration.ofDays(1), 10)).isZero();
        assertThat(adapter.administration().purge(Duration.ZERO, 1)).isEqualTo(1);
        assertThat(adapter.administration().purge(Duration.ZERO)).isEqualTo(1);
        assertThat(adapter.administration().purge(Duration.ZERO, 1)).isZero();
        assertThatThrownBy(() -> adapter.administration().purge(Duration.ZERO, 0))
                .hasMessageContaining("most");
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
    @DisplayName("requests that make no sense are refused by name")
    void nonsense() {
        assertThatThrownBy(() -> new ClaimRequest("node", 0, LEASE)).hasMessageContaining("limit");
        assertThatThrownBy(() -> new ClaimRequest(" ", 1, LEASE)).hasMessageContaining("node");
        assertThatThrownBy(() -> new ClaimRequest("node", 1, Duration.ZERO)).hasMessageContaining("lease");
        assertThatThrownBy(() -> OutboxQuery.all().atMost(0)).hasMessageContaining("limit");
        assertThatThrownBy(() -> adapter.administration().hold(HoldScope.EVERYTHING, " "))
                .hasMessageContaining("reason");
        PlannedMail.Send mail = SampleMails.plain();
        adapter.outbox().append(List.of(mail));
        for (String reason : List.of("", "By hand", "by_hand", "annul\u00e9", "x".repeat(65))) {
            assertThatThrownBy(() -> adapter.administration().cancel(mail.id(), reason))
                    .as(reason)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("reason");
        }
        assertThat(entry(mail).state()).isEqualTo(EntryState.QUEUED);
    }
}
