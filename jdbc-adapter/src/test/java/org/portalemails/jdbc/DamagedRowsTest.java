package org.portalemails.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.portalemails.address.EmailAddress;
import org.portalemails.delivery.DispatchPolicy;
import org.portalemails.delivery.OutboxDispatcher;
import org.portalemails.email.OutgoingMail;
import org.portalemails.email.PlannedMail;
import org.portalemails.inmemory.InMemoryMailTransport;
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
import org.portalemails.testkit.OutboxUnderTest;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.SampleMails;
import org.portalemails.testkit.SampleSettings;

@DisplayName("A row that our types refuse")
class DamagedRowsTest {
    private static final String OUTBOX = TableNames.standard().of(Table.OUTBOX);
    private static final String HOLD = TableNames.standard().of(Table.HOLD);
    private static final String RECOVERY = TableNames.standard().of(Table.RECOVERY);
    private static final Duration LEASE = Duration.ofMinutes(1);

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

    private final InMemoryMailTransport transport = new InMemoryMailTransport();

    private void dispatch(OutboxUnderTest adapter) {
        OutboxDispatcher.builder(adapter.queue(), transport)
                .sealer(adapter.sealer())
                .linkMinter(request -> Optional.of("https://portal.boreal.example/reset?for=" + request.reference()))
                .policy(DispatchPolicy.standard().inBatchesOf(100, 10))
                .build()
                .runUntilIdle();
    }

    private static String in(Dialect dialect, String damage) {
        return damage.replace("CHAR_OF_9", dialect == Dialect.POSTGRESQL ? "CHR(9)" : "CHAR(9)");
    }

    private static void damage(DatabaseUnderTest database, PlannedMail mail, String damage) throws SQLException {
        database.run("UPDATE " + OUTBOX + " SET " + in(database.dialect, damage) + " WHERE id = '" + mail.id() + "'");
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
    @DisplayName("ends alone, dead and visible; the others of its batch go out")
    void endsAlone(Dialect dialect) throws SQLException {
        DatabaseUnderTest database = DatabaseUnderTest.of(dialect);
        for (String damage : DAMAGES) {
            OutboxUnderTest adapter = database.emptyOutbox();
            transport.clear();
            PlannedMail.Send before = SampleMails.plain();
            PlannedMail.Send damaged = SampleMails.plain();
            PlannedMail.Send after = SampleMails.plain();
            adapter.outbox().append(List.of(before, damaged, after));
            damage(database, damaged, damage);

            dispatch(adapter);

            assertThat(transport.delivered())
                    .as(damage)
                    .extracting(OutgoingMail::id)
                    .containsExactlyInAnyOrder(before.id(), after.id());
            List<OutboxEntry> dead =
                    adapter.administration().find(OutboxQuery.all().inState(EntryState.DEAD));
            assertThat(dead).as(damage).singleElement().satisfies(entry -> {
                assertThat(entry.reason()).isEqualTo("row-damaged");
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

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
    @DisplayName("whose recipient is no address is dead too, as damaged as its seal says")
    void recipient(Dialect dialect) throws SQLException {
        DatabaseUnderTest database = DatabaseUnderTest.of(dialect);
        OutboxUnderTest adapter = database.emptyOutbox();
        PlannedMail.Send damaged = SampleMails.plain();
        PlannedMail.Send sound = SampleMails.plain();
        adapter.outbox().append(List.of(damaged, sound));
        damage(database, damaged, "recipient = 'no address', mail_type = ''");

        dispatch(adapter);

        assertThat(transport.delivered()).extracting(OutgoingMail::id).containsExactly(sound.id());
        assertThat(adapter.administration().find(damaged.id()))
                .hasValueSatisfying(entry -> assertThat(entry.reason()).isEqualTo("seal-broken"));
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
    @DisplayName("can be queued again when somebody has repaired it, and goes out then")
    void repaired(Dialect dialect) throws SQLException {
        DatabaseUnderTest database = DatabaseUnderTest.of(dialect);
        OutboxUnderTest adapter = database.emptyOutbox();
        PlannedMail.Send mail = SampleMails.withLink(SampleMails.given());
        adapter.outbox().append(List.of(mail));
        damage(database, mail, "group_id = ''");
        dispatch(adapter);
        assertThat(adapter.administration().find(mail.id()).orElseThrow().dueAt())
                .as("its body goes with the end of its secret")
                .isEqualTo(mail.mail().expiresAt());
        damage(database, mail, "group_id = '" + mail.group() + "'");

        assertThat(adapter.administration().requeue(mail.id())).isTrue();
        dispatch(adapter);

        assertThat(transport.delivered()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
    @DisplayName("is shown to operators before any claim sees it, and can be cancelled and erased")
    void shown(Dialect dialect) throws SQLException {
        DatabaseUnderTest database = DatabaseUnderTest.of(dialect);
        OutboxUnderTest adapter = database.emptyOutbox();
        List<PlannedMail.Send> mails = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            mails.add(SampleMails.plain());
        }
        adapter.outbox().append(mails);
        damage(database, mails.get(0), "state = 'limbo', lane = NULL, due_at = NULL");
        damage(database, mails.get(1), "group_id = ''");
        damage(database, mails.get(2), "event_id = 'with a blank'");
        damage(database, mails.get(3), "created_at = '0001-01-01 00:00:00'");

        List<OutboxEntry> shown = adapter.administration().find(OutboxQuery.all());

        assertThat(shown)
                .hasSize(4)
                .allMatch(entry -> entry.state() == EntryState.DEAD && "row-damaged".equals(entry.reason()));
        assertThat(adapter.administration().counts().byState()).containsEntry(EntryState.DEAD, 1L);
        assertThat(adapter.administration().cancel(mails.get(1).id(), "damaged"))
                .isTrue();
        EmailAddress person = mails.get(0).mail().to().address();
        assertThat(adapter.administration().exportRecipient(person)).isNotEmpty();
        assertThat(adapter.administration().eraseRecipient(person).complete()).isTrue();
        assertThat(adapter.administration().exportRecipient(person)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
    @DisplayName("among those that wait for a hold fails no sweep, no release and no probe")
    void waiting(Dialect dialect) throws SQLException {
        DatabaseUnderTest database = DatabaseUnderTest.of(dialect);
        OutboxUnderTest adapter = database.emptyOutbox();
        PlannedMail.Send damaged = SampleMails.plain();
        PlannedMail.Send sound = SampleMails.plain();
        adapter.outbox().append(List.of(damaged, sound));
        adapter.queue().holdMisconfigured(HoldScope.EVERYTHING, "broken", Duration.ZERO);
        adapter.queue().endMisconfigured(HoldScope.EVERYTHING);
        for (ClaimedMail mail : adapter.queue().claim(new ClaimRequest("n", 5, LEASE))) {
            adapter.queue().settle(List.of(new Settlement(mail, new Disposition.Wait(EntryReason.ON_HOLD), null)));
        }
        damage(database, damaged, "group_id = ''");
        adapter.queue().holdMisconfigured(HoldScope.EVERYTHING, "broken", Duration.ZERO);

        assertThat(adapter.queue().sweep()).as("everything is on hold").isZero();
        assertThat(adapter.queue().claimProbes(new ClaimRequest("n", 5, LEASE), Duration.ZERO))
                .extracting(ClaimedMail::id)
                .containsExactly(sound.id());
        assertThat(adapter.administration().release(HoldScope.EVERYTHING)).isTrue();
        assertThat(adapter.administration().find(damaged.id()).orElseThrow().reason())
                .isEqualTo("row-damaged");
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
    @DisplayName(
            "among the holds fails no claim: without a scope it holds nobody, without a cause until it is released")
    void holds(Dialect dialect) throws SQLException {
        DatabaseUnderTest database = DatabaseUnderTest.of(dialect);
        OutboxUnderTest adapter = database.emptyOutbox();
        adapter.outbox().append(List.of(SampleMails.plain()));
        adapter.administration().hold(HoldScope.group(SampleEvents.GROUP), "a reason");
        database.run("UPDATE " + HOLD + " SET scope_key = 'x'");

        List<ClaimedMail> claimed = adapter.queue().claim(new ClaimRequest("n", 5, LEASE));

        assertThat(claimed).singleElement().satisfies(mail -> assertThat(mail.flags())
                .isEmpty());
        assertThat(adapter.administration().holds()).isEmpty();

        adapter.administration().hold(HoldScope.EVERYTHING, "a reason");
        database.run("UPDATE " + HOLD + " SET cause = 'whim', reason = ' ' WHERE scope_key = '*'");
        assertThat(adapter.queue().claim(new ClaimRequest("n", 5, LEASE))).isEmpty();
        assertThat(adapter.administration().holds()).hasSize(1);
        assertThat(adapter.administration().release(HoldScope.EVERYTHING)).isTrue();
        assertThat(adapter.administration().holds()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
    @DisplayName("in the history, as after a table was restored alone, fails no claim of a mail whose dispatcher died")
    void history(Dialect dialect) throws SQLException {
        DatabaseUnderTest database = DatabaseUnderTest.of(dialect);
        OutboxUnderTest adapter = database.emptyOutbox();
        adapter.outbox().append(List.of(SampleMails.plain(), SampleMails.plain()));
        adapter.queue().claim(new ClaimRequest("dies", 5, Duration.ofNanos(1000)));
        adapter.queue().claim(new ClaimRequest("dies", 5, Duration.ofNanos(1000)));
        database.run("UPDATE " + OUTBOX + " SET fence = fence - 1");

        assertThat(adapter.queue().claim(new ClaimRequest("lives", 5, LEASE))).isEmpty();
        assertThat(adapter.queue().claim(new ClaimRequest("lives", 5, LEASE))).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
    @DisplayName("among the requests for recovery ends as malformed; the next one is answered")
    void recovery(Dialect dialect) throws SQLException {
        for (String damage : List.of("address = 'no address'", "kind = 'whim'", "id = 'a blank'", "fence = -1")) {
            DatabaseUnderTest database = DatabaseUnderTest.of(dialect);
            RecoveryRequests requests = database.portal().build().recoveryRequests();
            database.clear();
            EmailAddress address = EmailAddress.of("jane@customer.example");
            requests.submit(NewRecoveryRequest.of(RecoveryKind.PASSWORD, address, Locale.ENGLISH));
            database.run("UPDATE " + RECOVERY + " SET " + damage);
            NewRecoveryRequest sound = NewRecoveryRequest.of(RecoveryKind.PASSWORD, address, Locale.ENGLISH);
            requests.submit(sound);
            assertThat(database.portal().build().administration().exportRequests(address))
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

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
    @DisplayName("among the settings hides no other owner")
    void settings(Dialect dialect) throws SQLException {
        DatabaseUnderTest database = DatabaseUnderTest.of(dialect);
        database.clear();
        SettingsStore store = database.portal().build().settingsStore();
        store.save(SettingsOwner.COMPANY_WIDE, SampleSettings.allOn(), 0, "a test");
        store.save(SettingsOwner.group(SampleEvents.GROUP), SampleSettings.allOn(), 0, "a test");
        database.run(
                "UPDATE " + TableNames.standard().of(Table.SETTINGS) + " SET owner_key = 'x' WHERE owner_key = '*'");

        assertThat(store.owners()).containsExactly(SettingsOwner.group(SampleEvents.GROUP));
    }
}
