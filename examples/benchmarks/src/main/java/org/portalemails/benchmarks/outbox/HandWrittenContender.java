package org.portalemails.benchmarks.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.portalemails.outbox.spi.PayloadCodec;

/**
 * What a good engineer writes in an afternoon: claims 100 with SKIP LOCKED, 20 workers, one commit for each mail. No history of
 * attempts, no fencing, no retry.
 */
final class HandWrittenContender implements Contender {
    private static final int WORKERS = 20;

    private final DurablePostgres postgres;
    private final DataSource source;

    HandWrittenContender(DurablePostgres postgres) throws SQLException {
        this.postgres = postgres;
        this.source = postgres.pool();
        postgres.run(
                "CREATE TABLE hand_queue (id VARCHAR(64) PRIMARY KEY, state SMALLINT NOT NULL, due_at TIMESTAMP NOT NULL,"
                        + " payload BYTEA)",
                "CREATE INDEX hand_queue_ix ON hand_queue (state, due_at, id)");
    }

    @Override
    public String name() {
        return "hand-written, batch claim, a commit for each mail";
    }

    @Override
    public void fill(int mails) throws SQLException {
        PayloadCodec codec = new PayloadCodec(Mails.SEALER);
        try (Connection connection = source.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO hand_queue VALUES (?, 0, now(), ?)")) {
            connection.setAutoCommit(false);
            for (int i = 0; i < mails; i++) {
                var mail = Mails.next();
                insert.setString(1, mail.id().value());
                insert.setBytes(2, codec.encode(mail.mail()).toBytes());
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
            connection.setAutoCommit(true);
        }
    }

    @Override
    public void drain(int mails) throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
        Semaphore room = new Semaphore(200);
        Semaphore done = new Semaphore(0);
        int claimed = 0;
        while (claimed < mails) {
            List<String> batch = claim();
            claimed += batch.size();
            for (String id : batch) {
                room.acquire();
                workers.execute(() -> {
                    finish(id);
                    room.release();
                    done.release();
                });
            }
        }
        done.acquire(mails);
        workers.shutdown();
    }

    private List<String> claim() throws SQLException {
        List<String> ids = new ArrayList<>();
        try (Connection connection = source.getConnection();
                PreparedStatement claim = connection.prepareStatement(
                        "WITH c AS (SELECT id FROM hand_queue WHERE state = 0 AND due_at <= now() ORDER BY due_at, id LIMIT 100"
                                + " FOR UPDATE SKIP LOCKED) UPDATE hand_queue q SET state = 1, due_at = now() + interval"
                                + " '10 minutes' FROM c WHERE q.id = c.id RETURNING q.id, q.payload");
                ResultSet row = claim.executeQuery()) {
            while (row.next()) {
                row.getBytes(2);
                ids.add(row.getString(1));
            }
        }
        return ids;
    }

    private void finish(String id) {
        try (Connection connection = source.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE hand_queue SET state = 2, payload = NULL WHERE id = ? AND state = 1")) {
            update.setString(1, id);
            update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    long left() throws SQLException {
        return Long.parseLong(postgres.query("SELECT COUNT(*) FROM hand_queue WHERE state <> 2"));
    }
}
