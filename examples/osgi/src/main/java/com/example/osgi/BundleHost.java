package com.example.osgi;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.h2.jdbcx.JdbcDataSource;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.portalemails.CustomerGroupId;
import org.portalemails.PortalEmails;
import org.portalemails.address.EmailAddress;
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
import org.portalemails.mail.SmtpTransport;
import org.portalemails.mail.TlsMode;
import org.portalemails.outbox.AesGcmSealer;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.SettingsOwner;

/** All three published jars in one small host: on start, one mail goes through H2 to a mail server on this machine. */
public final class BundleHost implements BundleActivator {
    /** The framework property that has the port of the mail server. */
    static final String PORT = "example.smtp.port";

    private static final CustomerGroup GROUP = new CustomerGroup(new CustomerGroupId("RETAIL"), "Retail", true);

    @Override
    public void start(BundleContext context) {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        AesGcmSealer sealer = AesGcmSealer.of("key-1", key);
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setURL("jdbc:h2:mem:osgi;DB_CLOSE_DELAY=-1");
        PortalDatabase database = PortalDatabase.builder(dataSource)
                .hostConnection(ConnectionSource.of(dataSource))
                .sealer(sealer)
                .build();
        new SchemaInstaller(database).install();
        PortalEmails portalEmails = PortalEmails.builder()
                .customerGroups(
                        id -> Optional.of(GROUP).filter(group -> group.id().equals(id)))
                .settingsStore(database.settingsStore())
                .outbox(database.outbox())
                .profile(PortalProfile.builder()
                        .senderCompanyName("Boreal")
                        .portalName("Boreal Portal")
                        .portalUrl("https://portal.boreal.example/")
                        .supportContact("Accounts", EmailAddress.of("support@boreal.example"), "+1 418 555-0100")
                        .messageIdDomain("boreal.example")
                        .build())
                .build();
        database.settingsStore()
                .save(
                        SettingsOwner.group(GROUP.id()),
                        PortalEmailSettings.builder()
                                .sendFrom(EmailAddress.of("portal@boreal.example"))
                                .build(),
                        0,
                        "setup");
        portalEmails
                .notifier()
                .announce(new PasswordResetRequested(
                        EventHeader.of(new EventId("reset-1"), GROUP.id(), Instant.now(), "Maples Inc."),
                        Contact.of("Marie", "Tremblay", "marie@maples.example", Locale.ENGLISH)
                                .withUserName("mtremblay"),
                        ActionLink.given(
                                "https://portal.boreal.example/reset?token=1",
                                Instant.now().plus(Duration.ofMinutes(30)))));
        try (SmtpTransport smtp = SmtpTransport.builder("127.0.0.1", Integer.parseInt(context.getProperty(PORT)))
                .tls(TlsMode.PLAIN)
                .build()) {
            OutboxDispatcher.builder(database.queue(), smtp)
                    .settings(database.settingsForDispatcher())
                    .sealer(sealer)
                    .build()
                    .runUntilIdle();
        }
    }

    @Override
    public void stop(BundleContext context) {}
}
