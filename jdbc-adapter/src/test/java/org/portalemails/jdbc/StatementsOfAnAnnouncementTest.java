package org.portalemails.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.portalemails.CompanyId;
import org.portalemails.PortalEmails;
import org.portalemails.address.EmailAddress;
import org.portalemails.announce.Announcement;
import org.portalemails.announce.Notifier;
import org.portalemails.email.ComposedMail;
import org.portalemails.notification.SkipReason;
import org.portalemails.outbox.AesGcmSealer;
import org.portalemails.outbox.spi.ClaimRequest;
import org.portalemails.outbox.spi.ClaimedMail;
import org.portalemails.outbox.spi.PayloadCodec;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.SampleSettings;

@DisplayName("An announcement of one mail")
class StatementsOfAnAnnouncementTest {
    private static Notifier notifier(PortalDatabase on) {
        return PortalEmails.builder()
                .customerGroups(id -> Optional.of(SampleSettings.group()))
                .profile(SampleSettings.profile())
                .settingsStore(on.settingsStore())
                .outbox(on.outbox())
                .build()
                .notifier();
    }

    @ParameterizedTest(name = "on {0}: {1} statements")
    @CsvSource({"POSTGRESQL, 1", "H2, 3", "MARIADB, 3", "MYSQL, 3"})
    @DisplayName(
            "asks for settings and suppressions, and writes; where it can, it does all that in the statement that writes")
    void statements(Dialect dialect, int most) throws Exception {
        DatabaseUnderTest database = DatabaseUnderTest.of(dialect);
        database.clear();
        PortalDatabase own = database.portal().build();
        own.settingsStore().save(SettingsOwner.INSTALLATION, SampleSettings.allOn(), 0, "a test");
        StatementLog log = new StatementLog();
        try (Connection connection = database.pool.getConnection()) {
            connection.setAutoCommit(false);
            Connection watched = log.watch(connection);
            Notifier notifier = notifier(database.portal()
                    .hostConnection(ConnectionSource.borrowing(() -> watched, c -> {}))
                    .build());
            notifier.announce(SampleEvents.userNameForgotten("E-1"));
            log.take();

            notifier.announce(SampleEvents.userNameForgotten("E-2"));

            List<String> statements = log.take();
            assertThat(statements).hasSize(most);
            assertThat(statements.get(0)).contains("document_hash");
            assertThat(statements.get(most == 1 ? 0 : 1)).contains("portal_email_suppression");
            assertThat(statements.get(most - 1)).startsWith("INSERT INTO ");

            // A transaction that repeats what it read would not see what is suppressed from here on.
            connection.commit();
            own.suppressionList().suppress(EmailAddress.of("marie.tremblay@erables.example"), "5.1.1");
            assertThat(notifier.announce(SampleEvents.userNameForgotten("E-3")).answers())
                    .singleElement()
                    .isInstanceOfSatisfying(Announcement.Skipped.class, skipped -> assertThat(skipped.reason())
                            .isEqualTo(SkipReason.SUPPRESSED_ADDRESS));
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    @ParameterizedTest(name = "on {0}")
    @EnumSource(names = {"POSTGRESQL", "H2", "MARIADB", "MYSQL"})
    @DisplayName(
            "heeds what was saved a moment before, elsewhere or in its own transaction, and forgets what was rolled back")
    void savesAreHeard(Dialect dialect) throws Exception {
        DatabaseUnderTest database = DatabaseUnderTest.of(dialect);
        database.clear();
        PortalDatabase own = database.portal().build();
        own.settingsStore().save(SettingsOwner.INSTALLATION, from("first"), 0, "a test");
        try (Connection connection = database.pool.getConnection()) {
            connection.setAutoCommit(false);
            PortalDatabase host = database.portal()
                    .hostConnection(ConnectionSource.borrowing(() -> connection, c -> {}))
                    .build();
            Notifier notifier = notifier(host);
            for (int i = 0; i < 2; i++) {
                notifier.announce(SampleEvents.userNameForgotten("first-" + i));
            }
            connection.commit();
            own.settingsStore().save(SettingsOwner.INSTALLATION, from("second"), 1, "a test");
            notifier.announce(SampleEvents.userNameForgotten("second"));
            connection.commit();
            own.settingsStore().save(SettingsOwner.company(CompanyId.DEFAULT), from("company"), 0, "a test");
            notifier.announce(SampleEvents.userNameForgotten("company"));
            connection.commit();
            SettingsOwner group = SettingsOwner.group(SampleEvents.GROUP);
            host.settingsStore().save(group, from("rolled-back"), 0, "a test");
            notifier.announce(SampleEvents.userNameForgotten("rolled-back"));
            connection.rollback();
            notifier.announce(SampleEvents.userNameForgotten("company-again"));
            host.settingsStore().save(group, from("third"), 0, "a test");
            notifier.announce(SampleEvents.userNameForgotten("third"));
            connection.commit();
            connection.setAutoCommit(true);
        }
        Map<String, String> senders = new TreeMap<>();
        PayloadCodec codec = new PayloadCodec(AesGcmSealer.of("test", new byte[32]));
        while (senders.size() < 6) {
            for (ClaimedMail mail : own.queue().claim(new ClaimRequest("n", 10, Duration.ofMinutes(1)))) {
                ComposedMail composed = codec.decode(mail.payload());
                senders.put(
                        composed.eventId().value(), composed.from().address().localPart());
            }
        }
        assertThat(senders)
                .containsOnly(
                        Map.entry("first-0", "first"),
                        Map.entry("first-1", "first"),
                        Map.entry("second", "second"),
                        Map.entry("company", "company"),
                        Map.entry("company-again", "company"),
                        Map.entry("third", "third"));
    }

    private static PortalEmailSettings from(String sender) {
        return PortalEmailSettings.builder()
                .sendFrom(EmailAddress.of(sender + "@boreal.example"))
                .build();
    }
}
