package org.portalemails.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.outbox.AesGcmSealer;
import org.portalemails.outbox.OutboxQuery;
import org.portalemails.outbox.spi.Outbox;
import org.portalemails.testkit.SampleMails;
import org.springframework.jdbc.datasource.AbstractDataSource;

@DisplayName("A storage error")
class StorageErrorsTest {
    @Test
    @DisplayName("of a pool without a free connection says so, in the pool's words")
    void exhaustedPool() throws SQLException {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl("jdbc:h2:mem:exhausted");
            pool.setMaximumPoolSize(1);
            pool.setConnectionTimeout(250);
            pool.setPoolName("erp-pool");
            PortalDatabase database =
                    PortalDatabase.builder(pool).dialect(Dialect.H2).build();
            try (Connection taken = pool.getConnection()) {
                assertThat(taken).isNotNull();
                assertThatThrownBy(() -> database.administration().find(OutboxQuery.all()))
                        .isInstanceOf(StorageException.class)
                        .hasMessageStartingWith("looking for mails: no connection to the database: "
                                + SQLTransientConnectionException.class.getName()
                                + ": erp-pool - Connection is not available")
                        .cause()
                        .hasMessageContaining("erp-pool");
                assertThatThrownBy(() -> new SchemaInstaller(database).check())
                        .hasMessageContaining("erp-pool - Connection is not available");
                assertThatThrownBy(() -> PortalDatabase.builder(pool).build())
                        .hasMessageContaining("erp-pool - Connection is not available");
            }
        }
    }

    @Test
    @DisplayName("of a connection that the host has closed says so")
    void closedConnection() throws SQLException {
        DatabaseUnderTest database = DatabaseUnderTest.of(Dialect.H2);
        Connection closed = database.pool.getConnection();
        closed.close();
        Outbox outbox = database.portal()
                .hostConnection(ConnectionSource.borrowing(() -> closed, c -> {}))
                .build()
                .outbox();

        assertThatThrownBy(() -> outbox.append(java.util.List.of(SampleMails.plain())))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("Connection is closed");
    }

    @Test
    @DisplayName("of a driver that gives no SQLState names its class, and repeats nothing that may be a value")
    void driverWithoutState() {
        DataSource source = failing(new SQLException("could not bind 'person@customer.example'", null, 7));
        PortalDatabase database = PortalDatabase.builder(source)
                .dialect(Dialect.H2)
                .sealer(AesGcmSealer.of("test", new byte[32]))
                .build();

        assertThatThrownBy(() -> database.administration().holds())
                .isInstanceOf(StorageException.class)
                .hasMessage("looking what is on hold: failed without SQLState, code 7, java.sql.SQLException")
                .satisfies(e -> assertThat(e.toString() + e.getCause()).doesNotContain("person@"));
    }

    /** Connections whose statements fail. */
    private static DataSource failing(SQLException failure) {
        return new AbstractDataSource() {
            @Override
            public Connection getConnection() {
                return (Connection) Proxy.newProxyInstance(
                        StorageErrorsTest.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (connection, method, arguments) -> switch (method.getName()) {
                            case "prepareStatement" -> throw failure;
                            case "getAutoCommit" -> true;
                            case "getTransactionIsolation" -> Connection.TRANSACTION_READ_COMMITTED;
                            default -> null;
                        });
            }

            @Override
            public Connection getConnection(String user, String password) {
                return getConnection();
            }
        };
    }
}
