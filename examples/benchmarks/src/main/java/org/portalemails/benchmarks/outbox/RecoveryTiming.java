package org.portalemails.benchmarks.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.portalemails.CustomerGroupId;
import org.portalemails.PortalEmails;
import org.portalemails.address.EmailAddress;
import org.portalemails.event.Contact;
import org.portalemails.host.CustomerGroup;
import org.portalemails.host.PortalProfile;
import org.portalemails.jdbc.ConnectionSource;
import org.portalemails.jdbc.PortalDatabase;
import org.portalemails.jdbc.SchemaInstaller;
import org.portalemails.recovery.AccountRecovery;
import org.portalemails.recovery.PortalAccount;

/**
 * How long a request for a new password takes, commit included, for an address with an account and for one without: alternately, on
 * one connection. The processor answers those that wait every hundred pairs, outside of what is timed, so that limits are reached
 * for the known address too.
 */
public final class RecoveryTiming {
    private static final String KNOWN = "jane.doe@customer.example";

    private RecoveryTiming() {}

    /**
     * Runs it.
     *
     * @param args pairs (5000)
     * @throws Exception if something is broken
     */
    public static void main(String[] args) throws Exception {
        int pairs = args.length > 0 ? Integer.parseInt(args[0]) : 5_000;
        try (DurablePostgres postgres = new DurablePostgres(4)) {
            measure("PostgreSQL", postgres.pool(), pairs);
        }
    }

    private static void measure(String what, DataSource dataSource, int pairs) throws SQLException {
        new SchemaInstaller(PortalDatabase.builder(dataSource).build()).install();
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            PortalEmails portal = portal(PortalDatabase.builder(dataSource)
                    .sealer(Mails.SEALER)
                    .hostConnection(ConnectionSource.borrowing(() -> connection, c -> {}))
                    .build());
            AccountRecovery recovery = portal.accountRecovery();
            List<Double> known = new ArrayList<>();
            List<Double> unknown = new ArrayList<>();
            int warmUp = pairs / 5;
            for (int i = 0; i < pairs + warmUp; i++) {
                for (int turn = 0; turn < 2; turn++) {
                    boolean isKnown = (i + turn) % 2 == 0;
                    String typed = isKnown ? KNOWN : String.format(Locale.ROOT, "no.%05d@customer.example", i);
                    long begun = System.nanoTime();
                    recovery.resetPassword(typed);
                    connection.commit();
                    double micros = (System.nanoTime() - begun) / 1e3;
                    if (i >= warmUp) {
                        (isKnown ? known : unknown).add(micros);
                    }
                }
                if (i % 100 == 99) {
                    portal.recoveryProcessor().runOnce();
                }
            }
            double a = DispatchBenchmark.median(known);
            double b = DispatchBenchmark.median(unknown);
            System.out.printf(
                    Locale.ROOT,
                    "%-10s known %7.1f µs, unknown %7.1f µs: %+.1f %% (medians of %d each)%n",
                    what,
                    a,
                    b,
                    (b / a - 1) * 100,
                    known.size());
        }
    }

    private static PortalEmails portal(PortalDatabase database) {
        CustomerGroupId group = new CustomerGroupId("G");
        PortalAccount account = PortalAccount.of(
                group,
                "Customer",
                Contact.of("Jane", "Doe", KNOWN, Locale.ENGLISH).withUserName("jdoe"),
                "account-1");
        return PortalEmails.builder()
                .customerGroups(id -> Optional.of(new CustomerGroup(id, "Group", true)))
                .profile(PortalProfile.builder()
                        .senderCompanyName("ERP")
                        .portalName("Portal")
                        .portalUrl("https://portal.erp.example")
                        .supportContact("Support", EmailAddress.of("support@erp.example"), "1 800 555-0142")
                        .zone(ZoneId.of("UTC"))
                        .build())
                .settingsStore(database.settingsStore())
                .outbox(database.outbox())
                .recovery(
                        address -> address.value().equals(KNOWN) ? List.of(account) : List.of(),
                        database.recoveryRequests())
                .build();
    }
}
