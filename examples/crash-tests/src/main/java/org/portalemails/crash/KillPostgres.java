package org.portalemails.crash;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.portalemails.PortalEmailsException;
import org.portalemails.delivery.BackgroundDispatcher;
import org.portalemails.delivery.DispatchPolicy;
import org.portalemails.delivery.OutboxDispatcher;
import org.portalemails.email.OutgoingMail;
import org.portalemails.jdbc.ConnectionSource;
import org.portalemails.jdbc.Dialect;
import org.portalemails.jdbc.PortalDatabase;
import org.portalemails.jdbc.SchemaInstaller;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.OutboxCounts;
import org.portalemails.transport.DeliveryOutcome;
import org.portalemails.transport.MailTransport;

/**
 * Kills PostgreSQL, its first process and all others, with SIGKILL while mails are announced and dispatched, and starts it again on
 * the same files; fsync and synchronous_commit are on. An announcement whose commit was not acknowledged is repeated under the same
 * event id, as a host would do. Then counts: committed and lost, more than one row for an event, sent twice.
 */
public final class KillPostgres {
    private static final int IN_FLIGHT = 20;

    private KillPostgres() {}

    /**
     * Runs it; ends with status 1 if a promise was broken.
     *
     * @param args mails (3000), kills (10), seed (random)
     * @throws Exception if something is broken
     */
    public static void main(String[] args) throws Exception {
        int mails = args.length > 0 ? Integer.parseInt(args[0]) : 3_000;
        int kills = args.length > 1 ? Integer.parseInt(args[1]) : 10;
        long seed = args.length > 2 ? Long.parseLong(args[2]) : new Random().nextLong();
        System.out.println("seed " + seed + ", " + mails + " mails, " + kills + " kills of PostgreSQL");
        Random random = new Random(seed);
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path data = Files.createTempDirectory("killed-postgres");
        EmbeddedPostgres server = start(data, port);
        ExecutorService threads = Executors.newCachedThreadPool();
        Deliveries deliveries = new Deliveries();
        try (HikariDataSource pool = pool(port)) {
            PortalDatabase database =
                    PortalDatabase.builder(pool).dialect(Dialect.POSTGRESQL).build();
            new SchemaInstaller(database).install();
            OutboxDispatcher dispatcher = OutboxDispatcher.builder(database.queue(), deliveries)
                    .settings(database.settingsForDispatcher())
                    .sealer(CrashMails.SEALER)
                    .senders(threads)
                    .policy(DispatchPolicy.standard()
                            .inBatchesOf(100, IN_FLIGHT)
                            .leasedFor(Duration.ofSeconds(4)))
                    .build();
            AtomicInteger committed = new AtomicInteger();
            try (BackgroundDispatcher running = BackgroundDispatcher.start(dispatcher)) {
                threads.execute(() -> announce(pool, mails, committed));
                running.wakeUp();
                for (int kill = 1; kill <= kills; kill++) {
                    int target = mails * kill / (kills + 1) - random.nextInt(Math.max(1, mails / kills / 2));
                    while (committed.get() < target) {
                        TimeUnit.MILLISECONDS.sleep(1);
                    }
                    kill(data);
                    server.close();
                    server = start(data, port);
                    // What was delivered until now, and not committed, is this kill's.
                    deliveries.kill.incrementAndGet();
                }
                long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
                while (!done(database, committed, mails) && System.nanoTime() - end < 0) {
                    TimeUnit.MILLISECONDS.sleep(100);
                }
            }
            boolean kept = report(pool, database.administration().counts(), deliveries, mails);
            server.close();
            System.exit(kept ? 0 : 1);
        }
    }

    private static EmbeddedPostgres start(Path data, int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPort(port)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .start();
    }

    private static HikariDataSource pool(int port) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:postgresql://localhost:" + port + "/postgres?user=postgres&socketTimeout=20");
        config.setMaximumPoolSize(4);
        config.setConnectionTimeout(2_000);
        return new HikariDataSource(config);
    }

    /** The first process before its children: it must not learn of their end. */
    private static void kill(Path data) throws IOException, InterruptedException {
        long pid = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
        ProcessHandle first = ProcessHandle.of(pid).orElseThrow();
        List<ProcessHandle> all = first.descendants().toList();
        first.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        while (first.isAlive() || all.stream().anyMatch(ProcessHandle::isAlive)) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        Files.deleteIfExists(data.resolve("postmaster.pid"));
    }

    private static void announce(HikariDataSource pool, int mails, AtomicInteger committed) {
        for (int i = 0; i < mails; ) {
            try (Connection connection = pool.getConnection()) {
                connection.setAutoCommit(false);
                PortalDatabase.builder(pool)
                        .sealer(CrashMails.SEALER)
                        .dialect(Dialect.POSTGRESQL)
                        .hostConnection(ConnectionSource.borrowing(() -> connection, c -> {}))
                        .build()
                        .outbox()
                        .append(List.of(CrashMails.of("committed-" + i)));
                connection.commit();
                i++;
                committed.incrementAndGet();
            } catch (SQLException | PortalEmailsException e) {
                // Whether it was committed is unknown: the same event again is harmless.
                java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
            }
        }
    }

    private static boolean done(PortalDatabase database, AtomicInteger committed, int mails) {
        try {
            return committed.get() == mails
                    && database.administration().counts().in(EntryState.SENT) == mails;
        } catch (PortalEmailsException e) {
            return false;
        }
    }

    private static boolean report(HikariDataSource pool, OutboxCounts counts, Deliveries deliveries, int mails)
            throws SQLException {
        long rows;
        long events;
        try (Connection connection = pool.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "SELECT COUNT(*), COUNT(DISTINCT event_id || ' ' || mail_type) FROM portal_email_outbox")) {
            row.next();
            rows = row.getLong(1);
            events = row.getLong(2);
        }
        int lost = mails - deliveries.messageIds.size();
        int most = deliveries.duplicatesOf.values().stream()
                .mapToInt(AtomicInteger::get)
                .max()
                .orElse(0);
        int duplicates = deliveries.duplicatesOf.values().stream()
                .mapToInt(AtomicInteger::get)
                .sum();
        long otherIds = deliveries.messageIds.values().stream()
                .filter(ids -> ids.size() > 1)
                .count();
        System.out.println("states: " + counts.byState());
        System.out.println("committed and lost " + lost + ", rows beyond one for an event " + (rows - events)
                + ", duplicates " + duplicates + ", most of one kill " + most + " (bound " + IN_FLIGHT
                + "), duplicates under another Message-ID " + otherIds);
        boolean kept = lost == 0
                && rows == mails
                && events == mails
                && most <= IN_FLIGHT
                && otherIds == 0
                && counts.in(EntryState.SENT) == mails;
        System.out.println(kept ? "kept" : "BROKEN");
        return kept;
    }

    /** Takes a millisecond for each mail, and remembers which, under which Message-ID, and before which kill. */
    private static final class Deliveries implements MailTransport {
        final Map<String, Set<String>> messageIds = new ConcurrentHashMap<>();
        final AtomicInteger kill = new AtomicInteger(1);
        final Map<Integer, AtomicInteger> duplicatesOf = new ConcurrentHashMap<>();
        private final Map<String, Integer> deliveredBefore = new ConcurrentHashMap<>();

        @Override
        public DeliveryOutcome deliver(OutgoingMail mail) {
            java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
            Integer earlier = deliveredBefore.put(mail.subject(), kill.get());
            if (earlier != null) {
                duplicatesOf
                        .computeIfAbsent(earlier, number -> new AtomicInteger())
                        .incrementAndGet();
            }
            messageIds
                    .computeIfAbsent(mail.subject(), key -> ConcurrentHashMap.newKeySet())
                    .add(mail.messageId());
            return new DeliveryOutcome.Accepted(
                    new DeliveryOutcome.Reply(DeliveryOutcome.Phase.FINAL_DOT, 250, "2.0.0", "kept"));
        }

        @Override
        public Duration deadline() {
            return Duration.ofSeconds(1);
        }
    }
}
