package org.portalemails.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalemails.email.PlannedMail;
import org.portalemails.notification.SkipReason;
import org.portalemails.outbox.OutboxQuery;
import org.portalemails.outbox.spi.AppendResult;
import org.portalemails.outbox.spi.Outbox;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.SampleMails;

@DisplayName("Announcing many at once on MariaDB, where they are a batch")
class MariaDbBatchTest {
    private final DatabaseUnderTest database = DatabaseUnderTest.of(Dialect.MARIADB);

    @BeforeEach
    void begin() throws SQLException {
        database.clear();
        database.run("DROP TABLE IF EXISTS host_order");
        database.run("CREATE TABLE host_order (id VARCHAR(20) PRIMARY KEY)");
    }

    private Outbox outbox(Connection connection) {
        return database.portal()
                .hostConnection(ConnectionSource.borrowing(() -> connection, c -> {}))
                .build()
                .outbox();
    }

    private PlannedMail.Send announcedBefore() {
        PlannedMail.Send first = SampleMails.plain();
        database.portal().build().outbox().append(List.of(first));
        return first;
    }

    private static PlannedMail.Send again(PlannedMail.Send first) {
        return SampleMails.plain(first.eventId(), SampleEvents.GROUP, "x@customer.example");
    }

    private static List<PlannedMail> many() {
        List<PlannedMail> many = new ArrayList<>();
        for (int i = 0; i < 1_200; i++) {
            many.add(i % 10 == 0 ? SampleMails.skipped(SkipReason.SUPPRESSED_ADDRESS) : SampleMails.plain());
        }
        return many;
    }

    private static void order(Connection connection, String id) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO host_order (id) VALUES ('" + id + "')");
        }
    }

    private List<String> orders() throws SQLException {
        List<String> ids = new ArrayList<>();
        try (Connection connection = database.pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT id FROM host_order ORDER BY id")) {
            while (row.next()) {
                ids.add(row.getString(1));
            }
        }
        return ids;
    }

    private int announced() {
        return database.portal()
                .build()
                .administration()
                .find(OutboxQuery.all().atMost(2_000))
                .size();
    }

    @ParameterizedTest(name = "driver with \"{0}\"")
    @ValueSource(strings = {"", "&useBulkStmtsForInserts=false"})
    @DisplayName(
            "each is answered, mails and skips; one that was announced before undoes nothing of the host's and none of the others")
    void duplicateAmongMany(String options) throws SQLException {
        PlannedMail.Send first = announcedBefore();
        List<PlannedMail> many = many();
        many.set(601, again(first));
        try (HikariDataSource pool = DatabaseUnderTest.pool(MariaDbServer.url("test") + options);
                Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            order(connection, "before");

            List<AppendResult> results = outbox(connection).append(many);

            for (int i = 0; i < many.size(); i++) {
                AppendResult expected = i == 601
                        ? new AppendResult(first.id(), false)
                        : new AppendResult(many.get(i).id(), true);
                assertThat(results.get(i)).isEqualTo(expected);
            }
            order(connection, "later");
            connection.commit();
        }
        assertThat(orders()).containsExactly("before", "later");
        assertThat(announced()).isEqualTo(1_200);
    }

    @Test
    @DisplayName("a connection without savepoints, as a container may give, does it too")
    void withoutSavepoints() throws SQLException {
        PlannedMail.Send first = announcedBefore();
        List<PlannedMail> many = many();
        many.set(3, again(first));
        try (Connection real = database.pool.getConnection()) {
            real.setAutoCommit(false);
            Connection connection = (Connection) Proxy.newProxyInstance(
                    MariaDbBatchTest.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("setSavepoint")) {
                            throw new SQLException("not in a global transaction");
                        }
                        try {
                            return method.invoke(real, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
            assertThat(outbox(connection).append(many))
                    .filteredOn(result -> !result.appended())
                    .containsExactly(new AppendResult(first.id(), false));
            real.commit();
        }
        assertThat(announced()).isEqualTo(1_200);
    }

    @ParameterizedTest(name = "driver with \"{0}\"")
    @ValueSource(strings = {"", "&useBulkStmtsForInserts=false"})
    @DisplayName(
            "a deadlock behind a repetition is an error that says to run the whole again: the host's transaction is gone")
    void deadlockBehindDuplicate(String options) throws Exception {
        PlannedMail.Send first = announcedBefore();
        PlannedMail.Send mine = SampleMails.plain();
        PlannedMail.Send theirs = SampleMails.plain();
        try (HikariDataSource pool = DatabaseUnderTest.pool(MariaDbServer.url("test") + options);
                Connection victim = pool.getConnection();
                Connection other = pool.getConnection()) {
            victim.setAutoCommit(false);
            order(victim, "victim");
            outbox(victim).append(List.of(mine));
            other.setAutoCommit(false);
            // The server ends the one that wrote less.
            outbox(other).append(many());
            order(other, "other");
            outbox(other).append(List.of(theirs));

            List<PlannedMail> batch = List.of(again(first), again(theirs), SampleMails.plain());
            CompletableFuture<List<AppendResult>> waiting =
                    CompletableFuture.supplyAsync(() -> outbox(victim).append(batch));
            while (isNobodyWaiting()) {
                assertThat(waiting).isNotDone();
                // The server shows old rows to whoever asks more often than every 100 ms.
                TimeUnit.MILLISECONDS.sleep(200);
            }
            outbox(other).append(List.of(again(mine)));

            assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TransientStorageException.class);
            victim.rollback();
            other.commit();
        }
        assertThat(orders()).containsExactly("other");
        assertThat(announced()).isEqualTo(1_203);
    }

    private boolean isNobodyWaiting() throws SQLException {
        try (Connection connection = database.pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'")) {
            row.next();
            return row.getInt(1) == 0;
        }
    }
}
