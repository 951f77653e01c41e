package org.portalemails.crash;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.portalemails.delivery.BackgroundDispatcher;
import org.portalemails.delivery.DeliveryOutcome;
import org.portalemails.delivery.DispatchPolicy;
import org.portalemails.delivery.MailTransport;
import org.portalemails.delivery.OutboxDispatcher;
import org.portalemails.email.OutgoingMail;
import org.portalemails.jdbc.Dialect;
import org.portalemails.jdbc.PortalDatabase;

/** A node that dispatches until it is killed. What it delivers, it appends to a file, which outlives it. */
public final class DispatcherNode {
    /** The most mails handed over and not committed; a kill can duplicate no more. */
    static final int IN_FLIGHT = 20;

    private DispatcherNode() {}

    /**
     * Runs until it is killed.
     *
     * @param args JDBC URL, file of deliveries, name
     * @throws Exception if something is broken
     */
    public static void main(String[] args) throws Exception {
        ParentWatch.begin();
        PortalDatabase database = PortalDatabase.builder(pool(args[0]))
                .dialect(Dialect.POSTGRESQL)
                .build();
        ExecutorService senders = Executors.newFixedThreadPool(8);
        try (FileChannel file =
                        FileChannel.open(Path.of(args[1]), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                MailTransport transport = new AppendingTransport(file)) {
            OutboxDispatcher dispatcher = OutboxDispatcher.builder(database.queue(), transport)
                    .senders(senders)
                    .policy(DispatchPolicy.standard()
                            .onNode(args[2])
                            .inBatchesOf(100, IN_FLIGHT)
                            .leasedFor(Duration.ofSeconds(4)))
                    .build();
            try (BackgroundDispatcher running = BackgroundDispatcher.start(dispatcher)) {
                running.wakeUp();
                new CountDownLatch(1).await();
            }
        }
    }

    static HikariDataSource pool(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(4);
        config.setInitializationFailTimeout(60_000);
        return new HikariDataSource(config);
    }

    /** Writes one line for each mail: its event and its Message-ID. Takes two milliseconds, as a fast server would. */
    private record AppendingTransport(FileChannel file) implements MailTransport {
        @Override
        public DeliveryOutcome deliver(OutgoingMail mail) {
            String line = mail.subject() + " " + mail.messageId() + "\n";
            try {
                java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
                file.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new DeliveryOutcome.Accepted(
                    new DeliveryOutcome.Reply(DeliveryOutcome.Phase.FINAL_DOT, 250, "2.0.0", "kept"));
        }

        @Override
        public Duration deadline() {
            return Duration.ofSeconds(1);
        }

        @Override
        public void close() {}
    }
}
