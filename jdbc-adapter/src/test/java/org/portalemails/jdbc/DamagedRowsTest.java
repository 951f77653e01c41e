package org.portalemails.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.portalemails.address.EmailAddress;
import org.portalemails.email.PlannedMail;
import org.portalemails.jdbc.TableNames.Table;
import org.portalemails.outbox.EntryReason;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.HoldScope;
import org.portalemails.outbox.OutboxEntry;
import org.portalemails.outbox.OutboxQuery;
import org.portalemails.outbox.spi.ClaimRequest;
import org.portalemails.outbox.spi.ClaimedMail;
import org.portalemails.outbox.spi.Disposition;
import org.portalemails.outbox.spi.Settlement;
import org.portalemails.recovery.NewRecoveryRequest;
import org.portalemails.recovery.RecoveryKind;
import org.portalemails.recovery.RecoveryOutcome;
import org.portalemails.recovery.RecoveryPolicy;
import org.portalemails.recovery.RecoveryRecord;
import org.portalemails.recovery.RecoveryRequests;
import org.portalemails.recovery.RecoveryRequests.Taken;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.SettingsStore;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.SampleMails;
import org.portalemails.testkit.SampleSettings;

@DisplayName("A row that our types refuse")
class DamagedRowsTest extends ChangedRows {
    private static final String HOLD = TableNames.standard().of(Table.HOLD);
    private static final String RECOVERY = TableNames.standard().of(Table.RECOVERY);
    private static final EmailAddress PERSON = EmailAddress.of("jane@customer.example");
    private static final String ROW_DAMAGED = EntryReason.ROW_DAMAGED.code();
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final ClaimRequest CLAIM = new ClaimRequest("n", 5, LEASE);

    /** What damages a row so that a claim refuses it. */
    private static final List<String> DAMAGES = List.of(
            "group_id = ''",
            "group_id = ' padded'",
            "group_id = CONCAT('a', CHAR_OF_9, 'b')",
            "state = 'limbo'",
            "state = 'sent'",
            "id = 'not a mail id'",
            "queued_at = '0001-01-01 00:00:00'",
            "attempts = 2147483647",
            "attempts = -1",
            "losses = 2147483647",
            "duplicates = 2147483647",
            "fence = 9223372036854775807",
            "fence = -5");

    /** The function for a character has no name that all of them know. */
    private static String in(Dialect dialect, String damage) {
        return damage.replace("CHAR_OF_9", dialect == Dialect.POSTGRESQL ? "CHR(9)" : "CHAR(9)");
    }

    @OnEveryServer
    @DisplayName("ends alone, dead and visible; the others of its batch go out")
    void endsAlone(Dialect dialect) throws SQLException {
        for (String damage : DAMAGES) {
            begin(dialect);
            PlannedMail.Send before = announced();
            PlannedMail.Send damaged = announced();
            PlannedMail.Send after = announced();
            change(damaged, in(dialect, damage));

            dispatch();

            assertThat(delivered()).as(damage).containsExactlyInAnyOrder(before.id(), after.id());
            List<OutboxEntry> dead =
                    adapter.administration().find(OutboxQuery.all().inState(EntryState.DEAD));
            assertThat(dead).as(damage).singleElement().satisfies(entry -> {
                assertThat(entry.reason()).isEqualTo(ROW_DAMAGED);
                assertThat(entry.eventId()).isEqualTo(damaged.eventId());
                assertThat(entry.finishedAt()).isNotNull();
                assertThat(entry.hasBody()).isTrue();
            });
            assertThat(adapter.administration().counts().byState())
                    .as(damage)
                    .containsEntry(EntryState.DEAD, 1L)
                    .containsEntry(EntryState.SENT, 2L);
        }
    }

    @OnEveryServer
    @DisplayName("whose recipient is no address is dead too, as damaged as its seal says")
    void recipient(Dialect dialect) throws SQLException {
        begin(dialect);
        PlannedMail.Send damaged = announced();
        PlannedMail.Send sound = announced();
        change(damaged, "recipient = 'no address', mail_type = ''");

        dispatch();

        assertThat(delivered()).containsExactly(sound.id());
        assertThat(entry(damaged).reason()).isEqualTo(EntryReason.SEAL_BROKEN.code());
    }

    @OnEveryServer
    @DisplayName("can be queued again when somebody has repaired it, and goes out then")
    void repaired(Dialect dialect) throws SQLException {
        begin(dialect);
        PlannedMail.Send mail = announced(SampleMails.withLink(SampleMails.given()));
        change(mail, "group_id = ''");
        dispatch();
        assertThat(entry(mail).hasBody())
                .as("it goes with the end of its secret")
                .isTrue();
        assertThat(entry(mail).dueAt()).isNull();
        change(mail, "group_id = '" + mail.group() + "'");

        assertThat(adapter.administration().requeue(mail.id())).isTrue();
        dispatch();

        assertThat(transport.delivered()).hasSize(1);
    }

    @OnEveryServer
    @DisplayName("is shown to operators before any claim sees it, and can be cancelled and erased")
    void shown(Dialect dialect) throws SQLException {
        begin(dialect);
        List<PlannedMail.Send> mails = List.of(announced(), announced(), announced(), announced());
        change(mails.get(0), "state = 'limbo', lane = NULL, due_at = NULL");
        change(mails.get(1), "group_id = ''");
        change(mails.get(2), "event_id = 'with a blank'");
        change(mails.get(3), "created_at = '0001-01-01 00:00:00'");

        List<OutboxEntry> shown = adapter.administration().find(OutboxQuery.all());

        assertThat(shown)
                .hasSize(4)
                .allMatch(entry -> entry.state() == EntryState.DEAD && ROW_DAMAGED.equals(entry.reason()));
        assertThat(adapter.administration().counts().byState()).containsEntry(EntryState.DEAD, 1L);
        assertThat(adapter.administration().cancel(mails.get(1).id(), "damaged"))
                .isTrue();
        EmailAddress person = mails.get(0).mail().to().address();
        assertThat(adapter.administration().exportRecipient(person)).isNotEmpty();
        assertThat(adapter.administration().eraseRecipient(person).complete()).isTrue();
        assertThat(adapter.administration().exportRecipient(person)).isEmpty();
    }

    @OnEveryServer
    @DisplayName("among those that wait for a hold fails no sweep, no release and no probe")
    void waiting(Dialect dialect) throws SQLException {
        begin(dialect);
        PlannedMail.Send damaged = announced();
        PlannedMail.Send sound = announced();
        adapter.queue().holdMisconfigured(HoldScope.EVERYTHING, "broken", Duration.ZERO);
        adapter.queue().endMisconfigured(HoldScope.EVERYTHING);
        for (ClaimedMail mail : adapter.queue().claim(CLAIM)) {
            adapter.queue().settle(List.of(new Settlement(mail, new Disposition.Wait(EntryReason.ON_HOLD), null)));
        }
        change(damaged, "group_id = ''");
        adapter.queue().holdMisconfigured(HoldScope.EVERYTHING, "broken", Duration.ZERO);

        assertThat(adapter.queue().sweep()).as("everything is on hold").isZero();
        assertThat(adapter.queue().claimProbes(CLAIM, 5, Duration.ZERO))
                .extracting(ClaimedMail::id)
                .containsExactly(sound.id());
        assertThat(adapter.administration().release(HoldScope.EVERYTHING)).isTrue();
        assertThat(entry(damaged).reason()).isEqualTo(ROW_DAMAGED);
    }

    @OnEveryServer
    @DisplayName(
            "among the holds fails no claim: without a scope it holds nobody, without a cause until it is released")
    void holds(Dialect dialect) throws SQLException {
        begin(dialect);
        announced();
        adapter.administration().hold(HoldScope.group(SampleEvents.GROUP), "a reason");
        database.run("UPDATE " + HOLD + " SET scope_key = 'x'");

        List<ClaimedMail> claimed = adapter.queue().claim(CLAIM);

        assertThat(claimed).singleElement().satisfies(mail -> assertThat(mail.flags())
                .isEmpty());
        assertThat(adapter.administration().holds()).isEmpty();

        adapter.administration().hold(HoldScope.EVERYTHING, "a reason");
        database.run("UPDATE " + HOLD + " SET cause = 'whim', reason = ' ' WHERE scope_key = '*'");
        assertThat(adapter.queue().claim(CLAIM)).isEmpty();
        assertThat(adapter.administration().holds()).hasSize(1);
        assertThat(adapter.administration().release(HoldScope.EVERYTHING)).isTrue();
        assertThat(adapter.administration().holds()).isEmpty();
    }

    @OnEveryServer
    @DisplayName("in the history, as after a table was restored alone, fails no claim of a mail whose dispatcher died")
    void history(Dialect dialect) throws SQLException {
        begin(dialect);
        announced();
        announced();
        ClaimRequest dying = new ClaimRequest("dies", 5, Duration.ofNanos(1000));
        adapter.queue().claim(dying);
        adapter.queue().claim(dying);
        database.run("UPDATE " + OUTBOX + " SET fence = fence - 1");

        assertThat(adapter.queue().claim(CLAIM)).isEmpty();
        assertThat(adapter.queue().claim(CLAIM)).hasSize(1);
    }

    @OnEveryServer
    @DisplayName("among the requests for recovery ends as malformed; the next one is answered")
    void recovery(Dialect dialect) throws SQLException {
        for (String damage : List.of("address = 'no address'", "kind = 'whim'", "id = 'a blank'", "fence = -1")) {
            begin(dialect);
            RecoveryRequests requests = database.portal().build().recoveryRequests();
            submitted(requests);
            database.run("UPDATE " + RECOVERY + " SET " + damage);
            NewRecoveryRequest sound = submitted(requests);
            assertThat(adapter.administration().exportRequests(PERSON))
                    .as(damage)
                    .isNotEmpty();

            Optional<Taken> taken = requests.take(LEASE, RecoveryPolicy.standard());

            assertThat(taken)
                    .as(damage)
                    .hasValueSatisfying(one -> assertThat(one.record().id()).isEqualTo(sound.id()));
            assertThat(requests.take(LEASE, RecoveryPolicy.standard()))
                    .as(damage)
                    .isEmpty();
            Set<RecoveryOutcome> outcomes = requests.newest(10).stream()
                    .map(RecoveryRecord::outcome)
                    .filter(java.util.Objects::nonNull)
                    .collect(Collectors.toSet());
            assertThat(outcomes).as(damage).isSubsetOf(RecoveryOutcome.MALFORMED);
        }
    }

    private static NewRecoveryRequest submitted(RecoveryRequests requests) {
        NewRecoveryRequest request = NewRecoveryRequest.of(RecoveryKind.PASSWORD, PERSON, Locale.ENGLISH);
        requests.submit(request);
        return request;
    }

    @OnEveryServer
    @DisplayName("among the settings hides no other owner")
    void settings(Dialect dialect) throws SQLException {
        begin(dialect);
        SettingsStore store = database.portal().build().settingsStore();
        store.save(SettingsOwner.INSTALLATION, SampleSettings.allOn(), 0, "a test");
        store.save(SettingsOwner.group(SampleEvents.GROUP), SampleSettings.allOn(), 0, "a test");
        database.run(
                "UPDATE " + TableNames.standard().of(Table.SETTINGS) + " SET owner_key = 'x' WHERE owner_key = '*'");

        assertThat(store.owners()).containsExactly(SettingsOwner.group(SampleEvents.GROUP));
    }
}
