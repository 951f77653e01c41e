package org.portalemails.benchmarks.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.portalemails.CompanyId;
import org.portalemails.address.EmailAddress;
import org.portalemails.announce.Mailing;
import org.portalemails.announce.Notifier;
import org.portalemails.email.PlannedMail;
import org.portalemails.event.PortalEvent;
import org.portalemails.jdbc.ConnectionSource;
import org.portalemails.jdbc.PortalDatabase;
import org.portalemails.jdbc.SchemaInstaller;
import org.portalemails.outbox.spi.AppendResult;
import org.portalemails.outbox.spi.Outbox;
import org.portalemails.outbox.spi.PayloadCodec;
import org.portalemails.settings.SettingsOwner;

/**
 * What announcing thousands of events at once costs beside a JDBC batch of the same rows, commit included: one after the other in random
 * order, on one connection, into the same table, which is emptied before each.
 *
 * <ul>
 *   <li><b>batch</b>: one prepared INSERT, {@code addBatch} for each row, {@code executeBatch}; the bytes are ready.
 *   <li><b>announceAll</b>: {@link Notifier#announceAll}: settings, texts, suppressions, payloads, rows.
 *   <li><b>append</b>: {@link Outbox#append} of what was composed before.
 *   <li><b>composing</b>: {@code announceAll} without the database, but for the question for settings.
 *   <li><b>encoding</b>: payload and mark of each mail, alone.
 * </ul>
 */
public final class BatchBenchmark {
    private static final int WARM_UP = 8;
    private static final String INSERT =
            "INSERT INTO portal_email_outbox (id, event_id, mail_type, group_id, company_id, route,"
                    + " recipient, state, lane, payload, due_at, created_at, queued_at, fence, attempts, losses, duplicates)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, 'queued', 1, ?, %1$s, %1$s, %1$s, 0, 0, 0, 0)";

    private final PortalDatabase host;
    private final Connection connection;
    private final Notifier notifier;
    private final Composed composed = new Composed();
    private final Notifier composing;
    private final PayloadCodec codec = new PayloadCodec(Mails.SEALER);
    private final String insert;

    private BatchBenchmark(PortalDatabase host, Connection connection, String now) {
        this.host = host;
        this.connection = connection;
        this.notifier = AnnounceBenchmark.notifier(host, host.outbox());
        this.composing = AnnounceBenchmark.notifier(host, composed);
        this.insert = String.format(Locale.ROOT, INSERT, now);
    }

    /**
     * Runs it.
     *
     * @param args the database ({@code postgresql}, the default, {@code mariadb}, {@code h2} or a {@code jdbc:mysql:} address); events (5000);
     *     rounds (15); seed of the order (random)
     * @throws Exception if something is broken
     */
    public static void main(String[] args) throws Exception {
        String name = args.length > 0 ? args[0] : "postgresql";
        int events = args.length > 1 ? Integer.parseInt(args[1]) : 5_000;
        int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 15;
        long seed = args.length > 3 ? Long.parseLong(args[3]) : System.nanoTime();
        System.out.printf(Locale.ROOT, "%d events, %d rounds, seed %d%n", events, rounds, seed);
        try (ClaimDatabase database = ClaimDatabase.of(name)) {
            PortalDatabase own = PortalDatabase.builder(database.pool).build();
            new SchemaInstaller(own).install();
            own.settingsStore().save(SettingsOwner.INSTALLATION, AnnounceBenchmark.settings("Portal"), 0, "benchmark");
            try (Connection connection = database.pool.getConnection()) {
                connection.setAutoCommit(false);
                PortalDatabase host = PortalDatabase.builder(database.pool)
                        .sealer(Mails.SEALER)
                        .hostConnection(ConnectionSource.borrowing(() -> connection, c -> {}))
                        .build();
                String now = name.startsWith("jdbc:mysql") || name.equals("mariadb")
                        ? "UTC_TIMESTAMP(6)"
                        : "CURRENT_TIMESTAMP";
                new BatchBenchmark(host, connection, now).measure(database, events, rounds, new Random(seed));
            }
        }
    }

    private interface Way {
        void run() throws SQLException;
    }

    private void measure(ClaimDatabase database, int events, int rounds, Random random) throws SQLException {
        Map<String, List<Double>> millis = new LinkedHashMap<>();
        List<String> order = new ArrayList<>(List.of("batch", "announceAll", "append", "composing", "encoding"));
        order.forEach(way -> millis.put(way, new ArrayList<>()));
        for (int round = 0; round < WARM_UP + rounds; round++) {
            // What ran just before leaves caches and disk in its own state: nobody always follows the same one.
            Collections.shuffle(order, random);
            for (String way : order) {
                Way ready = ready(way, events(events));
                database.run("TRUNCATE TABLE portal_email_outbox");
                connection.commit();
                long begun = System.nanoTime();
                ready.run();
                connection.commit();
                double took = (System.nanoTime() - begun) / 1e6;
                if (round >= WARM_UP) {
                    millis.getOrDefault(way, new ArrayList<>()).add(took);
                }
            }
        }
        List<Double> batch = millis.getOrDefault("batch", List.of());
        millis.forEach((way, each) -> {
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < each.size(); i++) {
                ratios.add(each.get(i) / batch.get(i));
            }
            System.out.printf(
                    Locale.ROOT,
                    "%-10s %-12s %7.1f ms, %.2f of the batch, pair by pair (%.2f to %.2f)%n",
                    database.name,
                    way,
                    DispatchBenchmark.median(each),
                    DispatchBenchmark.median(ratios),
                    Collections.min(ratios),
                    Collections.max(ratios));
        });
    }

    private static List<PortalEvent> events(int count) {
        List<PortalEvent> events = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            events.add(AnnounceBenchmark.event());
        }
        return events;
    }

    /** What comes before the measured part is done here. */
    private Way ready(String way, List<PortalEvent> events) {
        switch (way) {
            case "announceAll":
                return () -> notifier.announceAll(events, Mailing.SEND);
            case "composing":
                return () -> composing.announceAll(events, Mailing.SEND);
            default:
        }
        composing.announceAll(events, Mailing.SEND);
        List<PlannedMail> mails = List.copyOf(composed.entries);
        if (way.equals("append")) {
            return () -> host.outbox().append(mails);
        }
        if (way.equals("encoding")) {
            return () -> mails.forEach(one -> codec.encode(((PlannedMail.Send) one).mail()));
        }
        List<byte[]> payloads = mails.stream()
                .map(one -> codec.encode(((PlannedMail.Send) one).mail()).toBytes())
                .toList();
        return () -> batch(mails, payloads);
    }

    private void batch(List<PlannedMail> mails, List<byte[]> payloads) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            for (int i = 0; i < mails.size(); i++) {
                PlannedMail.Send mail = (PlannedMail.Send) mails.get(i);
                statement.setString(1, mail.id().value());
                statement.setString(2, mail.eventId().value());
                statement.setString(3, mail.type().code());
                statement.setString(4, mail.group().value());
                statement.setString(5, mail.company().value());
                statement.setString(6, mail.route());
                statement.setString(7, mail.mail().to().address().mailboxKey());
                statement.setBytes(8, payloads.get(i));
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** An outbox that keeps what it was given. */
    private static final class Composed implements Outbox {
        private List<? extends PlannedMail> entries = List.of();

        @Override
        public List<AppendResult> append(List<? extends PlannedMail> announced) {
            this.entries = announced;
            return announced.stream()
                    .map(entry -> new AppendResult(entry.id(), true))
                    .toList();
        }

        @Override
        public Set<EmailAddress> suppressedAmong(CompanyId company, Collection<EmailAddress> addresses) {
            return Set.of();
        }
    }
}
