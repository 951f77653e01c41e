package org.portalemails.benchmarks.outbox;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.portalemails.delivery.BackgroundDispatcher;
import org.portalemails.delivery.DeliveryListener;
import org.portalemails.delivery.DispatchPolicy;
import org.portalemails.delivery.OutboxDispatcher;
import org.portalemails.email.OutgoingMail;
import org.portalemails.jdbc.ConnectionSource;
import org.portalemails.jdbc.PortalDatabase;
import org.portalemails.jdbc.SchemaInstaller;
import org.portalemails.transport.DeliveryOutcome;
import org.portalemails.transport.MailTransport;

/** This library: 20 senders, at most {@code inFlight} uncommitted outcomes, a history of every attempt. */
final class OursContender implements Contender {
    private static final int SENDERS = 20;

    private final PortalDatabase database;
    private final int inFlight;

    OursContender(DataSource source, int inFlight) {
        this.database = PortalDatabase.builder(source)
                .hostConnection(ConnectionSource.of(source))
                .sealer(Mails.SEALER)
                .build();
        this.inFlight = inFlight;
        new SchemaInstaller(database).install();
    }

    @Override
    public String name() {
        return "this library, " + inFlight + " in flight";
    }

    @Override
    public void fill(int mails) {
        for (int i = 0; i < mails; i += 500) {
            database.outbox().append(Mails.many(Math.min(500, mails - i)));
        }
    }

    @Override
    public void drain(int mails) throws InterruptedException {
        CountDownLatch left = new CountDownLatch(mails);
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        OutboxDispatcher dispatcher = OutboxDispatcher.builder(database.queue(), new NothingTransport())
                .sealer(Mails.SEALER)
                .senders(senders)
                .policy(DispatchPolicy.standard().inBatchesOf(100, inFlight))
                .listener(new DeliveryListener() {
                    @Override
                    public void attemptEnded(Attempt attempt) {
                        left.countDown();
                    }
                })
                .build();
        try (BackgroundDispatcher running = BackgroundDispatcher.start(dispatcher)) {
            left.await();
        } finally {
            senders.shutdown();
        }
    }

    /** Accepts and does nothing. */
    static final class NothingTransport implements MailTransport {
        private static final DeliveryOutcome ACCEPTED = new DeliveryOutcome.Accepted(
                new DeliveryOutcome.Reply(DeliveryOutcome.Phase.FINAL_DOT, 250, "2.0.0", "queued as 4711"));

        @Override
        public DeliveryOutcome deliver(OutgoingMail mail) {
            return ACCEPTED;
        }

        @Override
        public Duration deadline() {
            return Duration.ofSeconds(60);
        }
    }
}
