package org.portalemails.quickstart;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.portalemails.CustomerGroupId;
import org.portalemails.PortalEmails;
import org.portalemails.PortalEmailsException;
import org.portalemails.address.EmailAddress;
import org.portalemails.announce.Announcement;
import org.portalemails.delivery.LinkMinter;
import org.portalemails.delivery.OutboxDispatcher;
import org.portalemails.email.MailId;
import org.portalemails.event.PortalEvent;
import org.portalemails.host.CustomerGroup;
import org.portalemails.host.CustomerGroupDirectory;
import org.portalemails.host.PortalProfile;
import org.portalemails.jdbc.PortalDatabase;
import org.portalemails.jdbc.SchemaInstaller;
import org.portalemails.mail.SmtpCredentials;
import org.portalemails.mail.SmtpTransport;
import org.portalemails.mail.SmtpTransportBuilder;
import org.portalemails.mail.TlsMode;
import org.portalemails.notification.NotificationType;
import org.portalemails.outbox.AesGcmSealer;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.OutboxEntry;
import org.portalemails.outbox.PayloadSealer;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.file.SettingsFile;
import org.portalemails.settings.form.SettingsForm;

/**
 * The main job: saves the settings of a customer group into an embedded database file, announces every event of the domain
 * inside business transactions, sends what was promised through a real SMTP conversation, reads the mailboxes back, and prints
 * what is there. Ends with exit code 0 if everything that should be there is, and nothing else.
 */
public final class Quickstart {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final List<String> MAILBOXES =
            List.of(BusinessDay.STAFF_MAILBOX, BusinessDay.MARIE_MAILBOX, BusinessDay.JEAN_MAILBOX);
    private static final Map<CustomerGroupId, CustomerGroup> GROUPS = Map.of(
            BusinessDay.WHOLESALERS,
            new CustomerGroup(BusinessDay.WHOLESALERS, "Grossistes du Québec", true),
            BusinessDay.RETAILERS,
            new CustomerGroup(BusinessDay.RETAILERS, "Détaillants du Québec", true));

    private final Arguments arguments;
    private final PrintStream out;
    private final BusinessDay day = new BusinessDay();
    /** What the notifier promised, by Message-ID. */
    private final Map<String, NotificationType> promised = new TreeMap<>();

    private final List<String> complaints = new ArrayList<>();

    Quickstart(Arguments arguments, PrintStream out) {
        this.arguments = arguments;
        this.out = out;
    }

    /**
     * Runs the quickstart.
     *
     * @param args see {@link Arguments}
     * @throws Exception whatever goes wrong: this is a demonstration, and the stack trace is wanted
     */
    public static void main(String... args) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Arguments arguments;
        try {
            arguments = Arguments.parse(args);
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage());
            System.exit(2);
            return;
        }
        System.exit(new Quickstart(arguments, out).run() ? 0 : 1);
    }

    /** Whether everything was as it should be. */
    boolean run() throws SQLException, IOException, MessagingException {
        Path directory = Files.createTempDirectory("portal-emails-quickstart");
        JdbcConnectionPool pool = JdbcConnectionPool.create("jdbc:h2:file:" + directory.resolve("erp"), "sa", "");
        try (Mailboxes mailboxes = Mailboxes.start(MAILBOXES)) {
            story(pool, mailboxes);
        } finally {
            pool.dispose();
            delete(directory);
        }
        complaints.forEach(complaint -> out.println("MISSING: " + complaint));
        out.println(complaints.isEmpty() ? "\nAll as promised." : "\nNot as promised.");
        return complaints.isEmpty();
    }

    private void story(DataSource dataSource, Mailboxes mailboxes)
            throws SQLException, IOException, MessagingException {
        HostTransactions transactions = new HostTransactions(dataSource);
        PayloadSealer sealer = AesGcmSealer.of("key-1", SecureRandom.getSeed(32)); // a host keeps its key
        PortalDatabase database = PortalDatabase.builder(dataSource)
                .sealer(sealer)
                .hostConnection(transactions.connectionSource())
                .build();
        new SchemaInstaller(database).install();
        PortalEmails portal = PortalEmails.builder()
                .customerGroups(directory())
                .profile(profile())
                .settingsStore(database.settingsStore())
                .outbox(database.outbox())
                .build();

        saveSettings(portal, transactions);
        announce(portal, transactions);
        try (SmtpTransport transport = transport(mailboxes.smtpPort())) {
            OutboxDispatcher dispatcher = OutboxDispatcher.builder(database.queue(), transport)
                    .settings(database.settingsForDispatcher())
                    .sealer(sealer)
                    .linkMinter(Quickstart::mint)
                    .build();
            out.println("\nDispatching: " + dispatcher.runUntilIdle());
        }
        if (arguments.smtpHost() == null) {
            readBack(mailboxes);
        } else {
            reportStates(database);
        }
    }

    private static CustomerGroupDirectory directory() {
        return id -> Optional.ofNullable(GROUPS.get(id));
    }

    private static PortalProfile profile() {
        return PortalProfile.builder()
                .senderCompanyName("Distribution Boréale")
                .portalName("Portail Boréal")
                .portalName(Locale.ENGLISH, "Boreal Portal")
                .portalUrl("https://portail.boreal.example/")
                .supportContact("Service aux comptes", EmailAddress.of("soutien@boreal.example"), "+1 418 555-0100")
                .supportContactName(Locale.ENGLISH, "Accounts Receivable")
                .messageIdDomain("boreal.example")
                .zone(ZoneId.of("America/Toronto"))
                .build();
    }

    /** The host makes the link when the mail leaves; here from random bytes. */
    private static Optional<String> mint(LinkMinter.Request request) {
        byte[] token = new byte[16];
        RANDOM.nextBytes(token);
        return Optional.of("https://portail.boreal.example/" + request.field() + "/"
                + HexFormat.of().formatHex(token));
    }

    private void saveSettings(PortalEmails portal, HostTransactions transactions) throws SQLException, IOException {
        String file;
        try (InputStream in = Quickstart.class.getResourceAsStream("courriels-portail.toml")) {
            file = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        Map<SettingsOwner, PortalEmailSettings> settings = SettingsFile.read(file);
        transactions.commit(() -> settings.forEach((owner, typed) -> {
            SettingsForm form = SettingsForm.of(typed);
            portal.settingsScreen().save(owner, form, "administratrice");
            out.println("Saved: portal emails of " + owner.key());
        }));
    }

    private void announce(PortalEmails portal, HostTransactions transactions) throws SQLException {
        for (PortalEvent event : day.events()) {
            transactions.commit(() -> remember(portal.notifier().announce(event)));
        }
        transactions.commit(() -> {
            Announcement answer = portal.notifier().announce(day.addedWhereTheSwitchIsOff());
            out.println("Skipped, and recorded so that staff can see it: " + answer.answers());
            expect(answer.queued().isEmpty(), "a skip where the switch is off");
        });
        transactions.commit(() -> {
            Announcement again = portal.notifier().announce(day.events().get(0));
            out.println("Announced a second time, sends nothing twice: " + again.skipped());
            expect(again.queued().isEmpty(), "no second mail for a repeated event");
        });
        transactions.rollback(() -> {
            Announcement answer = portal.notifier().announce(day.takenBack());
            out.println("Announced and rolled back, must never be sent: " + answer.queued());
            expect(answer.queued().size() == 1, "a queued mail before the rollback");
        });
    }

    private void remember(Announcement answer) {
        for (Announcement.Queued queued : answer.queued()) {
            promised.put(queued.id().value() + "@boreal.example", queued.type());
        }
        expect(answer.skipped().isEmpty(), "mails for event " + answer.eventId());
    }

    private SmtpTransport transport(int embeddedPort) {
        String host = arguments.smtpHost();
        if (host == null) {
            return SmtpTransport.builder("127.0.0.1", embeddedPort)
                    .tls(TlsMode.PLAIN)
                    .build();
        }
        SmtpTransportBuilder builder =
                SmtpTransport.builder(host, arguments.smtpPort()).tls(arguments.tls());
        String user = arguments.user();
        if (user != null) {
            String password = System.getenv(Arguments.PASSWORD_VARIABLE);
            if (password == null) {
                throw new PortalEmailsException("--user needs a password in " + Arguments.PASSWORD_VARIABLE);
            }
            builder.credentials(SmtpCredentials.password(user, password));
        }
        return builder.build();
    }

    private void readBack(Mailboxes mailboxes) throws MessagingException, IOException {
        List<Mailboxes.Received> received = new ArrayList<>();
        for (String mailbox : MAILBOXES) {
            received.addAll(mailboxes.read(mailbox));
        }

        out.println("\nRead back from the mailboxes:");
        Set<NotificationType> seen = EnumSet.noneOf(NotificationType.class);
        Mailboxes.Received reset = null;
        for (NotificationType type : NotificationType.values()) {
            for (Mailboxes.Received mail : received) {
                if (promised.get(mail.messageId()) == type) {
                    out.println(type.name() + " → " + mail.mailbox() + " — " + mail.subject());
                    expect(seen.add(type), "only one mail " + type.name());
                    reset = type == NotificationType.RESET_PASSWORD ? mail : reset;
                }
            }
            expect(seen.contains(type), "a mail " + type.name());
        }
        expect(
                received.size() == promised.size(),
                "as many mails as promised: " + promised.size() + " promised, " + received.size() + " received");
        if (reset != null) {
            out.println("\nOne whole mail as it arrived:\n");
            out.println(reset.source());
        }
    }

    /** With a server of the user's there is no mailbox to look into; the outbox knows what became of each mail. */
    private void reportStates(PortalDatabase database) {
        out.println("\nWhat became of each mail:");
        for (Map.Entry<String, NotificationType> mail : promised.entrySet()) {
            String id = mail.getKey().substring(0, mail.getKey().indexOf('@'));
            OutboxEntry entry = database.administration().find(new MailId(id)).orElseThrow();
            out.println(mail.getValue().name() + " → " + entry.recipient() + " — "
                    + entry.state().code() + (entry.reason() == null ? "" : " (" + entry.reason() + ")"));
            expect(entry.state() == EntryState.SENT, "a sent mail " + mail.getValue());
        }
    }

    private void expect(boolean fulfilled, String what) {
        if (!fulfilled) {
            complaints.add(what);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(directory);
    }
}
