package org.portalemails.benchmarks.outbox;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** PostgreSQL that keeps what it promised: the embedded server switches fsync off unless told otherwise. */
final class DurablePostgres implements AutoCloseable {
    private final EmbeddedPostgres server;
    private final HikariDataSource pool;

    DurablePostgres(int connections) throws IOException, SQLException {
        server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "200")
                .setServerConfig("shared_buffers", "512MB")
                .start();
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(server.getJdbcUrl("postgres", "postgres"));
        config.setMaximumPoolSize(connections);
        pool = new HikariDataSource(config);
        if (!setting("fsync").equals("on") || !setting("synchronous_commit").equals("on")) {
            throw new IllegalStateException("the server is not durable");
        }
    }

    HikariDataSource pool() {
        return pool;
    }

    String setting(String name) throws SQLException {
        return query("SHOW " + name);
    }

    String query(String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    void run(String... statements) throws SQLException {
        Statements.run(pool, statements);
    }

    @Override
    public void close() throws IOException {
        pool.close();
        server.close();
    }
}
