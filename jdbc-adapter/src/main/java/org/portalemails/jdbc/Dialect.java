package org.portalemails.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import org.portalemails.PortalEmailsException;

/**
 * The databases that the JDBC adapter supports. Chosen, or {@linkplain #detect detected}; an unknown one is refused, never guessed.
 *
 * <p>H2, PostgreSQL, MariaDB and MySQL 9.7 pass all contract tests on real servers; MySQL 8 was never run. Oracle and SQL Server are
 * written from their manuals and were never run: try them before you rely on them.
 */
public enum Dialect {
    /** H2 2.1 or newer, embedded or as a server. */
    H2("H2", 2, 1),
    /** PostgreSQL 12 or newer. */
    POSTGRESQL("PostgreSQL", 12, 0),
    /** MariaDB 10.6 or newer. */
    MARIADB("MariaDB", 10, 6),
    /** MySQL 8.0.19 or newer. */
    MYSQL("MySQL", 8, 0),
    /** Oracle Database 19c or newer. */
    ORACLE("Oracle", 19, 0),
    /** SQL Server 2019 or newer. */
    SQLSERVER("Microsoft SQL Server", 15, 0);

    private final String product;
    private final int oldestMajor;
    private final int oldestMinor;

    Dialect(String product, int oldestMajor, int oldestMinor) {
        this.product = product;
        this.oldestMajor = oldestMajor;
        this.oldestMinor = oldestMinor;
    }

    /**
     * The name of the directory of its scripts in {@code org/portalemails/jdbc/schema}.
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
        return of(
                data.getDatabaseProductName(),
                data.getDatabaseProductVersion(),
                data.getDatabaseMajorVersion(),
                data.getDatabaseMinorVersion());
    }

    /** By what a driver says. MySQL's driver takes MariaDB for MySQL; only the version tells. */
    static Dialect of(String product, String version, int major, int minor) {
        String known = version.contains(MARIADB.product) ? MARIADB.product : product;
        Dialect dialect = Arrays.stream(values())
                .filter(one -> one.product.equals(known))
                .findFirst()
                .orElseThrow(() -> new PortalEmailsException("unknown database \"" + product
                        + "\": choose the dialect yourself if it behaves like one of these: "
                        + Arrays.toString(values())));
        if (major < dialect.oldestMajor || major == dialect.oldestMajor && minor < dialect.oldestMinor) {
            throw new PortalEmailsException(dialect + " " + major + "." + minor + " is too old: " + dialect.oldestMajor
                    + "." + dialect.oldestMinor + " or newer is needed");
        }
        return dialect;
    }
}
