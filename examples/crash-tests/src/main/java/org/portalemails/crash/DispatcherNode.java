package org.portalemails.crash;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.portalemails.delivery.BackgroundDispatcher;
import org.portalemails.delivery.DispatchPolicy;
import org.portalemails.delivery.OutboxDispatcher;
import org.portalemails.jdbc.Dialect;
import org.portalemails.jdbc.PortalDatabase;
import org.portalemails.transport.MailTransport;

/** A node that dispatches until it is killed. What it delivers, it appends to a file, which outlives it. */
public final class DispatcherNode {
    /** The most mails handed over and not committed; a kill can duplicate no more. */
    static final int IN_FLIGHT = 20;

    private DispatcherNode() {}

    /**
     * Runs until it is killed.
     *
     * @param args JDBC URL, file of deliveries, name of the process, seconds of a lease
     * @throws Exception if something is broken
     */
    public static void main(String[] args) throws Exception {
        ParentWatch.begin();
        PortalDatabase database = PortalDatabase.builder(pool(args[0], 4))
                .dialect(Dialect.POSTGRESQL)
                .build();
        ExecutorService senders = Executors.newFixedThreadPool(8);
        try (MailTransport transport = new DeliveryFile(Path.of(args[1])).transport(args[2])) {
            OutboxDispatcher dispatcher = OutboxDispatcher.builder(database.queue(), transport)
                    .settings(database.settingsForDispatcher())
                    .sealer(CrashMails.SEALER)
                    .senders(senders)
                    .policy(DispatchPolicy.standard()
                            .onNode(args[2])
                            .inBatchesOf(100, IN_FLIGHT)
                            .leasedFor(Duration.ofSeconds(Long.parseLong(args[3]))))
                    .build();
            try (BackgroundDispatcher running = BackgroundDispatcher.start(dispatcher)) {
                running.wakeUp();
                new CountDownLatch(1).await();
            }
        }
    }

    static HikariDataSource pool(String url, int connections) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(connections);
        config.setInitializationFailTimeout(60_000);
        return new HikariDataSource(config);
    }
}
