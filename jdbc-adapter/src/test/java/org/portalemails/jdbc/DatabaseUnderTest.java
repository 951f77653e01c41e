package org.portalemails.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.portalemails.jdbc.TableNames.Table;
import org.portalemails.jdbc.sql.Rows;
import org.portalemails.outbox.AesGcmSealer;
import org.portalemails.servers.MySqlServer;
import org.portalemails.settings.SettingsStore;
import org.portalemails.testkit.LinksUnderTest;
import org.portalemails.testkit.OutboxUnderTest;
import org.portalemails.testkit.RecoveryUnderTest;

/** A real server with our tables, started at most once for each JVM; with a pool, as a host would have. */
final class DatabaseUnderTest {
    private static final Map<Dialect, DatabaseUnderTest> RUNNING = new EnumMap<>(Dialect.class);
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    final Dialect dialect;
    final HikariDataSource pool;
    private final DataSource source;

    private DatabaseUnderTest(Dialect dialect, HikariDataSource pool, DataSource source) {
        this.dialect = dialect;
        this.pool = pool;
        this.source = source;
    }

    /** One that has our tables already, reached by a data source of its own. */
    static DatabaseUnderTest on(Dialect dialect, HikariDataSource pool, DataSource source) {
        return new DatabaseUnderTest(dialect, pool, source);
    }

    static synchronized DatabaseUnderTest of(Dialect dialect) {
        return RUNNING.computeIfAbsent(dialect, wanted -> {
            HikariDataSource made = pool(url(wanted));
            DatabaseUnderTest database = new DatabaseUnderTest(wanted, made, made);
            new SchemaInstaller(database.portal().build()).install();
            return database;
        });
    }

    /** A new, empty database on the same server. */
    static HikariDataSource emptyDatabase(Dialect dialect) {
        String name = "empty" + NUMBERS.incrementAndGet();
        try {
            switch (dialect) {
                case H2 -> {
                    return pool("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1");
                }
                case POSTGRESQL -> {
                    of(dialect).run("CREATE DATABASE " + name);
                    return pool(PostgresServer.url(name));
                }
                case MARIADB -> {
                    of(dialect).run("CREATE DATABASE " + name);
                    return pool(MariaDbServer.url(name));
                }
                case MYSQL -> {
                    DatabaseUnderTest server = of(dialect);
                    server.run("DROP DATABASE IF EXISTS " + name);
                    server.run("CREATE DATABASE " + name);
                    return pool(MySqlServer.url(name));
                }
                default -> throw new IllegalArgumentException("no server for " + dialect);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String url(Dialect dialect) {
        return switch (dialect) {
            case H2 -> "jdbc:h2:mem:outbox;DB_CLOSE_DELAY=-1";
            case POSTGRESQL -> PostgresServer.url("postgres");
            case MARIADB -> MariaDbServer.url("test");
            case MYSQL -> MySqlServer.url("test");
            default -> throw new IllegalArgumentException("no server for " + dialect);
        };
    }

    static HikariDataSource pool(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(16);
        config.setMinimumIdle(0);
        if (url.startsWith("jdbc:h2")) {
            config.setUsername("sa");
            config.setPassword("");
        }
        return new HikariDataSource(config);
    }

    PortalDatabase.Builder portal() {
        return PortalDatabase.builder(source)
                .hostConnection(ConnectionSource.of(source))
                .dialect(dialect)
                .sealer(AesGcmSealer.of("test", new byte[32]));
    }

    /** The outbox with all its sides, every table empty. */
    OutboxUnderTest emptyOutbox() {
        clear();
        PortalDatabase database = portal().build();
        return new OutboxUnderTest(
                database.outbox(),
                database.queue(),
                database.administration(),
                database.suppressionList(),
                AesGcmSealer.of("test", new byte[32]));
    }

    /** Requests for recovery, every table empty. */
    RecoveryUnderTest emptyRecovery() {
        clear();
        PortalDatabase database = portal().build();
        return new RecoveryUnderTest(
                database.recoveryRequests(), database.administration(), database.suppressionList());
    }

    /** As if requests for recovery had been made so much earlier. */
    void ageRecoveryRequests(Duration time) {
        String table = TableNames.standard().of(Table.RECOVERY);
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT id, created_at FROM " + table);
                PreparedStatement update =
                        connection.prepareStatement("UPDATE " + table + " SET created_at = ? WHERE id = ?")) {
            while (row.next()) {
                Rows.set(update, 1, Rows.requiredInstant(row, 2).minus(time));
                update.setString(2, row.getString(1));
                update.executeUpdate();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Links, every table empty. */
    LinksUnderTest emptyLinks() {
        clear();
        PortalDatabase database = portal().build();
        return new LinksUnderTest(database.links(), database.linkAdministration());
    }

    /** As if all that happened to links had happened so much earlier. */
    void ageLinks(Duration time) {
        String table = TableNames.standard().of(Table.LINK);
        List<String> moments = List.of("issued_at", "expires_at", "opened_at", "used_at", "revoked_at");
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT token_hash, " + String.join(", ", moments) + " FROM " + table);
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE " + table + " SET " + String.join(" = ?, ", moments) + " = ? WHERE token_hash = ?")) {
            while (row.next()) {
                for (int i = 1; i <= moments.size(); i++) {
                    Instant moment = Rows.instant(row, i + 1);
                    Rows.set(update, i, moment == null ? null : moment.minus(time));
                }
                update.setString(moments.size() + 1, row.getString(1));
                update.executeUpdate();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A store of settings with every table empty. */
    SettingsStore emptySettingsStore() {
        clear();
        return portal().build().settingsStore();
    }

    void clear() {
        try {
            for (Table table : Table.values()) {
                if (table != Table.SCHEMA) {
                    run("DELETE FROM " + TableNames.standard().of(table));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void run(String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
