package org.portalemails.benchmarks.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.portalemails.delivery.Retention;
import org.portalemails.jdbc.ConnectionSource;
import org.portalemails.jdbc.PortalDatabase;
import org.portalemails.jdbc.SchemaInstaller;
import org.portalemails.outbox.OutboxQuery;
import org.portalemails.outbox.spi.Outbox;

/**
 * How long one announcement with its commit takes while a million sent mails are purged beside it, and while they are not: in turns of two
 * seconds, until nothing is left.
 */
public final class RetentionBenchmark {
    private static final long TURN = Duration.ofSeconds(2).toNanos();
    private static final int MOST_TURNS = 200;

    private RetentionBenchmark() {}

    /**
     * Runs it.
     *
     * @param args the database ({@code postgresql}, the default, {@code mariadb}, {@code h2} or a {@code jdbc:mysql:} address); how many
     *     mails there are (1000000)
     * @throws Exception if something is broken
     */
    public static void main(String[] args) throws Exception {
        int rows = args.length > 1 ? Integer.parseInt(args[1]) : 1_000_000;
        try (ClaimDatabase database = ClaimDatabase.of(args.length > 0 ? args[0] : "postgresql")) {
            PortalDatabase portal = PortalDatabase.builder(database.pool)
                    .hostConnection(ConnectionSource.of(database.pool))
                    .sealer(Mails.SEALER)
                    .build();
            new SchemaInstaller(portal).install();
            OperatorsBenchmark.fill(database, rows, "'sent'", "NULL", "NULL", "NULL");
            Outbox outbox = portal.outbox();
            announce(outbox);
            List<Double> quiet = new ArrayList<>();
            List<Double> beside = new ArrayList<>();
            long purging = 0;
            for (int turn = 0; turn < MOST_TURNS && left(portal) > 0; turn++) {
                quiet.addAll(announce(outbox));
                long begun = System.nanoTime();
                try (Retention retention =
                        Retention.start(portal.administration(), Duration.ofDays(30), Duration.ofHours(1))) {
                    beside.addAll(announce(outbox));
                }
                purging += System.nanoTime() - begun;
                Thread.sleep(500);
            }
            System.out.printf(
                    Locale.ROOT,
                    "%s: quiet p50 %.2f p99 %.1f ms, beside the purge p50 %.2f p99 %.1f ms: %.2f times, %.2f times; %s after %d s of purging%n",
                    database.name,
                    at(quiet, 0.5),
                    at(quiet, 0.99),
                    at(beside, 0.5),
                    at(beside, 0.99),
                    at(beside, 0.5) / at(quiet, 0.5),
                    at(beside, 0.99) / at(quiet, 0.99),
                    left(portal) == 0 ? "all gone" : "some left",
                    Duration.ofNanos(purging).toSeconds());
        }
    }

    /** Whether the oldest are still there. */
    private static int left(PortalDatabase portal) {
        return portal.administration()
                .page(OutboxQuery.all()
                        .announced(null, Instant.parse("2026-06-01T00:00:00Z"))
                        .atMost(1))
                .entries()
                .size();
    }

    private static List<Double> announce(Outbox outbox) {
        List<Double> millis = new ArrayList<>();
        long end = System.nanoTime() + TURN;
        while (System.nanoTime() < end) {
            var mail = List.of(Mails.next());
            long begun = System.nanoTime();
            outbox.append(mail);
            millis.add((System.nanoTime() - begun) / 1e6);
        }
        return millis;
    }

    private static double at(List<Double> millis, double share) {
        Collections.sort(millis);
        return millis.get((int) (share * (millis.size() - 1)));
    }
}
