package org.portalemails.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Locale;
import org.portalemails.PortalEmailsException;

/**
 * The databases this adapter speaks to. Chosen, or {@linkplain #detect detected}; an unknown one is refused, never guessed.
 *
 * <p>H2, PostgreSQL and MariaDB take the whole contract on real servers. MySQL, Oracle and SQL Server are written from their
 * manuals and were never run: try them before you rely on them.
 */
public enum Dialect {
    /** H2 2.1 or newer, embedded or as a server. */
    H2,
    /** PostgreSQL 12 or newer. */
    POSTGRESQL,
    /** MariaDB 10.6 or newer. */
    MARIADB,
    /** MySQL 8.0.19 or newer. */
    MYSQL,
    /** Oracle Database 19c or newer. */
    ORACLE,
    /** SQL Server 2019 or newer. */
    SQLSERVER;

    DialectRules rules() {
        return switch (this) {
            case H2 -> new H2Rules();
            case POSTGRESQL -> new PostgresRules();
            case MARIADB, MYSQL -> new MySqlRules();
            case ORACLE -> new OracleRules();
            case SQLSERVER -> new SqlServerRules();
        };
    }

    /**
     * The name under which its scripts lie in {@code org/portalemails/jdbc/schema}.
     *
     * @return lower case
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Finds out to which database a connection leads.
     *
     * @param connection an open connection; not changed
     * @return the dialect
     * @throws PortalEmailsException if the database, or its version, is not one of these
     * @throws SQLException if the driver cannot say
     */
    public static Dialect detect(Connection connection) throws SQLException {
        DatabaseMetaData data = connection.getMetaData();
        String product = data.getDatabaseProductName();
        String version = data.getDatabaseProductVersion();
        int major = data.getDatabaseMajorVersion();
        int minor = data.getDatabaseMinorVersion();
        return of(product, version, major, minor);
    }

    /** By what a driver says. */
    static Dialect of(String product, String version, int major, int minor) {
        boolean mariaDb = product.equals("MariaDB") || version.contains("MariaDB");
        if (mariaDb) {
            return atLeast(MARIADB, major, minor, 10, 6);
        }
        return switch (product) {
            case "H2" -> atLeast(H2, major, minor, 2, 1);
            case "PostgreSQL" -> atLeast(POSTGRESQL, major, minor, 12, 0);
            case "MySQL" -> atLeast(MYSQL, major, minor, 8, 0);
            case "Oracle" -> atLeast(ORACLE, major, minor, 19, 0);
            case "Microsoft SQL Server" -> atLeast(SQLSERVER, major, minor, 15, 0);
            default ->
                throw new PortalEmailsException(
                        "unknown database \"" + product + "\": choose the dialect yourself if it"
                                + " behaves like one of these: " + java.util.Arrays.toString(values()));
        };
    }

    private static Dialect atLeast(Dialect dialect, int major, int minor, int wantedMajor, int wantedMinor) {
        if (major < wantedMajor || major == wantedMajor && minor < wantedMinor) {
            throw new PortalEmailsException(dialect + " " + major + "." + minor + " is too old: " + wantedMajor + "."
                    + wantedMinor + " or newer is needed");
        }
        return dialect;
    }
}
