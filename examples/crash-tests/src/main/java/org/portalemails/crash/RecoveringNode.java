package org.portalemails.crash;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.portalemails.CustomerGroupId;
import org.portalemails.PortalEmails;
import org.portalemails.address.EmailAddress;
import org.portalemails.delivery.BackgroundDispatcher;
import org.portalemails.delivery.DispatchPolicy;
import org.portalemails.delivery.OutboxDispatcher;
import org.portalemails.event.Contact;
import org.portalemails.host.CustomerGroup;
import org.portalemails.host.PortalProfile;
import org.portalemails.jdbc.ConnectionSource;
import org.portalemails.jdbc.Dialect;
import org.portalemails.jdbc.PortalDatabase;
import org.portalemails.limit.RequestLimit;
import org.portalemails.recovery.PortalAccount;
import org.portalemails.recovery.RecoveryPolicy;
import org.portalemails.transport.MailTransport;

/** A node that asks for new passwords for one address from many threads, and dispatches meanwhile and afterwards. */
public final class RecoveringNode {
    static final EmailAddress ADDRESS = EmailAddress.of("jane.doe@customer.example");
    private static final int THREADS = 16;

    private RecoveringNode() {}

    /**
     * Runs until it is killed; asks when its parent says go.
     *
     * @param args JDBC URL, file of deliveries, name of the process, how often to ask, limit of an address, seed
     * @throws Exception if something is broken
     */
    public static void main(String[] args) throws Exception {
        ParentWatch parent = ParentWatch.begin();
        int calls = Integer.parseInt(args[3]);
        Random random = new Random(Long.parseLong(args[5]));
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (HikariDataSource pool = DispatcherNode.pool(args[0], THREADS);
                MailTransport transport = new DeliveryFile(Path.of(args[1])).transport(args[2])) {
            PortalDatabase database = PortalDatabase.builder(pool)
                    .dialect(Dialect.POSTGRESQL)
                    .hostConnection(ConnectionSource.of(pool))
                    .sealer(CrashMails.SEALER)
                    .build();
            PortalEmails portal = portal(database, Integer.parseInt(args[4]));
            OutboxDispatcher dispatcher = OutboxDispatcher.builder(database.queue(), transport)
                    .settings(database.settingsForDispatcher())
                    .sealer(CrashMails.SEALER)
                    .senders(Executors.newFixedThreadPool(4))
                    .linkMinter(request -> Optional.of("https://portal.example/reset/" + request.reference()))
                    .recovery(portal.recoveryProcessor())
                    .policy(DispatchPolicy.standard().onNode(args[2]))
                    .build();
            System.out.println("ready");
            parent.awaitGo();
            try (BackgroundDispatcher running = BackgroundDispatcher.start(dispatcher)) {
                List<Future<?>> asked = new ArrayList<>();
                for (int i = 0; i < calls; i++) {
                    String typed = inAnyCase(ADDRESS.value(), random);
                    asked.add(threads.submit(() -> portal.accountRecovery().resetPassword(typed)));
                }
                for (Future<?> one : asked) {
                    one.get();
                }
                running.wakeUp();
                System.out.println("asked");
                new CountDownLatch(1).await();
            }
        }
    }

    private static String inAnyCase(String address, Random random) {
        StringBuilder typed = new StringBuilder();
        for (int i = 0; i < address.length(); i++) {
            char c = address.charAt(i);
            typed.append(random.nextBoolean() ? Character.toUpperCase(c) : c);
        }
        return typed.toString();
    }

    private static PortalEmails portal(PortalDatabase database, int limit) {
        PortalAccount account = PortalAccount.of(
                new CustomerGroupId("G"),
                "Customer",
                Contact.of("Jane", "Doe", ADDRESS.value(), Locale.ENGLISH).withUserName("jdoe"),
                "account-1");
        RecoveryPolicy standard = RecoveryPolicy.standard();
        RequestLimit perAddress =
                new RequestLimit(limit, standard.limits().perAddress().window());
        return PortalEmails.builder()
                .customerGroups(id -> Optional.of(new CustomerGroup(id, "Group", true)))
                .profile(PortalProfile.builder()
                        .senderCompanyName("ERP")
                        .portalName("Portal")
                        .portalUrl("https://portal.example")
                        .supportContact("Support", EmailAddress.of("support@erp.example"), "1 800 555-0142")
                        .build())
                .settingsStore(database.settingsStore())
                .outbox(database.outbox())
                .recovery(
                        address -> address.mailboxKey().equals(ADDRESS.mailboxKey()) ? List.of(account) : List.of(),
                        database.recoveryRequests())
                .recoveryPolicy(standard.limitedTo(standard.limits().perAddress(perAddress)))
                .build();
    }
}
