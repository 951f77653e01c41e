package org.portalemails.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;

/** PostgreSQL, brought by Maven. Durable only if asked: contract tests run without fsync. */
final class PostgresServer {
    private static EmbeddedPostgres server;

    private PostgresServer() {}

    static synchronized String url(String database) {
        if (server == null) {
            try {
                server = EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "200")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return server.getJdbcUrl("postgres", database);
    }
}
