package org.portalemails.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.portalemails.jdbc.TableNames.Table;
import org.portalemails.jdbc.sql.Rows;
import org.portalemails.outbox.AttemptFacts;
import org.portalemails.outbox.spi.ClaimRequest;
import org.portalemails.outbox.spi.ClaimedMail;
import org.portalemails.outbox.spi.Disposition;
import org.portalemails.outbox.spi.OutboxQueue;
import org.portalemails.outbox.spi.Settlement;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * The queue of an outbox is empty most of the time, so that this is what the database's statistics say when thousands of mails come
 * at once. A claim must not read all of them because of that.
 */
@DisplayName("Claiming and settling read what they take, not the whole queue")
class ClaimReadsTest {
    private static final int BURST = 20_000;
    private static final int CLAIMED = 20;
    private static final int CLAIMS = 30;
    private static final String OUTBOX = TableNames.standard().of(Table.OUTBOX);

    private enum Statistics {
        NONE,
        OF_AN_EMPTY_TABLE,
        OF_HISTORY,
        OF_THE_BURST
    }

    @ParameterizedTest(name = "PostgreSQL, statistics: {0}")
    @EnumSource
    void onPostgres(Statistics statistics) throws Exception {
        String count = "SELECT SUM(idx_tup_read) + (SELECT seq_tup_read FROM pg_stat_user_tables WHERE relname = '"
                + OUTBOX + "') FROM pg_stat_user_indexes WHERE relname = '" + OUTBOX + "'";
        try (HikariDataSource pool = oneConnection(Dialect.POSTGRESQL)) {
            PortalDatabase database =
                    prepared(pool, statistics, "VACUUM ANALYZE " + OUTBOX, "generate_series(1, " + BURST + ") AS s(n)");
            assertReadsWhatItTakes(database, pool, count, "SELECT pg_stat_force_next_flush()");
        }
    }

    @ParameterizedTest(name = "MariaDB, statistics: {0}")
    @EnumSource
    void onMariaDb(Statistics statistics) throws Exception {
        String count =
                "SELECT SUM(variable_value) FROM information_schema.session_status WHERE variable_name LIKE 'HANDLER_READ%'";
        try (HikariDataSource pool = oneConnection(Dialect.MARIADB)) {
            PortalDatabase database = prepared(
                    pool, statistics, "ANALYZE TABLE " + OUTBOX, "(SELECT seq AS n FROM seq_1_to_" + BURST + ") s");
            assertReadsWhatItTakes(database, pool, count);
        }
    }

    @ParameterizedTest(name = "MySQL, statistics: {0}")
    @EnumSource
    void onMySql(Statistics statistics) throws Exception {
        String count =
                "SELECT SUM(variable_value) FROM performance_schema.session_status WHERE variable_name LIKE 'Handler_read%'";
        String digit = "SELECT 0 d UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4"
                + " UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9";
        String numbers =
                IntStream.range(0, 5).mapToObj(i -> "(" + digit + ") d" + i).collect(Collectors.joining(", "));
        try (HikariDataSource pool = oneConnection(Dialect.MYSQL)) {
            PortalDatabase database = prepared(
                    pool,
                    statistics,
                    "ANALYZE TABLE " + OUTBOX,
                    "(SELECT d0.d + 10 * d1.d + 100 * d2.d + 1000 * d3.d + 10000 * d4.d + 1 AS n FROM " + numbers
                            + ") s WHERE n <= " + BURST);
            assertReadsWhatItTakes(database, pool, count);
        }
    }

    private static void assertReadsWhatItTakes(
            PortalDatabase database, HikariDataSource pool, String count, String... first) throws SQLException {
        long before = number(pool, count, first);
        work(database);

        assertThat(number(pool, count, first) - before).isBetween((long) CLAIMS * CLAIMED, 10L * CLAIMS * CLAIMED);
    }

    @Test
    @DisplayName("H2: candidates come in the order of the index")
    void onH2() throws Exception {
        try (HikariDataSource pool = DatabaseUnderTest.emptyDatabase(Dialect.H2)) {
            new SchemaInstaller(PortalDatabase.builder(pool).build()).install();
            StatementLog log = new StatementLog();
            DataSource watched = new DelegatingDataSource(pool) {
                @Override
                public Connection getConnection() throws SQLException {
                    return log.watch(super.getConnection());
                }
            };
            PortalDatabase.builder(watched)
                    .dialect(Dialect.H2)
                    .build()
                    .queue()
                    .claim(new ClaimRequest("node", CLAIMED, Duration.ofHours(1)));
            List<String> candidates =
                    log.take().stream().filter(sql -> sql.contains("payload")).toList();

            assertThat(candidates).isNotEmpty().allSatisfy(sql -> assertThat(plan(pool, sql))
                    .contains("PORTAL_EMAIL_OUTBOX_CLAIM_IX")
                    .contains("/* index sorted */"));
        }
    }

    private static String plan(HikariDataSource pool, String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement explain = connection.prepareStatement("EXPLAIN " + sql)) {
            Rows.set(explain, 1, Instant.EPOCH);
            try (ResultSet row = explain.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private static HikariDataSource oneConnection(Dialect dialect) {
        HikariDataSource pool = DatabaseUnderTest.emptyDatabase(dialect);
        pool.setMaximumPoolSize(1);
        return pool;
    }

    private static PortalDatabase prepared(HikariDataSource pool, Statistics statistics, String analyze, String numbers)
            throws SQLException {
        PortalDatabase database = PortalDatabase.builder(pool).build();
        new SchemaInstaller(database).install();
        String columns = "INSERT INTO " + OUTBOX
                + " (id, event_id, mail_type, group_id, recipient, state, lane, payload, due_at,"
                + " created_at, queued_at, fence, attempts, losses, duplicates) SELECT ";
        String times = "'2026-01-01 00:00:00', '2026-01-01 00:00:00', 0, 0, 0, 0 FROM ";
        if (statistics == Statistics.OF_AN_EMPTY_TABLE) {
            run(pool, analyze);
        }
        if (statistics == Statistics.OF_HISTORY) {
            run(
                    pool,
                    columns
                            + "CONCAT('h', n), CONCAT('h', n), 'new-primary-contact', 'G', 'a@b.example', 'sent', NULL, NULL,"
                            + " NULL, " + times + numbers);
            run(pool, analyze);
        }
        run(
                pool,
                columns + "CONCAT('q', n), CONCAT('q', n), 'new-primary-contact', 'G', 'a@b.example', 'queued', 1, '"
                        + "x".repeat(300) + "', '2026-01-01 00:00:00', " + times + numbers);
        if (statistics == Statistics.OF_THE_BURST) {
            run(pool, analyze);
        }
        return database;
    }

    /** Claims, and settles what was claimed. */
    private static void work(PortalDatabase database) {
        OutboxQueue queue = database.queue();
        AttemptFacts facts = new AttemptFacts("node", "accepted", null, 250, null, null, Duration.ZERO);
        for (int i = 0; i < CLAIMS; i++) {
            List<ClaimedMail> claimed = queue.claim(new ClaimRequest("node", CLAIMED, Duration.ofHours(1)));
            assertThat(claimed).hasSize(CLAIMED);
            List<Settlement> settlements = claimed.stream()
                    .map(one -> new Settlement(one, new Disposition.Sent(), facts))
                    .toList();
            assertThat(queue.settle(settlements)).hasSize(CLAIMED).containsOnly(true);
        }
    }

    private static void run(HikariDataSource pool, String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(HikariDataSource pool, String query, String... first) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : first) {
                statement.execute(sql);
            }
            try (ResultSet row = statement.executeQuery(query)) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
