package org.portalemails.benchmarks.outbox;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.portalemails.jdbc.PortalDatabase;
import org.portalemails.jdbc.SchemaInstaller;
import org.portalemails.outbox.ClaimRequest;
import org.portalemails.outbox.OutboxQueue;

/**
 * A claim of 100 mails out of 1,000 and out of 1,000,000 that are due, and out of 1,000 beside 1,000,000 that are sent, dead or
 * skipped.
 */
public final class ClaimBenchmark {
    private static final int CLAIMS = 60;

    private ClaimBenchmark() {}

    /**
     * Runs it.
     *
     * @param args the larger number of rows (1000000)
     * @throws Exception if something is broken
     */
    public static void main(String[] args) throws Exception {
        int many = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        try (DurablePostgres postgres = new DurablePostgres(4)) {
            PortalDatabase database = PortalDatabase.builder(postgres.pool()).build();
            new SchemaInstaller(database).install();
            double few = 0;
            for (Case one : List.of(new Case(1_000, 0), new Case(1_000, 0), new Case(many, 0), new Case(1_000, many))) {
                int rows = one.due();
                postgres.run("TRUNCATE portal_email_outbox");
                fill(postgres, one);
                OutboxQueue queue = database.queue();
                List<Double> micros = new ArrayList<>();
                for (int i = 0; i < CLAIMS; i++) {
                    if (rows == 1_000 && i % 5 == 4) {
                        postgres.run("UPDATE portal_email_outbox SET state = 'queued', due_at = created_at"
                                + " WHERE state = 'sending'");
                    }
                    long begun = System.nanoTime();
                    int claimed = queue.claim(new ClaimRequest("benchmark", 100, Duration.ofHours(1)))
                            .size();
                    if (claimed != 100) {
                        throw new IllegalStateException("claimed " + claimed);
                    }
                    micros.add((System.nanoTime() - begun) / 1e3);
                }
                double median = DispatchBenchmark.median(micros.subList(CLAIMS / 3, CLAIMS));
                if (rows == 1_000 && one.history() == 0) {
                    few = median;
                }
                System.out.printf(
                        Locale.ROOT,
                        "claim of 100 out of %,9d beside %,9d of history: %8.0f µs (median), %.2f times that of 1,000%n",
                        rows,
                        one.history(),
                        median,
                        median / few);
            }
        }
    }

    private record Case(int due, int history) {}

    private static void fill(DurablePostgres postgres, Case one) throws SQLException {
        int rows = one.due();
        postgres.run(
                "INSERT INTO portal_email_outbox (id, event_id, mail_type, group_id, recipient, state, lane, payload, due_at,"
                        + " created_at, queued_at, finished_at, fence, attempts, losses, duplicates) SELECT"
                        + " gen_random_uuid()::text, 'h' || n, 'customer-validation-confirmation', 'G' || n % 50,"
                        + " 'p' || n || '@customer.example', CASE n % 10 WHEN 0 THEN 'dead' WHEN 1 THEN 'skipped' ELSE 'sent' END,"
                        + " NULL, NULL, NULL, t, t, t, 2, 1, 0, 0 FROM generate_series(1, " + one.history()
                        + ") n, LATERAL (SELECT timestamp '2025-01-01' + n * interval '1 ms' AS t) x",
                "INSERT INTO portal_email_outbox (id, event_id, mail_type, group_id, recipient, state, lane, payload, due_at,"
                        + " created_at, queued_at, fence, attempts, losses, duplicates) SELECT gen_random_uuid()::text, 'e' || n,"
                        + " 'customer-validation-confirmation', 'G' || n % 50, 'p' || n || '@customer.example', 'queued', 1,"
                        + " decode(repeat('ab', 1900), 'hex'), t, t, t, 0, 0, 0, 0 FROM generate_series(1, " + rows
                        + ") n, LATERAL (SELECT timestamp '2026-01-01' + n * interval '1 ms' AS t) x",
                "ANALYZE portal_email_outbox",
                "CHECKPOINT");
    }
}
