package org.portalemails.benchmarks.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;
import org.portalemails.PortalEmails;
import org.portalemails.address.EmailAddress;
import org.portalemails.announce.Notifier;
import org.portalemails.email.PlannedMail;
import org.portalemails.event.Contact;
import org.portalemails.event.ContactRole;
import org.portalemails.event.EventHeader;
import org.portalemails.event.EventId;
import org.portalemails.event.PortalEvent;
import org.portalemails.event.RepresentativeValidated;
import org.portalemails.host.CustomerGroup;
import org.portalemails.host.PortalProfile;
import org.portalemails.jdbc.ConnectionSource;
import org.portalemails.jdbc.PortalDatabase;
import org.portalemails.jdbc.SchemaInstaller;
import org.portalemails.outbox.spi.AppendCondition;
import org.portalemails.outbox.spi.AppendResult;
import org.portalemails.outbox.spi.Outbox;
import org.portalemails.outbox.spi.PayloadCodec;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.Setting;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.SettingsStore;

/**
 * What an announcement costs in the host's transaction, beside one bare INSERT of such a row into the same table: one after the other
 * in random order, on one connection, with and without the commit. Every way writes a mail that an announcement composed.
 *
 * <ul>
 *   <li><b>bare INSERT</b>: the row is ready, the statement is the shortest that writes it.
 *   <li><b>append</b>: {@link Outbox#append} of a composed mail: payload, duplicate key, answer.
 *   <li><b>announce</b>: {@link Notifier#announce}: settings of the group and of the company looked up, text rendered, appended;
 *       the INSERT looks by itself whether the address is suppressed.
 *   <li><b>composing</b>: all of that but what the database does: the outbox says yes and writes nothing.
 *   <li><b>no layout</b>, <b>composing plain</b>: announcing and composing for a group whose mails go out as they are written.
 *   <li><b>append if</b>: the rest of it: {@link Outbox#appendIf} of a composed mail with the condition of an announcement.
 *   <li><b>asking first</b>: the same, but suppressions are looked up by a statement of their own, as on other databases.
 *   <li><b>settings</b>: the statement of an announcement that looks up the settings, alone.
 * </ul>
 */
public final class AnnounceBenchmark {
    private static final String INSERT =
            "INSERT INTO portal_email_outbox (id, event_id, mail_type, group_id, recipient, state,"
                    + " lane, payload, due_at, created_at, queued_at, fence, attempts, losses, duplicates) VALUES (?, ?, ?, ?, ?, ?, ?, ?,"
                    + " now(), now(), now(), 0, 0, 0, 0)";
    static final CustomerGroupId GROUP = new CustomerGroupId("GROUP-1");
    private static final CustomerGroupId UNFRAMED = new CustomerGroupId("GROUP-2");

    private AnnounceBenchmark() {}

    /**
     * Runs it.
     *
     * @param args rounds (4000), seed of the order (random)
     * @throws Exception if something is broken
     */
    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 4_000;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : System.nanoTime();
        System.out.printf(Locale.ROOT, "%d rounds, seed %d%n", rounds, seed);
        Random random = new Random(seed);
        try (DurablePostgres postgres = new DurablePostgres(4)) {
            PortalDatabase own = PortalDatabase.builder(postgres.pool()).build();
            new SchemaInstaller(own).install();
            own.settingsStore().save(SettingsOwner.INSTALLATION, settings("Portal"), 0, "benchmark");
            own.settingsStore().save(SettingsOwner.group(GROUP), settings("Wholesale"), 0, "benchmark");
            PortalEmailSettings unframed =
                    settings("Wholesale").toBuilder().set(Setting.LAYOUT, false).build();
            own.settingsStore().save(SettingsOwner.group(UNFRAMED), unframed, 0, "benchmark");
            try (Connection connection = postgres.pool().getConnection()) {
                connection.setAutoCommit(false);
                PortalDatabase host = PortalDatabase.builder(postgres.pool())
                        .sealer(Mails.SEALER)
                        .hostConnection(ConnectionSource.borrowing(() -> connection, c -> {}))
                        .build();
                List<Way> ways = List.of(
                        new Way("bare INSERT", bare(host, connection)),
                        new Way("append", append(host)),
                        new Way("announce", announce(host, host.outbox())),
                        new Way("composing", announce(host, new Unwritten())),
                        new Way("no layout", announce(host, host.outbox(), UNFRAMED)),
                        new Way("composing plain", announce(host, new Unwritten(), UNFRAMED)),
                        new Way("append if", appendIf(host)),
                        new Way("asking first", announce(host, askingFirst(host.outbox()))),
                        new Way("settings", settings(host)));
                for (boolean commit : new boolean[] {false, true}) {
                    measure(connection, ways, rounds / 4, commit, random);
                    measure(connection, ways, rounds, commit, random);
                    report(ways, commit);
                }
            }
        }
    }

    /** One way of writing one mail down; what its steps are made of is not measured. */
    private static final class Way {
        final String name;
        final Supplier<Step> steps;
        final List<Double> micros = new ArrayList<>();

        Way(String name, Supplier<Step> steps) {
            this.name = name;
            this.steps = steps;
        }
    }

    private interface Step {
        void run() throws SQLException;
    }

    private static Supplier<Step> bare(PortalDatabase host, Connection connection) {
        PayloadCodec codec = new PayloadCodec(Mails.SEALER);
        return composed(host, announced -> {
            PlannedMail.Send mail = (PlannedMail.Send) announced.entries.get(0);
            byte[] payload = codec.encode(mail.mail()).toBytes();
            return () -> insert(connection, mail, payload);
        });
    }

    private static Supplier<Step> append(PortalDatabase host) {
        Outbox outbox = host.outbox();
        return composed(host, announced -> {
            List<? extends PlannedMail> entries = announced.entries;
            return () -> outbox.append(entries);
        });
    }

    private static Supplier<Step> appendIf(PortalDatabase host) {
        Outbox outbox = host.outbox();
        return composed(host, announced -> {
            List<? extends PlannedMail> entries = announced.entries;
            AppendCondition condition = announced.condition;
            return () -> {
                if (outbox.appendIf(entries, condition).isEmpty()) {
                    throw new IllegalStateException("not written");
                }
            };
        });
    }

    /** Writes what an announcement would: the mail is composed first, and that is not measured. */
    private static Supplier<Step> composed(PortalDatabase host, Function<Unwritten, Step> writing) {
        Unwritten announced = new Unwritten();
        Notifier notifier = notifier(host, announced);
        return () -> {
            notifier.announce(event());
            return writing.apply(announced);
        };
    }

    private static Supplier<Step> settings(PortalDatabase host) {
        SettingsStore store = host.settingsStore();
        List<SettingsOwner> owners = List.of(SettingsOwner.INSTALLATION, SettingsOwner.group(GROUP));
        return () -> () -> store.findAll(owners);
    }

    /** An outbox that cannot look for suppressions while it writes. */
    private static Outbox askingFirst(Outbox outbox) {
        return new Outbox() {
            @Override
            public List<AppendResult> append(List<? extends PlannedMail> entries) {
                return outbox.append(entries);
            }

            @Override
            public Set<EmailAddress> suppressedAmong(CompanyId company, Collection<EmailAddress> addresses) {
                return outbox.suppressedAmong(company, addresses);
            }
        };
    }

    /** An outbox that keeps the last entries it was given, and says that they are written. */
    private static final class Unwritten implements Outbox {
        List<? extends PlannedMail> entries = List.of();
        AppendCondition condition = new AppendCondition(CompanyId.DEFAULT, Set.of(), Map.of());

        @Override
        public List<AppendResult> append(List<? extends PlannedMail> announced) {
            this.entries = announced;
            return announced.stream()
                    .map(entry -> new AppendResult(entry.id(), true))
                    .toList();
        }

        @Override
        public Optional<List<AppendResult>> appendIf(List<? extends PlannedMail> announced, AppendCondition required) {
            this.condition = required;
            return Optional.of(append(announced));
        }
    }

    private static Supplier<Step> announce(PortalDatabase host, Outbox outbox) {
        return announce(host, outbox, GROUP);
    }

    private static Supplier<Step> announce(PortalDatabase host, Outbox outbox, CustomerGroupId group) {
        Notifier notifier = notifier(host, outbox);
        return () -> {
            PortalEvent event = event(group);
            return () -> notifier.announce(event);
        };
    }

    static PortalEvent event() {
        return event(GROUP);
    }

    private static PortalEvent event(CustomerGroupId group) {
        String id = UUID.randomUUID().toString();
        return new RepresentativeValidated(
                EventHeader.of(new EventId("event-" + id), group, Instant.ofEpochSecond(1_800_000_000L), "Buyer"),
                Contact.of("Jane", "Doe", "jane." + id.substring(0, 8) + "@customer.example", Locale.ENGLISH),
                RepresentativeValidated.Kind.FIRST,
                ContactRole.PRIMARY,
                List.of());
    }

    static Notifier notifier(PortalDatabase host, Outbox outbox) {
        return PortalEmails.builder()
                .customerGroups(id -> Optional.of(new CustomerGroup(id, "Wholesale", true)))
                .profile(PortalProfile.builder()
                        .senderCompanyName("Seller")
                        .portalName("Portal")
                        .portalUrl("https://portal.example/")
                        .supportContact("Support", EmailAddress.of("support@portal.example"), "+1 418 555-0100")
                        .messageIdDomain("mail.portal.example")
                        .build())
                .settingsStore(host.settingsStore())
                .outbox(outbox)
                .build()
                .notifier();
    }

    static PortalEmailSettings settings(String name) {
        return PortalEmailSettings.builder()
                .senderName(name)
                .sendFrom(EmailAddress.of("portal@portal.example"))
                .build();
    }

    private static void measure(Connection connection, List<Way> ways, int rounds, boolean commit, Random random)
            throws SQLException {
        ways.forEach(way -> way.micros.clear());
        List<Way> order = new ArrayList<>(ways);
        for (int round = 0; round < rounds; round++) {
            // What ran just before leaves caches and disk in its own state: nobody always follows the same one.
            Collections.shuffle(order, random);
            for (Way way : order) {
                Step step = way.steps.get();
                long begun = System.nanoTime();
                step.run();
                if (commit) {
                    connection.commit();
                }
                way.micros.add((System.nanoTime() - begun) / 1e3);
            }
            if (!commit && round % 50 == 49) {
                connection.commit();
            }
        }
        connection.commit();
    }

    private static void report(List<Way> ways, boolean commit) {
        double bare = DispatchBenchmark.median(ways.get(0).micros);
        for (Way way : ways) {
            double median = DispatchBenchmark.median(way.micros);
            System.out.printf(
                    Locale.ROOT,
                    "%s the commit, %-15s %7.1f µs, %.2f of the bare INSERT (medians of %d)%n",
                    commit ? "with   " : "without",
                    way.name,
                    median,
                    median / bare,
                    way.micros.size());
        }
    }

    private static void insert(Connection connection, PlannedMail.Send mail, byte[] payload) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, mail.id().value());
            insert.setString(2, mail.eventId().value());
            insert.setString(3, mail.type().code());
            insert.setString(4, mail.group().value());
            insert.setString(5, mail.mail().to().address().mailboxKey());
            insert.setString(6, "queued");
            insert.setObject(7, 1, Types.SMALLINT);
            insert.setBytes(8, payload);
            insert.executeUpdate();
        }
    }
}
