package org.portalemails.crash;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.util.List;
import org.portalemails.jdbc.ConnectionSource;
import org.portalemails.jdbc.Dialect;
import org.portalemails.jdbc.PortalDatabase;
import org.portalemails.outbox.spi.Outbox;

/** A node that announces, each mail in a transaction of its own, and rolls every fifth back. */
public final class AnnouncingNode {
    private AnnouncingNode() {}

    /**
     * Runs until all is announced.
     *
     * @param args JDBC URL, how many to commit
     * @throws Exception if something is broken
     */
    public static void main(String[] args) throws Exception {
        ParentWatch.begin();
        int wanted = Integer.parseInt(args[1]);
        try (HikariDataSource pool = DispatcherNode.pool(args[0], 4);
                Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            Outbox outbox = PortalDatabase.builder(pool)
                    .dialect(Dialect.POSTGRESQL)
                    .sealer(CrashMails.SEALER)
                    .hostConnection(ConnectionSource.borrowing(() -> connection, c -> {}))
                    .build()
                    .outbox();
            int committed = 0;
            for (int i = 0; committed < wanted; i++) {
                boolean rolledBack = i % 5 == 4;
                outbox.append(List.of(CrashMails.of((rolledBack ? "rolled-back-" : "committed-") + i)));
                if (rolledBack) {
                    connection.rollback();
                } else {
                    connection.commit();
                    committed++;
                }
            }
        }
    }
}
