package org.portalemails.crash;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.portalemails.address.EmailAddress;
import org.portalemails.jdbc.PortalDatabase;
import org.portalemails.jdbc.SchemaInstaller;
import org.portalemails.notification.NotificationType;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.OutboxEntry;
import org.portalemails.outbox.OutboxQuery;
import org.portalemails.recovery.RecoveryOutcome;
import org.portalemails.recovery.RecoveryRecord;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.SettingsOwner;

/**
 * Lets two JVMs ask for new passwords for one address at the same moment, from 16 threads each, while both answer and dispatch.
 * Then counts: exactly as many may be answered as the limit of an address allows, and as many mails may stand in the outbox. A newer
 * reset cancels an older one that still waits, so that fewer may have been sent.
 */
public final class ParallelResets {
    private static final int NODES = 2;

    private ParallelResets() {}

    /**
     * Runs it; ends with status 1 if a promise was broken.
     *
     * @param args resets in all (1000), limit of an address (5), seed (random)
     * @throws Exception if something is broken
     */
    public static void main(String[] args) throws Exception {
        int resets = args.length > 0 ? Integer.parseInt(args[0]) : 1_000;
        int limit = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        long seed = args.length > 2 ? Long.parseLong(args[2]) : new Random().nextLong();
        System.out.println("seed " + seed + ", " + resets + " resets for one address on " + NODES
                + " JVMs, limit of an address " + limit);
        Findings found = run(resets, limit, seed);
        System.out.println(found);
        System.out.println(found.kept(resets, limit) ? "kept" : "BROKEN");
        if (!found.kept(resets, limit)) {
            System.exit(1);
        }
    }

    /**
     * What was found.
     *
     * @param requests how many were written down
     * @param answered how many were answered
     * @param limited how many ended at a limit
     * @param mails mails for a new password in the outbox, skipped ones left out
     * @param sent mails that were sent
     * @param superseded mails that a newer one cancelled
     * @param delivered what really left, by the file of deliveries
     */
    record Findings(
            long requests, long answered, long limited, long mails, long sent, long superseded, long delivered) {
        boolean kept(int resets, int limit) {
            int allowed = Math.min(resets, limit);
            return requests == resets
                    && answered == allowed
                    && limited == resets - allowed
                    && mails == allowed
                    && sent + superseded == mails
                    && delivered == sent
                    && sent > 0;
        }
    }

    static Findings run(int resets, int limit, long seed) throws IOException, InterruptedException {
        Path file = Files.createTempFile("deliveries", ".txt");
        List<Process> nodes = new ArrayList<>();
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .start();
                HikariDataSource pool = DispatcherNode.pool(server.getJdbcUrl("postgres", "postgres"), 4)) {
            PortalDatabase database =
                    PortalDatabase.builder(pool).sealer(CrashMails.SEALER).build();
            new SchemaInstaller(database).install();
            database.settingsStore()
                    .save(
                            SettingsOwner.INSTALLATION,
                            PortalEmailSettings.builder()
                                    .sendFrom(EmailAddress.of("portal@erp.example"))
                                    .build(),
                            0,
                            "crash test");
            try {
                ask(server.getJdbcUrl("postgres", "postgres"), file, resets, limit, seed, nodes);
                while (unfinished(database, resets)) {
                    Thread.sleep(50);
                }
            } finally {
                for (Process node : nodes) {
                    node.destroyForcibly().waitFor();
                }
            }
            return count(database, resets, new DeliveryFile(file).count());
        } finally {
            Files.delete(file);
        }
    }

    private static void ask(String url, Path file, int resets, int limit, long seed, List<Process> nodes)
            throws IOException {
        List<BufferedReader> answers = new ArrayList<>();
        for (int n = 0; n < NODES; n++) {
            int calls = resets / NODES + (n < resets % NODES ? 1 : 0);
            Process node = ChildJvm.start(
                    RecoveringNode.class,
                    url,
                    file.toString(),
                    "node-" + n,
                    Integer.toString(calls),
                    Integer.toString(limit),
                    Long.toString(seed + n));
            nodes.add(node);
            answers.add(new BufferedReader(new InputStreamReader(node.getInputStream(), StandardCharsets.US_ASCII)));
        }
        expect("ready", answers);
        for (Process node : nodes) {
            node.getOutputStream().write('\n');
            node.getOutputStream().flush();
        }
        expect("asked", answers);
    }

    private static void expect(String word, List<BufferedReader> answers) throws IOException {
        for (BufferedReader answer : answers) {
            String line = answer.readLine();
            if (!word.equals(line)) {
                throw new IOException("a node said " + line + " instead of " + word);
            }
        }
    }

    private static List<OutboxEntry> mails(PortalDatabase database) {
        return database.administration().find(OutboxQuery.all().atMost(OutboxQuery.MAX_LIMIT)).stream()
                .filter(entry -> entry.typeCode().equals(NotificationType.RESET_PASSWORD.code()))
                .filter(entry -> entry.state() != EntryState.SKIPPED)
                .toList();
    }

    private static boolean unfinished(PortalDatabase database, int resets) {
        List<RecoveryRecord> requests = database.recoveryRequests().newest(resets + 1);
        return requests.stream().anyMatch(request -> request.outcome() == null)
                || mails(database).stream()
                        .anyMatch(entry -> !entry.state().isFinal() && entry.state() != EntryState.DEAD);
    }

    private static Findings count(PortalDatabase database, int resets, long delivered) {
        List<RecoveryRecord> requests = database.recoveryRequests().newest(resets + 1);
        List<OutboxEntry> mails = mails(database);
        return new Findings(
                requests.size(),
                requests.stream()
                        .filter(request -> request.outcome() == RecoveryOutcome.ANSWERED)
                        .count(),
                requests.stream()
                        .filter(request -> request.outcome() == RecoveryOutcome.LIMIT_REACHED)
                        .count(),
                mails.size(),
                mails.stream().filter(entry -> entry.state() == EntryState.SENT).count(),
                mails.stream()
                        .filter(entry -> "superseded".equals(entry.reason()))
                        .count(),
                delivered);
    }
}
