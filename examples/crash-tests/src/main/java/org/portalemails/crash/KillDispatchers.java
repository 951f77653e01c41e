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
import org.portalemails.jdbc.ConnectionSource;
import org.portalemails.jdbc.PortalDatabase;
import org.portalemails.jdbc.SchemaInstaller;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.OutboxCounts;

/**
 * Kills dispatching JVMs with SIGKILL while mails go out, then counts: lost, sent although rolled back, sent twice, and under how
 * many Message-IDs. PostgreSQL runs with fsync and synchronous_commit on.
 */
public final class KillDispatchers {
    private final Plan plan;
    private final Random random;
    private final DeliveryFile deliveries;
    private final Path file;
    private final Set<String> killed = new HashSet<>();
    private int started;

    /**
     * What is to be done.
     *
     * @param mails how many are announced and committed
     * @param kills how many processes are killed
     * @param nodes dispatching JVMs at a time; with more than one, a further JVM announces meanwhile and rolls a fifth back
     * @param leaseSeconds how long a claim holds
     * @param seed of the moments and the victims
     * @param shifts of clocks, by libfaketime, one for each node; possibly none
     */
    record Plan(int mails, int kills, int nodes, int leaseSeconds, long seed, List<String> shifts) {}

    /**
     * What was found.
     *
     * @param sent mails that the outbox calls sent
     * @param lost mails that were never delivered
     * @param rolledBack mails that were delivered although their transaction was rolled back
     * @param duplicates deliveries beyond the first of a mail
     * @param mostOfOneKill the most duplicates that the death of one process made
     * @param ofNoKill duplicates of processes that were not killed
     * @param otherMessageIds mails that were delivered under more than one Message-ID
     */
    record Findings(
            long sent,
            int lost,
            int rolledBack,
            int duplicates,
            int mostOfOneKill,
            int ofNoKill,
            long otherMessageIds) {
        boolean kept(int mails) {
            return sent == mails
                    && lost == 0
                    && rolledBack == 0
                    && mostOfOneKill <= DispatcherNode.IN_FLIGHT
                    && ofNoKill == 0
                    && otherMessageIds == 0;
        }
    }

    private KillDispatchers(Plan plan, Path file) {
        this.plan = plan;
        this.random = new Random(plan.seed());
        this.file = file;
        this.deliveries = new DeliveryFile(file);
    }

    /**
     * Runs it; ends with status 1 if a promise was broken.
     *
     * @param args mails (5000), kills (20), dispatching JVMs at a time (1; with 2, a further JVM announces meanwhile and rolls a
     *     fifth back), seed (random), and optionally clock shifts by libfaketime, one for each JVM, such as {@code -15m,+15m}
     * @throws Exception if something is broken
     */
    public static void main(String[] args) throws Exception {
        Plan plan = new Plan(
                args.length > 0 ? Integer.parseInt(args[0]) : 5_000,
                args.length > 1 ? Integer.parseInt(args[1]) : 20,
                args.length > 2 ? Integer.parseInt(args[2]) : 1,
                // Long enough that it never ends on a process that lives, however slow the machine is.
                15,
                args.length > 3 && !args[3].equals("random") ? Long.parseLong(args[3]) : new Random().nextLong(),
                args.length > 4 ? List.of(args[4].split(",")) : List.of());
        System.out.println(plan);
        Findings found = run(plan);
        System.out.println(found);
        System.out.println("at most " + DispatcherNode.IN_FLIGHT + " in flight at each kill: "
                + (found.kept(plan.mails()) ? "kept" : "BROKEN"));
        if (!found.kept(plan.mails())) {
            System.exit(1);
        }
    }

    static Findings run(Plan plan) throws IOException, InterruptedException {
        Path file = Files.createTempFile("deliveries", ".txt");
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .start();
                HikariDataSource pool = DispatcherNode.pool(server.getJdbcUrl("postgres", "postgres"), 4)) {
            return new KillDispatchers(plan, file).run(server.getJdbcUrl("postgres", "postgres"), pool);
        } finally {
            Files.delete(file);
        }
    }

    private record Node(int number, String name, Process process) {}

    private Findings run(String url, HikariDataSource pool) throws IOException, InterruptedException {
        PortalDatabase database = PortalDatabase.builder(pool)
                .hostConnection(ConnectionSource.of(pool))
                .sealer(CrashMails.SEALER)
                .build();
        new SchemaInstaller(database).install();
        List<Process> all = new ArrayList<>();
        try {
            if (plan.nodes() == 1) {
                for (int i = 0; i < plan.mails(); i++) {
                    database.outbox().append(List.of(CrashMails.of("committed-" + i)));
                }
            } else {
                all.add(ChildJvm.start(AnnouncingNode.class, url, Integer.toString(plan.mails())));
            }
            List<Node> running = new ArrayList<>();
            for (int n = 0; n < plan.nodes(); n++) {
                running.add(start(url, n, all));
            }
            for (int kill = 0; kill < plan.kills(); kill++) {
                long target = deliveries.count() + 1 + random.nextInt(Math.max(1, plan.mails() / plan.kills() - 20));
                while (deliveries.count() < Math.min(target, plan.mails())) {
                    Thread.sleep(1);
                }
                Node victim = running.get(random.nextInt(plan.nodes()));
                victim.process().destroyForcibly().waitFor();
                killed.add(victim.name());
                running.set(victim.number(), start(url, victim.number(), all));
            }
            while (unfinished(database.administration().counts())) {
                Thread.sleep(50);
            }
        } finally {
            for (Process process : all) {
                process.destroyForcibly().waitFor();
            }
        }
        return count(database.administration().counts());
    }

    private Node start(String url, int number, List<Process> all) throws IOException {
        String name = "node-" + number + "-start-" + started++;
        String shift = plan.shifts().size() > number ? plan.shifts().get(number) : null;
        Process process = ChildJvm.start(
                shift, DispatcherNode.class, url, file.toString(), name, Integer.toString(plan.leaseSeconds()));
        all.add(process);
        return new Node(number, name, process);
    }

    private boolean unfinished(OutboxCounts counts) {
        return counts.in(EntryState.SENT) + counts.in(EntryState.DEAD) < plan.mails();
    }

    /** A mail is delivered again because the process that delivered it before died without committing that. */
    private Findings count(OutboxCounts counts) throws IOException {
        Map<String, Set<String>> messageIds = new HashMap<>();
        Map<String, String> deliveredBy = new HashMap<>();
        Map<String, Integer> duplicatesOf = new HashMap<>();
        int rolledBack = 0;
        for (DeliveryFile.Delivery delivery : deliveries.read()) {
            String mail = delivery.subject();
            rolledBack += mail.startsWith("rolled-back") ? 1 : 0;
            messageIds.computeIfAbsent(mail, key -> new HashSet<>()).add(delivery.messageId());
            String before = deliveredBy.put(mail, delivery.process());
            if (before != null) {
                duplicatesOf.merge(before, 1, Integer::sum);
            }
        }
        int duplicates = 0;
        int most = 0;
        int ofNoKill = 0;
        for (Map.Entry<String, Integer> process : duplicatesOf.entrySet()) {
            duplicates += process.getValue();
            most = Math.max(most, process.getValue());
            ofNoKill += killed.contains(process.getKey()) ? 0 : process.getValue();
        }
        return new Findings(
                counts.in(EntryState.SENT),
                plan.mails()
                        - messageIds.size()
                        + (int) messageIds.keySet().stream()
                                .filter(mail -> mail.startsWith("rolled-back"))
                                .count(),
                rolledBack,
                duplicates,
                most,
                ofNoKill,
                messageIds.values().stream().filter(ids -> ids.size() > 1).count());
    }
}
