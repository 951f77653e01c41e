package org.portalemails.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.CustomerGroupId;
import org.portalemails.PortalEmails;
import org.portalemails.delivery.BackgroundDispatcher;
import org.portalemails.delivery.LinkMinter;
import org.portalemails.delivery.OutboxDispatcher;
import org.portalemails.event.ActionLink;
import org.portalemails.event.Contact;
import org.portalemails.event.EventHeader;
import org.portalemails.event.EventId;
import org.portalemails.event.PasswordResetRequested;
import org.portalemails.host.CustomerGroup;
import org.portalemails.host.CustomerGroupDirectory;
import org.portalemails.host.PortalProfile;
import org.portalemails.jdbc.ConnectionSource;
import org.portalemails.jdbc.PortalDatabase;
import org.portalemails.jdbc.SchemaInstaller;
import org.portalemails.mail.SmtpTransport;
import org.portalemails.mail.TlsMode;
import org.portalemails.outbox.AesGcmSealer;
import org.portalemails.outbox.PayloadSealer;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.testkit.SampleSettings;

@DisplayName("The code in the README")
class ReadmeTest {
    private static final CustomerGroupId WHOLESALE = new CustomerGroupId("WHOLESALE");

    @Test
    void sendsAMail() throws Exception {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        JdbcConnectionPool dataSource = JdbcConnectionPool.create("jdbc:h2:mem:readme;DB_CLOSE_DELAY=-1", "sa", "");
        CustomerGroupDirectory groups = id -> Optional.of(new CustomerGroup(id, "Wholesale", true));
        try (Connection connection = dataSource.getConnection();
                BackgroundDispatcher background = host(
                        dataSource,
                        ConnectionSource.autoCommitting(() -> connection, borrowed -> {}),
                        groups,
                        SampleSettings.profile(),
                        server.getSmtp().getPort())) {
            background.wakeUp();
            assertThat(server.waitForIncomingEmail(20_000, 1)).isTrue();
            assertThat(server.getReceivedMessages()[0].getSubject()).contains("password");
        } finally {
            dataSource.dispose();
            server.stop();
        }
    }

    /** What a host has already: its data source, its current connection, its groups, its profile. */
    private static BackgroundDispatcher host(
            DataSource dataSource,
            ConnectionSource currentConnection,
            CustomerGroupDirectory groups,
            PortalProfile profile,
            int port) {
        install(dataSource);
        Instant now = Instant.now();
        EventHeader header = EventHeader.of(new EventId("reset-42"), WHOLESALE, now, "Northern Maple Inc.");
        Contact mary = Contact.of("Mary", "Smith", "mary@customer.example", Locale.ENGLISH)
                .withUserName("msmith");
        Instant inThirtyMinutes = now.plus(Duration.ofMinutes(30));
        SmtpTransport smtp =
                SmtpTransport.builder("127.0.0.1", port).tls(TlsMode.PLAIN).build();
        byte[] key = new byte[32];
        LinkMinter resetLinks = request -> Optional.of("https://portal.example.com/reset/" + request.reference());
        // snippet: fifteen-lines
        PayloadSealer sealer = AesGcmSealer.of("key-1", key); // 32 random bytes of yours
        PortalDatabase database = PortalDatabase.builder(dataSource)
                .hostConnection(currentConnection)
                .sealer(sealer)
                .build();
        PortalEmails portal = PortalEmails.builder()
                .customerGroups(groups)
                .profile(profile)
                .settingsStore(database.settingsStore())
                .outbox(database.outbox())
                .build();

        // Inside your own transaction, when Mary has asked for a new password:
        ActionLink link = ActionLink.mintedAtSend("reset-42", inThirtyMinutes);
        portal.notifier().announce(new PasswordResetRequested(header, mary, link));

        // On as many nodes as you like:
        OutboxDispatcher dispatcher = OutboxDispatcher.builder(database.queue(), smtp)
                .settings(database.settingsForDispatcher())
                .sealer(sealer)
                .linkMinter(resetLinks)
                .build();
        BackgroundDispatcher background = BackgroundDispatcher.start(dispatcher);
        // end
        return background;
    }

    private static void install(DataSource dataSource) {
        PortalDatabase database = PortalDatabase.builder(dataSource).build();
        new SchemaInstaller(database).install();
        database.settingsStore().save(SettingsOwner.INSTALLATION, SampleSettings.allOn(), 0, "setup");
    }
}
