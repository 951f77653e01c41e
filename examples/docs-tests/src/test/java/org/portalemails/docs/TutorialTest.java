package org.portalemails.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.portalemails.CustomerGroupId;
import org.portalemails.PortalEmails;
import org.portalemails.address.EmailAddress;
import org.portalemails.announce.Announcement;
import org.portalemails.delivery.DispatchResult;
import org.portalemails.delivery.OutboxDispatcher;
import org.portalemails.event.ActionLink;
import org.portalemails.event.Contact;
import org.portalemails.event.EventHeader;
import org.portalemails.event.EventId;
import org.portalemails.event.PasswordResetRequested;
import org.portalemails.host.CustomerGroup;
import org.portalemails.host.PortalProfile;
import org.portalemails.jdbc.ConnectionSource;
import org.portalemails.jdbc.PortalDatabase;
import org.portalemails.jdbc.SchemaInstaller;
import org.portalemails.mail.EmlDirectoryTransport;
import org.portalemails.outbox.AesGcmSealer;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.OutboxQuery;
import org.portalemails.outbox.PayloadSealer;
import org.portalemails.screen.SettingsScreen;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.form.SettingsForm;

/** The code of docs/tutorial.md, in its order. */
@DisplayName("The tutorial")
class TutorialTest {
    @TempDir
    Path mails;

    @Test
    void runsFromTopToBottom() throws Exception {
        byte[] key = new byte[32];
        DataSource dataSource = JdbcConnectionPool.create("jdbc:h2:mem:tutorial;DB_CLOSE_DELAY=-1", "sa", "");

        // snippet: tables
        ThreadLocal<Connection> current = new ThreadLocal<>();
        PayloadSealer sealer = AesGcmSealer.of("key-2026", key);
        PortalDatabase database = PortalDatabase.builder(dataSource)
                .hostConnection(ConnectionSource.borrowing(current::get, connection -> {}))
                .sealer(sealer)
                .build();
        new SchemaInstaller(database).install();
        // end

        // snippet: front-door
        CustomerGroup retail = new CustomerGroup(new CustomerGroupId("RETAIL"), "Retail", true);
        PortalEmails portalEmails = PortalEmails.builder()
                .customerGroups(id -> id.equals(retail.id()) ? Optional.of(retail) : Optional.empty())
                .settingsStore(database.settingsStore())
                .outbox(database.outbox())
                .profile(PortalProfile.builder()
                        .senderCompanyName("Boreal Supplies")
                        .portalName("Boreal Portal")
                        .portalUrl("https://portal.boreal.example/")
                        .supportContact("Accounts", EmailAddress.of("accounts@boreal.example"), "+1 418 555-0100")
                        .messageIdDomain("boreal.example")
                        .build())
                .build();
        // end

        // snippet: settings
        inTransaction(dataSource, current, () -> {
            SettingsScreen screen = portalEmails.settingsScreen();
            SettingsOwner owner = SettingsOwner.group(retail.id());
            SettingsForm form = screen.open(owner);
            form.setSendFrom("portal@boreal.example");
            form.setNotifyNewPrimaryContact(true);
            screen.save(owner, form, "luc");
        });
        // end

        // snippet: announce
        PasswordResetRequested event = new PasswordResetRequested(
                EventHeader.of(new EventId("reset-4711"), retail.id(), Instant.now(), "Maples Inc."),
                Contact.of("Marie", "Tremblay", "marie@maples.example", Locale.ENGLISH)
                        .withUserName("mtremblay"),
                ActionLink.given(
                        "https://portal.boreal.example/reset?token=k3y",
                        Instant.now().plus(Duration.ofMinutes(30))));

        inTransaction(dataSource, current, () -> {
            // … the ERP's own INSERTs and UPDATEs …
            Announcement answer = portalEmails.notifier().announce(event);
            assertThat(answer.queued()).hasSize(1);
        });
        // end

        // snippet: again
        inTransaction(dataSource, current, () -> {
            Announcement again = portalEmails.notifier().announce(event);
            assertThat(again.queued()).isEmpty();
            assertThat(again.skipped().get(0).reason().code()).isEqualTo("already-announced");
        });
        // end

        // snippet: send
        OutboxDispatcher dispatcher = OutboxDispatcher.builder(database.queue(), new EmlDirectoryTransport(mails))
                .settings(database.settingsForDispatcher())
                .sealer(sealer)
                .build();
        DispatchResult result = dispatcher.runOnce();
        assertThat(result.sent()).isEqualTo(1);
        // end

        try (Stream<Path> files = Files.list(mails)) {
            assertThat(files).singleElement().satisfies(file -> assertThat(Files.readString(file))
                    .contains("From: Boreal Supplies <portal@boreal.example>")
                    .contains("reset?token"));
        }

        // snippet: look
        database.administration()
                .find(OutboxQuery.all())
                .forEach(entry -> System.out.println(
                        entry.typeCode() + ": " + entry.state().code()));
        // end
        assertThat(database.administration().counts().in(EntryState.SENT)).isEqualTo(1);
    }

    /** What a host has already. */
    interface Work {
        void run() throws SQLException;
    }

    static void inTransaction(DataSource dataSource, ThreadLocal<Connection> current, Work work) throws SQLException {
        // snippet: transaction
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            current.set(connection);
            try {
                work.run();
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                current.remove();
            }
        }
        // end
    }
}
