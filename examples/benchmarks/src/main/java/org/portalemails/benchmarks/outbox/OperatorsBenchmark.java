package org.portalemails.benchmarks.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.portalemails.CustomerGroupId;
import org.portalemails.address.EmailAddress;
import org.portalemails.email.MailId;
import org.portalemails.jdbc.ConnectionSource;
import org.portalemails.jdbc.PortalDatabase;
import org.portalemails.jdbc.SchemaInstaller;
import org.portalemails.notification.NotificationType;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.HoldScope;
import org.portalemails.outbox.OutboxAdministration;
import org.portalemails.outbox.OutboxQuery;
import org.portalemails.outbox.spi.ClaimRequest;

/**
 * How long operators and the small repairs wait on a table of a million mails, first all sent, then all waiting for a hold: each question is
 * asked until it is warm, and then its median and its longest are told.
 */
public final class OperatorsBenchmark {
    private static final int WARM = 5;
    private static final int ASKED = 21;
    private static final String COLUMNS =
            "INSERT INTO portal_email_outbox (id, event_id, mail_type, group_id, company_id, route, recipient, person, state, reason, lane,"
                    + " expires_at, payload, due_at, created_at, queued_at, finished_at, fence, attempts, losses, duplicates, is_test) SELECT ";

    private OperatorsBenchmark() {}

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
            fill(database, rows, "'sent'", "NULL", "NULL", "NULL");
            System.out.println(database.name + ", " + rows + " sent");
            ask(portal.administration(), portal);
            database.run("DELETE FROM portal_email_outbox");
            fill(
                    database,
                    rows,
                    "'waiting'",
                    "'on-hold'",
                    "3",
                    "CAST('2099-01-01 00:00:00' AS " + timestamp(database) + ")");
            portal.administration().hold(HoldScope.EVERYTHING, "the provider moves");
            System.out.println(database.name + ", " + rows + " waiting for a hold");
            ask(portal.administration(), portal);
        }
    }

    private static String timestamp(ClaimDatabase database) {
        return database.name.equals("mysql") || database.name.equals("mariadb") ? "DATETIME(6)" : "TIMESTAMP(6)";
    }

    /** Forty groups of one size and a small one, ten thousand families, one failed mail, a second between two mails of a hundred. */
    static void fill(ClaimDatabase database, int rows, String state, String reason, String lane, String expires)
            throws Exception {
        String text = timestamp(database).startsWith("D") ? "CHAR" : "VARCHAR";
        String n = "CAST(n AS " + text + "(12))";
        String moment = moment(database);
        String values = "CONCAT('m-', " + n + "), CONCAT('e-', " + n + "),"
                + " CASE WHEN MOD(n, 200000) = 7 THEN 'reset-password' ELSE 'customer-access-request' END,"
                + " CASE WHEN MOD(n, 250000) = 9 THEN 'SMALL' ELSE CONCAT('G-', CAST(MOD(n, 40) AS " + text
                + "(4))) END, 'default', 'default',"
                + " CONCAT('p', CONCAT(CAST(MOD(n, 400000) AS " + text + "(12)), '@customer.example')),"
                + " CONCAT('family', CONCAT(CAST(MOD(n, 10000) AS " + text + "(12)), ' given')), " + state + ", "
                + reason + ", "
                + lane + ", " + expires + ", NULL, " + (lane.equals("NULL") ? "NULL" : moment) + ", " + moment + ", "
                + moment + ", " + (lane.equals("NULL") ? moment : "NULL") + ", 1, 1, 0, 0, 0 FROM "
                + database.numbers(rows);
        database.run(
                COLUMNS + values,
                "UPDATE portal_email_outbox SET state = 'dead', reason = 'rejected', lane = NULL WHERE id = 'm-"
                        + rows / 2 + "'");
        database.analyze();
    }

    private static String moment(ClaimDatabase database) {
        return switch (database.name) {
            case "postgresql" -> "CAST('2026-01-01 00:00:00' AS TIMESTAMP) + FLOOR(n / 100) * INTERVAL '1 second'";
            case "h2" -> "DATEADD('SECOND', n / 100, TIMESTAMP '2026-01-01 00:00:00')";
            default -> "DATE_ADD('2026-01-01 00:00:00', INTERVAL FLOOR(n / 100) SECOND)";
        };
    }

    private static void ask(OutboxAdministration outbox, PortalDatabase portal) throws Exception {
        OutboxQuery all = OutboxQuery.all();
        Instant early = Instant.parse("2026-01-01T00:10:00Z");
        ask("everything, the first page", () -> outbox.page(all));
        ask("a person's address", () -> outbox.page(all.toRecipient(EmailAddress.of("p17@customer.example"))));
        ask("a person's name", () -> outbox.page(all.toPerson("family17 gi")));
        ask("a name that many have", () -> outbox.page(all.toPerson("family")));
        ask("a group of few mails", () -> outbox.page(all.ofGroup(new CustomerGroupId("SMALL"))));
        ask(
                "a group and a kind",
                () -> outbox.page(all.ofGroup(new CustomerGroupId("G-3")).ofType(NotificationType.RESET_PASSWORD)));
        ask("a kind of few mails, one look", () -> outbox.page(all.ofType(NotificationType.RESET_PASSWORD)));
        ask("what failed", () -> outbox.page(all.inState(EntryState.DEAD)));
        ask("a reason, one look", () -> outbox.page(all.forReason("rejected")));
        ask("what waits to be sent", () -> outbox.page(all.inState(EntryState.QUEUED)));
        ask("a period", () -> outbox.page(all.announced(early, early.plusSeconds(60))));
        ask(
                "the page behind half of it",
                () -> outbox.page(
                        all.behind(new OutboxQuery.Place(Instant.parse("2026-01-01T01:00:00Z"), new MailId("m-1")))));
        ask("a Message-ID", () -> outbox.find(new MailId("m-4711")));
        ask("counts", outbox::counts);
        ask("a sweep", () -> portal.queue().sweep());
        ask("which routes", () -> portal.queue().routes());
        ask("a claim", () -> portal.queue().claim(new ClaimRequest("node", 100, Duration.ofMinutes(10))));
        portal.queue()
                .holdMisconfigured(
                        HoldScope.group(new CustomerGroupId("NOBODY")), "a refused sender", Duration.ofMillis(1));
        ask("a probe for a group of which nothing waits", () -> portal.queue()
                .claimProbes(new ClaimRequest("node", 1, Duration.ofMinutes(10)), 1, Duration.ofMillis(1)));
        portal.administration().release(HoldScope.group(new CustomerGroupId("NOBODY")));
    }

    private static void ask(String what, Callable<?> question) throws Exception {
        for (int i = 0; i < WARM; i++) {
            question.call();
        }
        double[] millis = new double[ASKED];
        for (int i = 0; i < ASKED; i++) {
            Thread.sleep(2);
            long begun = System.nanoTime();
            question.call();
            millis[i] = (System.nanoTime() - begun) / 1e6;
        }
        Arrays.sort(millis);
        System.out.printf(Locale.ROOT, "  %-45s %7.1f ms, at most %.1f%n", what, millis[ASKED / 2], millis[ASKED - 1]);
    }
}
