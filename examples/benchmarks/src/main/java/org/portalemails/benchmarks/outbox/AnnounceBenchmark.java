package org.portalemails.benchmarks.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.portalemails.jdbc.ConnectionSource;
import org.portalemails.jdbc.JdbcOutbox;
import org.portalemails.jdbc.PortalDatabase;
import org.portalemails.jdbc.SchemaInstaller;
import org.portalemails.outbox.NewOutboxEntry;
import org.portalemails.outbox.PayloadCodec;
import org.portalemails.outbox.PayloadSealer;

/**
 * What an announcement costs in the host's transaction, beside one bare INSERT of the same row into the same table: alternately, on
 * one connection, with and without the commit.
 */
public final class AnnounceBenchmark {
    private static final String INSERT =
            "INSERT INTO portal_email_outbox (id, event_id, mail_type, group_id, recipient, state,"
                    + " lane, payload, due_at, created_at, queued_at, fence, attempts, losses, duplicates) VALUES (?, ?, ?, ?, ?, ?, ?, ?,"
                    + " now(), now(), now(), 0, 0, 0, 0)";

    private AnnounceBenchmark() {}

    /**
     * Runs it.
     *
     * @param args pairs (4000)
     * @throws Exception if something is broken
     */
    public static void main(String[] args) throws Exception {
        int pairs = args.length > 0 ? Integer.parseInt(args[0]) : 4_000;
        try (DurablePostgres postgres = new DurablePostgres(4)) {
            PortalDatabase own = PortalDatabase.builder(postgres.pool()).build();
            new SchemaInstaller(own).install();
            try (Connection connection = postgres.pool().getConnection()) {
                connection.setAutoCommit(false);
                JdbcOutbox outbox = PortalDatabase.builder(postgres.pool())
                        .hostConnection(ConnectionSource.borrowing(() -> connection, c -> {}))
                        .build()
                        .outbox();
                measure("without the commit", connection, outbox, pairs, false);
                measure("with the commit", connection, outbox, pairs, true);
            }
        }
    }

    private static void measure(String what, Connection connection, JdbcOutbox outbox, int pairs, boolean commit)
            throws SQLException {
        List<Double> bare = new ArrayList<>();
        List<Double> ours = new ArrayList<>();
        PayloadCodec codec = new PayloadCodec(PayloadSealer.refusing());
        for (int i = 0; i < pairs; i++) {
            for (int turn = 0; turn < 2; turn++) {
                boolean bareTurn = (i + turn) % 2 == 0;
                NewOutboxEntry.ToSend mail = Mails.next();
                byte[] payload = bareTurn ? codec.encode(mail.mail()).toBytes() : new byte[0];
                long begun = System.nanoTime();
                if (bareTurn) {
                    insert(connection, mail, payload);
                } else {
                    outbox.append(List.of(mail));
                }
                if (commit) {
                    connection.commit();
                }
                double micros = (System.nanoTime() - begun) / 1e3;
                if (i >= pairs / 4) {
                    (bareTurn ? bare : ours).add(micros);
                }
            }
            if (!commit && i % 50 == 49) {
                connection.commit();
            }
        }
        connection.commit();
        double a = DispatchBenchmark.median(bare);
        double b = DispatchBenchmark.median(ours);
        System.out.printf(
                Locale.ROOT,
                "%-20s bare INSERT %7.1f µs, announcing %7.1f µs: %.2f times (medians of %d)%n",
                what,
                a,
                b,
                b / a,
                bare.size());
    }

    private static void insert(Connection connection, NewOutboxEntry.ToSend mail, byte[] payload) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, mail.id().value());
            insert.setString(2, mail.eventId().value());
            insert.setString(3, mail.type().code());
            insert.setString(4, mail.group().value());
            insert.setString(5, mail.mail().to().address().mailboxKey());
            insert.setString(6, "queued");
            insert.setObject(7, 1, Types.SMALLINT);
            insert.setBytes(8, payload);
            insert.executeUpdate();
        }
    }
}
