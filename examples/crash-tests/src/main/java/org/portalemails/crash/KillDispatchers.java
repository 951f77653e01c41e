package org.portalemails.crash;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.portalemails.jdbc.PortalDatabase;
import org.portalemails.jdbc.SchemaInstaller;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.OutboxCounts;

/**
 * Kills dispatching JVMs with SIGKILL while mails go out, then counts: lost, sent although rolled back, sent twice, and under how
 * many Message-IDs. PostgreSQL runs with fsync and synchronous_commit on.
 */
public final class KillDispatchers {
    private KillDispatchers() {}

    /**
     * Runs it; ends with status 1 if a promise was broken.
     *
     * @param args mails (5000), kills (20), dispatching JVMs at a time (1; with 2, a further JVM announces meanwhile and rolls a
     *     fifth back), seed (random), and optionally clock shifts by libfaketime, one for each JVM, such as {@code -15m,+15m}
     * @throws Exception if something is broken
     */
    public static void main(String[] args) throws Exception {
        int mails = args.length > 0 ? Integer.parseInt(args[0]) : 5_000;
        int kills = args.length > 1 ? Integer.parseInt(args[1]) : 20;
        int nodes = args.length > 2 ? Integer.parseInt(args[2]) : 1;
        long seed = args.length > 3 && !args[3].equals("random") ? Long.parseLong(args[3]) : new Random().nextLong();
        String[] shifts = args.length > 4 ? args[4].split(",") : new String[0];
        System.out.println("seed " + seed + ", " + mails + " mails, " + kills + " kills, " + nodes + " dispatching JVMs"
                + (shifts.length > 0 ? ", clocks shifted by " + String.join(" and ", shifts) : ""));
        Random random = new Random(seed);
        Path deliveries = Files.createTempFile("deliveries", ".txt");
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .start();
                HikariDataSource pool = DispatcherNode.pool(server.getJdbcUrl("postgres", "postgres"))) {
            String url = server.getJdbcUrl("postgres", "postgres");
            PortalDatabase database = PortalDatabase.builder(pool).build();
            new SchemaInstaller(database).install();
            Process announcing = null;
            if (nodes == 1) {
                for (int i = 0; i < mails; i++) {
                    database.outbox().append(List.of(CrashMails.of("committed-" + i)));
                }
            } else {
                announcing = java(null, AnnouncingNode.class, url, Integer.toString(mails));
            }
            List<Process> running = new ArrayList<>();
            for (int n = 0; n < nodes; n++) {
                running.add(node(url, deliveries, n, shifts));
            }
            int done = 0;
            while (done < kills) {
                long target = lines(deliveries) + 1 + random.nextInt(Math.max(1, mails / kills - 20));
                while (lines(deliveries) < target && lines(deliveries) < mails) {
                    Thread.sleep(1);
                }
                int victim = random.nextInt(nodes);
                running.get(victim).destroyForcibly().waitFor();
                done++;
                running.set(victim, node(url, deliveries, victim, shifts));
            }
            while (unfinished(database.administration().counts(), mails)) {
                Thread.sleep(50);
            }
            if (announcing != null) {
                announcing.waitFor();
            }
            for (Process process : running) {
                process.destroyForcibly().waitFor();
            }
            boolean kept = report(database.administration().counts(), deliveries, mails, kills);
            if (!kept) {
                System.exit(1);
            }
        } finally {
            Files.delete(deliveries);
        }
    }

    private static boolean unfinished(OutboxCounts counts, int mails) {
        return counts.in(EntryState.SENT) + counts.in(EntryState.DEAD) < mails;
    }

    private static boolean report(OutboxCounts counts, Path deliveries, int mails, int kills) throws IOException {
        Map<String, Set<String>> messageIds = new HashMap<>();
        int lines = 0;
        int rolledBack = 0;
        for (String line : Files.readAllLines(deliveries)) {
            String[] parts = line.split(" ");
            lines++;
            rolledBack += parts[0].startsWith("rolled-back") ? 1 : 0;
            messageIds.computeIfAbsent(parts[0], key -> new HashSet<>()).add(parts[1]);
        }
        int lost = mails - messageIds.size();
        int duplicates = lines - messageIds.size();
        long otherIds =
                messageIds.values().stream().filter(ids -> ids.size() > 1).count();
        int bound = kills * DispatcherNode.IN_FLIGHT;
        System.out.println("states: " + counts.byState());
        System.out.println("lost " + lost + ", rolled back but sent " + rolledBack + ", duplicates " + duplicates
                + " (bound " + bound + "), duplicates under another Message-ID " + otherIds);
        boolean kept = lost == 0
                && rolledBack == 0
                && duplicates <= bound
                && otherIds == 0
                && counts.in(EntryState.SENT) == mails;
        System.out.println(kept ? "kept" : "BROKEN");
        return kept;
    }

    private static long lines(Path file) throws IOException {
        // Lines differ in length: count them.
        long count = 0;
        for (byte b : Files.readAllBytes(file)) {
            count += b == '\n' ? 1 : 0;
        }
        return count;
    }

    private static Process node(String url, Path deliveries, int number, String[] shifts) throws IOException {
        String shift = shifts.length > number ? shifts[number] : null;
        return java(shift, DispatcherNode.class, url, deliveries.toString(), "node-" + number);
    }

    private static Process java(@org.jspecify.annotations.Nullable String shift, Class<?> main, String... args)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        if (shift != null) {
            // Not the program faketime: it stays between us and the process that is to be killed.
            String library = System.getProperty("libfaketime", "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1");
            if (!Files.exists(Path.of(library))) {
                throw new IOException("clocks cannot be shifted: " + library + " is missing; give -Dlibfaketime=…");
            }
            builder.environment().put("LD_PRELOAD", library);
            builder.environment().put("FAKETIME", shift);
            builder.environment().put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        }
        return builder.start();
    }
}
