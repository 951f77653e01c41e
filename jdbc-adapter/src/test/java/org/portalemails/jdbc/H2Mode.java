package org.portalemails.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * H2 in the mode of another database, with that database's dialect: its DDL and its statements, and its rule for empty strings, on an
 * engine that can run here. Says nothing about that database's locks, plans, types and limits.
 *
 * <p>What H2 does not know is done for it: functions for the time, words after a table or a column, filters of indexes, shared
 * locks, and numbers of
 * errors, which are translated into those of the database.
 */
public final class H2Mode {
    private static final Map<Dialect, H2Mode> RUNNING = new EnumMap<>(Dialect.class);
    private static final int H2_DUPLICATE = 23505;
    private static final int H2_LOCK_TIMEOUT = 50200;
    private static final int H2_CONCURRENT_UPDATE = 90131;

    private final Dialect dialect;
    private final HikariDataSource pool;
    private final int duplicate;
    private final int deadlock;

    private H2Mode(Dialect dialect) {
        this.dialect = dialect;
        String mode;
        switch (dialect) {
            case ORACLE -> {
                mode = "Oracle";
                duplicate = 1;
                deadlock = 60;
            }
            case SQLSERVER -> {
                mode = "MSSQLServer";
                duplicate = 2627;
                deadlock = 1205;
            }
            case MYSQL -> {
                mode = "MySQL";
                duplicate = 1062;
                deadlock = 1213;
            }
            default -> throw new IllegalArgumentException("no mode for " + dialect);
        }
        this.pool = DatabaseUnderTest.pool("jdbc:h2:mem:mode" + mode + ";MODE=" + mode + ";DB_CLOSE_DELAY=-1");
    }

    /** A database with our tables, all of them empty. */
    static synchronized DatabaseUnderTest empty(Dialect dialect) {
        H2Mode mode = RUNNING.computeIfAbsent(dialect, wanted -> {
            H2Mode made = new H2Mode(wanted);
            made.install();
            return made;
        });
        DatabaseUnderTest database = DatabaseUnderTest.on(dialect, mode.pool, mode.translating());
        database.clear();
        return database;
    }

    /** The same, as it is. */
    static synchronized DatabaseUnderTest running(Dialect dialect) {
        H2Mode mode = Objects.requireNonNull(RUNNING.get(dialect));
        return DatabaseUnderTest.on(dialect, mode.pool, mode.translating());
    }

    private void install() {
        String here = "'" + H2Mode.class.getName();
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            switch (dialect) {
                case ORACLE -> statement.execute("CREATE ALIAS SYS_EXTRACT_UTC FOR " + here + ".utc'");
                case SQLSERVER -> statement.execute("CREATE ALIAS SYSUTCDATETIME FOR " + here + ".utcNow'");
                default -> statement.execute("CREATE ALIAS UTC_TIMESTAMP FOR " + here + ".utcNow'");
            }
            for (int version = 1; version <= SchemaInstaller.VERSION; version++) {
                String script = SchemaInstaller.script(dialect, TableNames.standard(), version);
                for (String sql : SchemaInstaller.statements(script)) {
                    statement.execute(sql.replace(" COLLATE Latin1_General_100_BIN2", "")
                            .replace(" DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin", "")
                            .replaceFirst("(?s)(CREATE INDEX .*\\))\\s+WHERE .*", "$1"));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the DDL of " + dialect + " in H2's mode", e);
        }
    }

    /** For the alias: as the databases' own functions do. */
    public static LocalDateTime utcNow() {
        return LocalDateTime.now(ZoneOffset.UTC);
    }

    /** For the alias: as the databases' own functions do. */
    public static LocalDateTime utcNow(int digits) {
        return utcNow();
    }

    /** For the alias: as the database's own function does. */
    public static LocalDateTime utc(java.time.OffsetDateTime moment) {
        return moment.atZoneSameInstant(ZoneOffset.UTC).toLocalDateTime();
    }

    private DataSource translating() {
        return translating(DataSource.class, pool);
    }

    private <T> T translating(Class<T> type, Object of) {
        return type.cast(Proxy.newProxyInstance(
                H2Mode.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        if (method.getName().equals("prepareStatement")) {
                            arguments[0] = ((String) arguments[0]).replace(" LOCK IN SHARE MODE", "");
                        }
                        Object result = method.invoke(of, arguments);
                        Class<?> wanted = method.getReturnType();
                        return result instanceof Connection || result instanceof Statement
                                ? translating(wanted, result)
                                : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause() instanceof SQLException sql ? translated(sql) : e.getCause();
                    }
                }));
    }

    private SQLException translated(SQLException e) {
        return switch (e.getErrorCode()) {
            case H2_DUPLICATE -> new SQLException(e.getMessage(), "23000", duplicate, e);
            case H2_LOCK_TIMEOUT, H2_CONCURRENT_UPDATE -> new SQLException(e.getMessage(), "61000", deadlock, e);
            default -> e;
        };
    }
}
