package org.portalemails.benchmarks.outbox;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.portalemails.announce.Notifier;
import org.portalemails.benchmarks.smtp.Sink;
import org.portalemails.delivery.BackgroundDispatcher;
import org.portalemails.delivery.DeliveryListener;
import org.portalemails.delivery.DispatchPolicy;
import org.portalemails.delivery.OutboxDispatcher;
import org.portalemails.email.OutgoingMail;
import org.portalemails.jdbc.ConnectionSource;
import org.portalemails.jdbc.PortalDatabase;
import org.portalemails.jdbc.SchemaInstaller;
import org.portalemails.mail.SmtpTransport;
import org.portalemails.mail.TlsMode;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.transport.DeliveryOutcome;
import org.portalemails.transport.MailTransport;

/**
 * The whole way of a mail: announced in a transaction of its own, committed on PostgreSQL, dispatched, sent by SMTP to a sink on
 * loopback; beside each part alone, in order. Needs Postfix's smtp-sink on the path.
 *
 * <ul>
 *   <li><b>announce</b>: eight threads of the host, one commit for each mail; nobody dispatches.
 *   <li><b>dispatch</b>: what was announced before, through a transport that does nothing.
 *   <li><b>SMTP</b>: the same mails through eight connections; no database.
 *   <li><b>whole way</b>: announcing and dispatching at the same time, from the first announcement to the last outcome that is
 *       committed; the dispatcher is woken after each commit.
 * </ul>
 */
public final class WholeWay {
    private static final int HOST_THREADS = 8;
    private static final int SENDERS = 20;
    private static final int SMTP_CONNECTIONS = 8;

    private final HikariDataSource pool;
    private final PortalDatabase own;
    private final SmtpTransport smtp;
    private final int mails;
    private volatile Runnable wake = () -> {};

    private WholeWay(HikariDataSource pool, PortalDatabase own, SmtpTransport smtp, int mails) {
        this.pool = pool;
        this.own = own;
        this.smtp = smtp;
        this.mails = mails;
    }

    /**
     * Runs it.
     *
     * @param args mails a round (3000) and rounds (3)
     * @throws Exception if something is broken
     */
    public static void main(String[] args) throws Exception {
        int mails = args.length > 0 ? Integer.parseInt(args[0]) : 3_000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
        try (DurablePostgres postgres = new DurablePostgres(40);
                Sink sink = Sink.start();
                SmtpTransport smtp = SmtpTransport.builder("127.0.0.1", sink.port())
                        .tls(TlsMode.PLAIN)
                        .maxConnections(SMTP_CONNECTIONS)
                        .mailsPerConnection(1_000_000)
                        .build()) {
            PortalDatabase own = PortalDatabase.builder(postgres.pool()).build();
            new SchemaInstaller(own).install();
            own.settingsStore().save(SettingsOwner.INSTALLATION, AnnounceBenchmark.settings("Portal"), 0, "benchmark");
            WholeWay way = new WholeWay(postgres.pool(), own, smtp, mails);
            Map<String, List<Double>> rates = new LinkedHashMap<>();
            for (int round = 0; round <= rounds; round++) {
                Map<String, Double> one = new LinkedHashMap<>();
                one.put("announce", way.announce(() -> {}));
                one.put("dispatch", way.dispatch(new OursContender.NothingTransport(), () -> 0.0));
                one.put("SMTP", way.smtpAlone());
                one.put("whole way", way.wholeWay());
                boolean warmUp = round == 0;
                one.forEach((name, rate) -> {
                    System.out.printf(
                            Locale.ROOT, "%s %-10s %8.0f mails/s%n", warmUp ? "warm-up" : "round", name, rate);
                    if (!warmUp) {
                        rates.computeIfAbsent(name, key -> new ArrayList<>()).add(rate);
                    }
                });
            }
            report(rates);
        }
    }

    private static void report(Map<String, List<Double>> rates) {
        String slowest = "";
        double least = Double.MAX_VALUE;
        for (Map.Entry<String, List<Double>> one : rates.entrySet()) {
            double rate = DispatchBenchmark.median(one.getValue());
            System.out.printf(Locale.ROOT, "median %-10s %8.0f mails/s%n", one.getKey(), rate);
            if (!one.getKey().equals("whole way") && rate < least) {
                least = rate;
                slowest = one.getKey();
            }
        }
        double whole = DispatchBenchmark.median(rates.getOrDefault("whole way", List.of()));
        System.out.printf(
                Locale.ROOT,
                "the limiting part is %s: the whole way does %.2f of what it does alone%n",
                slowest,
                whole / least);
    }

    private interface Part {
        double run() throws Exception;
    }

    /** Announces all mails, each in a transaction of its own. */
    private double announce(Runnable afterCommit) throws Exception {
        AtomicInteger left = new AtomicInteger(mails);
        ExecutorService threads = Executors.newFixedThreadPool(HOST_THREADS);
        long begun = System.nanoTime();
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < HOST_THREADS; i++) {
            running.add(threads.submit(() -> {
                announceFrom(left, afterCommit);
                return null;
            }));
        }
        for (Future<?> one : running) {
            one.get();
        }
        threads.shutdown();
        return perSecond(begun);
    }

    private void announceFrom(AtomicInteger left, Runnable afterCommit) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            PortalDatabase host = PortalDatabase.builder(pool)
                    .sealer(Mails.SEALER)
                    .dialect(own.dialect())
                    .hostConnection(ConnectionSource.borrowing(() -> connection, c -> {}))
                    .build();
            Notifier notifier = AnnounceBenchmark.notifier(host, host.outbox());
            while (left.getAndDecrement() > 0) {
                notifier.announce(AnnounceBenchmark.event());
                connection.commit();
                afterCommit.run();
            }
            connection.setAutoCommit(true);
        }
    }

    /** Dispatches until all mails of a round are settled; meanwhile something else may be done. */
    private double dispatch(MailTransport transport, Part meanwhile) throws Exception {
        CountDownLatch settled = new CountDownLatch(mails);
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        OutboxDispatcher dispatcher = OutboxDispatcher.builder(own.queue(), transport)
                .sealer(Mails.SEALER)
                .senders(senders)
                .policy(DispatchPolicy.standard())
                .listener(new DeliveryListener() {
                    @Override
                    public void attemptEnded(Attempt attempt) {
                        settled.countDown();
                    }
                })
                .build();
        long begun = System.nanoTime();
        try (BackgroundDispatcher running = BackgroundDispatcher.start(dispatcher)) {
            wake = running::wakeUp;
            meanwhile.run();
            settled.await();
        } finally {
            senders.shutdown();
        }
        return perSecond(begun);
    }

    private double wholeWay() throws Exception {
        return dispatch(smtp, () -> announce(() -> wake.run()));
    }

    private double smtpAlone() throws Exception {
        AtomicInteger left = new AtomicInteger(mails);
        List<OutgoingMail> ready = new ArrayList<>();
        for (int i = 0; i < mails; i++) {
            ready.add(Mails.next().mail().reveal(Map.of()));
        }
        ExecutorService threads = Executors.newFixedThreadPool(SMTP_CONNECTIONS);
        long begun = System.nanoTime();
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < SMTP_CONNECTIONS; i++) {
            running.add(threads.submit(() -> {
                for (int n = left.getAndDecrement(); n > 0; n = left.getAndDecrement()) {
                    DeliveryOutcome outcome = smtp.deliver(ready.get(n - 1));
                    if (!(outcome instanceof DeliveryOutcome.Accepted)) {
                        throw new IllegalStateException(outcome.toString());
                    }
                }
                return null;
            }));
        }
        for (Future<?> one : running) {
            one.get();
        }
        threads.shutdown();
        return perSecond(begun);
    }

    private double perSecond(long begun) {
        return mails / ((System.nanoTime() - begun) / 1e9);
    }
}
