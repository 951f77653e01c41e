package org.portalemails.benchmarks.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.portalemails.CompanyId;
import org.portalemails.delivery.BackgroundDispatcher;
import org.portalemails.delivery.DispatchPolicy;
import org.portalemails.delivery.OutboxDispatcher;
import org.portalemails.email.MailId;
import org.portalemails.email.OutgoingMail;
import org.portalemails.email.PlannedMail;
import org.portalemails.jdbc.PortalDatabase;
import org.portalemails.jdbc.SchemaInstaller;
import org.portalemails.transport.DeliveryOutcome;
import org.portalemails.transport.DeliveryOutcome.Misconfigured.Scope;
import org.portalemails.transport.DeliveryOutcome.Phase;
import org.portalemails.transport.DeliveryOutcome.Reply;
import org.portalemails.transport.MailRoute;
import org.portalemails.transport.MailRoutes;
import org.portalemails.transport.MailTransport;

/**
 * How long the mails of one company wait, from commit to hand-over, while the mail server of another is down, silent, slow or misconfigured
 * and a hundred thousand mails wait for it; and while one slow destination takes a tenth of the mails of the same server. Each beside quiet
 * runs, before and after, of the same database and the same process.
 */
public final class IsolationBenchmark {
    private static final CompanyId WELL = new CompanyId("well");
    private static final CompanyId ILL = new CompanyId("ill");
    private static final int IN_FLIGHT = 20;

    private IsolationBenchmark() {}

    /** What is wrong with the other company's server. */
    private enum Situation {
        QUIET,
        DOWN,
        SILENT,
        SLOW,
        MISCONFIGURED,
        SENDER_REFUSED,
        BUSY,
        SLOW_DESTINATION
    }

    /**
     * Runs it.
     *
     * @param args the database ({@code postgresql}, the default, {@code mariadb}, {@code h2} or a {@code jdbc:mysql:} address); how many
     *     mails wait (100000); seconds for each run (20); mails a second (50)
     * @throws Exception if something is broken
     */
    public static void main(String[] args) throws Exception {
        int waiting = args.length > 1 ? Integer.parseInt(args[1]) : 100_000;
        int seconds = args.length > 2 ? Integer.parseInt(args[2]) : 20;
        int rate = args.length > 3 ? Integer.parseInt(args[3]) : 50;
        try (ClaimDatabase database = ClaimDatabase.of(args.length > 0 ? args[0] : "postgresql")) {
            PortalDatabase portal =
                    PortalDatabase.builder(database.pool).sealer(Mails.SEALER).build();
            new SchemaInstaller(portal).install();
            run(database, portal, Situation.QUIET, 0, Math.min(seconds, 10), rate);
            for (Situation one : Situation.values()) {
                run(database, portal, one, one == Situation.QUIET ? 0 : waiting, seconds, rate);
            }
            run(database, portal, Situation.QUIET, 0, seconds, rate);
        }
    }

    private static void run(
            ClaimDatabase database, PortalDatabase portal, Situation situation, int waiting, int seconds, int rate)
            throws Exception {
        database.run(
                "DELETE FROM portal_email_outbox", "DELETE FROM portal_email_attempt", "DELETE FROM portal_email_hold");
        boolean destination = situation == Situation.SLOW_DESTINATION;
        if (!destination) {
            fill(portal, waiting);
        }
        database.analyze();
        Map<MailId, Long> announced = new ConcurrentHashMap<>();
        Map<MailId, Long> handedOver = new ConcurrentHashMap<>();
        MailTransport well = transport(mail -> {
            handedOver.put(mail.id(), System.nanoTime());
            sleep(mail.to().address().domain().equals("slow.example") ? 5000 : 3);
            return accepted();
        });
        MailRoutes routes = MailRoutes.of(MailRoute.named("well").through("server", well))
                .forCompany(ILL, MailRoute.named("ill").through("server", transport(mail -> ill(situation))));
        ExecutorService senders = Executors.newFixedThreadPool(IN_FLIGHT);
        int sent = 0;
        try (BackgroundDispatcher dispatcher = BackgroundDispatcher.start(
                OutboxDispatcher.builder(portal.queue(), routes)
                        .sealer(Mails.SEALER)
                        .policy(DispatchPolicy.standard().inBatchesOf(100, IN_FLIGHT))
                        .senders(senders)
                        .build(),
                new BackgroundDispatcher.Polling(
                        Duration.ofMillis(50), Duration.ofSeconds(2), Duration.ofMillis(10)))) {
            sleep(3000);
            long begun = System.nanoTime();
            for (int i = 0; System.nanoTime() - begun < TimeUnit.SECONDS.toNanos(seconds); i++) {
                boolean slow = destination && i % 10 == 0;
                PlannedMail.Send mail = Mails.next(slow ? "slow.example" : "customer.example");
                PlannedMail.Send planned = new PlannedMail.Send(mail.mail(), null, List.of(), WELL, "well");
                portal.outbox().append(List.of(planned));
                if (!slow) {
                    announced.put(mail.id(), System.nanoTime());
                    sent++;
                }
                dispatcher.wakeUp();
                long next = begun + TimeUnit.SECONDS.toNanos(i + 1) / rate;
                TimeUnit.NANOSECONDS.sleep(Math.max(0, next - System.nanoTime()));
            }
            sleep(2000);
        } finally {
            senders.shutdownNow();
        }
        List<Double> millis = new ArrayList<>();
        announced.forEach((id, at) -> {
            Long over = handedOver.get(id);
            millis.add(over == null ? Double.MAX_VALUE : Math.max(0, (over - at) / 1e6));
        });
        Collections.sort(millis);
        long arrived = millis.stream().filter(one -> one < Double.MAX_VALUE).count();
        System.out.printf(
                Locale.ROOT,
                "%s, %-16s: %d of %d sent; waiting time p50 %7.1f ms, p99 %7.1f ms, longest %7.1f ms%n",
                database.name,
                situation.name().toLowerCase(Locale.ROOT),
                arrived,
                sent,
                millis.get(millis.size() / 2),
                millis.get(millis.size() * 99 / 100),
                millis.get(millis.size() - 1));
    }

    private static void fill(PortalDatabase portal, int waiting) {
        for (int i = 0; i < waiting; i += 500) {
            List<PlannedMail> batch = new ArrayList<>();
            for (int n = 0; n < Math.min(500, waiting - i); n++) {
                batch.add(new PlannedMail.Send(Mails.next().mail(), null, List.of(), ILL, "ill"));
            }
            portal.outbox().append(batch);
        }
    }

    private static DeliveryOutcome ill(Situation situation) {
        return switch (situation) {
            case QUIET, SLOW_DESTINATION -> accepted();
            case DOWN -> new DeliveryOutcome.TryLater(Reply.none(Phase.CONNECT, "connection refused"), true);
            case BUSY ->
                new DeliveryOutcome.TryLater(
                        new Reply(Phase.GREETING, 421, "4.3.2", "busy"), true, Duration.ofSeconds(5));
            case SILENT -> {
                sleep(30_000);
                yield new DeliveryOutcome.TryLater(Reply.none(Phase.CONNECT, "no answer"), true);
            }
            case SLOW -> {
                sleep(5_000);
                yield accepted();
            }
            case MISCONFIGURED ->
                new DeliveryOutcome.Misconfigured(Reply.none(Phase.STARTTLS, "no STARTTLS"), Scope.SERVER);
            case SENDER_REFUSED ->
                new DeliveryOutcome.Misconfigured(new Reply(Phase.MAIL, 550, "5.7.1", "sender refused"), Scope.SENDER);
        };
    }

    private static DeliveryOutcome accepted() {
        return new DeliveryOutcome.Accepted(new Reply(Phase.FINAL_DOT, 250, "2.0.0", "queued"));
    }

    private interface Server {
        DeliveryOutcome deliver(OutgoingMail mail);
    }

    private static MailTransport transport(Server server) {
        return new MailTransport() {
            @Override
            public DeliveryOutcome deliver(OutgoingMail mail) {
                return server.deliver(mail);
            }

            @Override
            public Duration deadline() {
                return Duration.ofMinutes(1);
            }
        };
    }

    private static void sleep(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
