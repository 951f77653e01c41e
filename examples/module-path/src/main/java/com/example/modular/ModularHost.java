package com.example.modular;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcDataSource;
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
import org.portalemails.mail.EmlDirectoryTransport;
import org.portalemails.outbox.AesGcmSealer;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.SettingsOwner;

/** All three published jars in one small host: a mail goes through H2 into a file. Ends with an error if it does not. */
public final class ModularHost {
    private static final CustomerGroup GROUP = new CustomerGroup(new CustomerGroupId("RETAIL"), "Retail", true);

    private ModularHost() {}

    /** Runs once; the argument says whether the library should be in {@code named} modules or in the {@code unnamed} one. */
    public static void main(String[] arguments) throws IOException {
        boolean named = arguments[0].equals("named");
        require(PortalEmails.class.getModule().isNamed() == named, "the core is in the wrong kind of module");
        require(PortalDatabase.class.getModule().isNamed() == named, "the JDBC adapter is in the wrong kind of module");
        require(
                EmlDirectoryTransport.class.getModule().isNamed() == named,
                "the mail adapter is in the wrong kind of module");

        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        AesGcmSealer sealer = AesGcmSealer.of("key-1", key);
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setURL("jdbc:h2:mem:modular;DB_CLOSE_DELAY=-1");
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

        Path mails = Files.createTempDirectory("mails");
        OutboxDispatcher.builder(database.queue(), new EmlDirectoryTransport(mails))
                .settings(database.settingsForDispatcher())
                .sealer(sealer)
                .build()
                .runUntilIdle();

        try (Stream<Path> files = Files.list(mails)) {
            require(files.count() == 1, "one mail should have arrived");
        }
        System.out.println("one mail went from end to end, library in " + (named ? "named modules" : "the class path"));
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }
}
