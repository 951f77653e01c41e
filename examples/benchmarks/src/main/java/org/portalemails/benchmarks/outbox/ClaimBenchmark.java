package org.portalemails.benchmarks.outbox;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.portalemails.jdbc.PortalDatabase;
import org.portalemails.jdbc.SchemaInstaller;
import org.portalemails.outbox.spi.ClaimRequest;
import org.portalemails.outbox.spi.OutboxQueue;

/**
 * A claim of 100 mails out of 1,000 and out of 1,000,000 that are due, and out of 1,000 beside 1,000,000 that are sent, dead or
 * skipped; with statistics of the table as it is, and with those of the empty table, as a burst finds them.
 */
public final class ClaimBenchmark {
    private static final int FEW = 1_000;
    private static final int CLAIMS = 60;
    private static final String COLUMNS =
            "INSERT INTO portal_email_outbox (id, event_id, mail_type, group_id, recipient, created_at, queued_at, fence, attempts,"
                    + " losses, duplicates, state, lane, due_at, finished_at, payload) SELECT ";

    private ClaimBenchmark() {}

    /**
     * Runs it.
     *
     * @param args the larger number of rows (1000000); {@code postgresql} (the default), {@code mariadb} or {@code h2}
     * @throws Exception if something is broken
     */
    public static void main(String[] args) throws Exception {
        int many = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        try (ClaimDatabase database = ClaimDatabase.of(args.length > 1 ? args[1] : "postgresql")) {
            PortalDatabase portal = PortalDatabase.builder(database.pool).build();
            new SchemaInstaller(portal).install();
            List<Case> cases = List.of(
                    new Case(FEW, 0, true),
                    new Case(FEW, 0, true),
                    new Case(many, 0, true),
                    new Case(FEW, many, true),
                    new Case(many, 0, false));
            double few = 0;
            for (Case one : cases) {
                double median = measure(database, portal.queue(), one);
                if (few == 0 || one.equals(cases.get(1))) {
                    few = median;
                }
                System.out.printf(
                        Locale.ROOT,
                        "%s: claim of 100 out of %,9d beside %,9d of history, %s statistics: %8.0f µs (median), %.2f times that"
                                + " of 1,000%n",
                        database.name,
                        one.due(),
                        one.history(),
                        one.fresh() ? "fresh" : "stale",
                        median,
                        median / few);
            }
        }
    }

    private record Case(int due, int history, boolean fresh) {}

    private static double measure(ClaimDatabase database, OutboxQueue queue, Case one) throws SQLException {
        fill(database, one);
        List<Double> micros = new ArrayList<>();
        for (int i = 0; i < CLAIMS; i++) {
            if (one.due() == FEW && i % 5 == 4) {
                database.run(
                        "UPDATE portal_email_outbox SET state = 'queued', due_at = created_at WHERE state = 'sending'");
            }
            long begun = System.nanoTime();
            int claimed = queue.claim(new ClaimRequest("benchmark", 100, Duration.ofHours(1)))
                    .size();
            micros.add((System.nanoTime() - begun) / 1e3);
            if (claimed != 100) {
                throw new IllegalStateException("claimed " + claimed);
            }
        }
        return DispatchBenchmark.median(micros.subList(CLAIMS / 3, CLAIMS));
    }

    private static void fill(ClaimDatabase database, Case one) throws SQLException {
        database.run("TRUNCATE TABLE portal_email_outbox");
        database.analyze();
        String names =
                "'customer-validation-confirmation', CONCAT('G', MOD(n, 50)), CONCAT('p', n, '@customer.example'), ";
        if (one.history() > 0) {
            String moment = "TIMESTAMP '2025-01-01 00:00:00'";
            database.run(COLUMNS + "CONCAT('h', MOD(n, 997), '-', n), CONCAT('h', n), " + names + moment + ", "
                    + moment
                    + ", 2, 1, 0, 0, CASE MOD(n, 10) WHEN 0 THEN 'dead' WHEN 1 THEN 'skipped' ELSE 'sent' END, NULL,"
                    + " NULL, " + moment + ", NULL FROM " + database.numbers(one.history()));
        }
        String moment = "TIMESTAMP '2026-01-01 00:00:00'";
        database.run(COLUMNS + "CONCAT('q', MOD(n, 997), '-', n), CONCAT('e', n), " + names + moment + ", " + moment
                + ", 0, 0, 0, 0, 'queued', 1, " + moment + ", NULL, " + database.payload() + " FROM "
                + database.numbers(one.due()));
        if (one.fresh()) {
            database.analyze();
        }
    }
}
