package org.portalemails.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.portalemails.CustomerGroupId;
import org.portalemails.jdbc.dialect.DialectRules;
import org.portalemails.jdbc.limit.LimitTable;
import org.portalemails.limit.LimitKey;
import org.portalemails.limit.RequestLimit;

@DisplayName("A counter of a limit")
class LimitTableTest {
    private static final LimitKey KEY = LimitKey.of(new CustomerGroupId("G"));
    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");

    private static LimitTable table(Dialect dialect) {
        return new LimitTable(DialectRules.of(dialect), TableNames.standard());
    }

    private static boolean count(Dialect dialect, Connection connection, int most) throws SQLException {
        return table(dialect).count(connection, KEY, new RequestLimit(most, Duration.ofHours(1)), NOW);
    }

    /** Another node counts for the first time, and commits, between our update and our look whether there is a counter. */
    private static Connection overtaken(DatabaseUnderTest database, Connection connection, int most) {
        AtomicBoolean done = new AtomicBoolean();
        return (Connection) Proxy.newProxyInstance(
                LimitTableTest.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("prepareStatement")
                            && arguments[0].toString().startsWith("SELECT 1")
                            && done.compareAndSet(false, true)) {
                        try (Connection other = database.pool.getConnection()) {
                            assertThat(count(database.dialect, other, most)).isTrue();
                        }
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @OnEveryServer
    @DisplayName("that another node made a moment ago is not full because of that")
    void overtaken(Dialect dialect) throws SQLException {
        DatabaseUnderTest database = DatabaseUnderTest.of(dialect);
        for (int most : new int[] {1, 2}) {
            database.clear();
            try (Connection connection = database.pool.getConnection()) {
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
                connection.setAutoCommit(false);
                assertThat(count(dialect, overtaken(database, connection, most), most))
                        .as("at most %d", most)
                        .isEqualTo(most == 2);
                connection.commit();
                assertThat(count(dialect, connection, most)).isFalse();
                connection.rollback();
            }
        }
    }
}
