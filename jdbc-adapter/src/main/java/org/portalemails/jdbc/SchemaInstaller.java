package org.portalemails.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.portalemails.PortalEmailsException;
import org.portalemails.jdbc.TableNames.Table;
import org.portalemails.jdbc.dialect.DialectRules;
import org.portalemails.jdbc.transaction.Failures;
import org.portalemails.jdbc.transaction.Transactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the tables and upgrades older ones. Safe when several nodes start at once: one installs, the others wait for it. For hosts that have a tool of their own, the scripts are in {@code org/portalemails/jdbc/schema/<dialect>}, named as
 * Flyway wants them, with placeholders for the {@linkplain TableNames#placeholders() names}; {@link #check()} then says
 * whether the tables are what this version needs.
 *
 * <p>Tables are looked for where their names lead from a connection of the data source, its search path included, and created only if
 * they lead nowhere: there is never a second set. A half-applied schema, or one that lies in several database schemas, is reported and
 * never guessed at.
 */
public final class SchemaInstaller {
    /** The version of the tables that this version of the library works with. */
    public static final int VERSION = DialectRules.NEWEST_SCHEMA;

    private static final Logger LOG = LoggerFactory.getLogger(SchemaInstaller.class);
    private static final int WAITS = 600;
    private static final long WAIT_MILLIS = 100;

    private final PortalDatabase database;

    /**
     * An installer.
     *
     * @param database where
     */
    public SchemaInstaller(PortalDatabase database) {
        this.database = Objects.requireNonNull(database, "database");
    }

    /**
     * Installs or upgrades what is missing. Uses a connection of its own, and commits.
     *
     * @return whether this call changed anything
     * @throws PortalEmailsException if the schema is half-applied or newer than this library
     */
    public boolean install() {
        DialectRules rules = database.rules();
        String key = "portal-emails:" + database.tables().of(Table.SCHEMA);
        try (Connection connection = Transactions.connection("installing the schema", database.workers())) {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            boolean locked = false;
            try {
                locked = rules.lockInstaller(connection, key);
                boolean changed = installHere(connection);
                connection.commit();
                return changed;
            } finally {
                if (locked) {
                    rules.unlockInstaller(connection, key);
                }
                connection.rollback();
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException e) {
            throw Failures.of("installing the schema", e, rules);
        }
    }

    private boolean installHere(Connection connection) throws SQLException {
        List<Table> there = tablesThere(connection);
        if (there.isEmpty()) {
            return applyFrom(connection, 0);
        }
        if (!missing(connection, there).isEmpty() && !awaitOtherNode(connection)) {
            throw halfApplied(missing(connection, there));
        }
        int installed = installedVersion(connection);
        if (installed == 0 && awaitOtherNode(connection)) {
            return false;
        }
        requireUsable(installed, tablesThere(connection));
        return installed < VERSION && applyFrom(connection, installed);
    }

    /** Whether it was this node that changed the tables, and not another one at the same moment. */
    private boolean applyFrom(Connection connection, int installed) throws SQLException {
        try {
            apply(connection, installed);
            LOG.info("the tables are at version {} now; before: {}", VERSION, installed);
            return true;
        } catch (SQLException e) {
            // Another node may have been faster; on its side the changes appear one after the other.
            if (database.rules().hasTransactionalDdl() || !awaitOtherNode(connection)) {
                throw e;
            }
            return false;
        }
    }

    /**
     * Says whether the tables are what this version of the library needs; changes nothing.
     *
     * @throws PortalEmailsException naming what is missing, if they are not
     */
    public void check() {
        try (Connection connection = Transactions.connection("checking the schema", database.workers())) {
            List<Table> there = tablesThere(connection);
            if (there.isEmpty()) {
                throw new PortalEmailsException(
                        "the tables are not installed: " + database.tables().of(Table.OUTBOX)
                                + " is missing; run SchemaInstaller.install() or the scripts");
            }
            List<Table> missing = missing(connection, there);
            if (!missing.isEmpty()) {
                throw halfApplied(missing);
            }
            int installed = installedVersion(connection);
            requireUsable(installed, there);
            if (installed < VERSION) {
                throw new PortalEmailsException("the tables are at version " + installed + ", this library needs "
                        + VERSION + ": run SchemaInstaller.install() or the scripts");
            }
        } catch (SQLException e) {
            throw Failures.of("checking the schema", e, database.rules());
        }
    }

    /**
     * The script of one version, with names filled in: for hosts that install by hand. A new schema needs all of them, one after the
     * other.
     *
     * @param dialect for which database
     * @param tables the names
     * @param version from 1 to {@link #VERSION}
     * @return statements, each ended by a semicolon
     */
    public static String script(Dialect dialect, TableNames tables, int version) {
        if (version < 1 || version > VERSION) {
            throw new IllegalArgumentException("version: 1 to " + VERSION);
        }
        String path = DialectRules.of(dialect).schemaScript(version);
        try (InputStream in = SchemaInstaller.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("not in the jar: " + path);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (Map.Entry<String, String> name : tables.placeholders().entrySet()) {
                text = text.replace("${" + name.getKey() + "}", name.getValue());
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The statements of a script; its comments hold no semicolons and no quotes. */
    static List<String> statements(String script) {
        StringBuilder code = new StringBuilder();
        script.lines().filter(line -> !line.stripLeading().startsWith("--")).forEach(line -> code.append(line)
                .append('\n'));
        List<String> statements = new ArrayList<>();
        for (String statement : code.toString().split(";")) {
            if (!statement.isBlank()) {
                statements.add(statement.strip());
            }
        }
        return statements;
    }

    private void apply(Connection connection, int from) throws SQLException {
        for (int version = from + 1; version <= VERSION; version++) {
            try (Statement statement = connection.createStatement()) {
                for (String sql : statements(script(database.dialect(), database.tables(), version))) {
                    statement.execute(sql);
                }
            }
        }
    }

    private boolean awaitOtherNode(Connection connection) throws SQLException {
        int before = -1;
        int unchanged = 0;
        for (int i = 0; i < WAITS && unchanged < WAITS / 10; i++) {
            connection.rollback();
            int there = tablesThere(connection).size();
            if (there == Table.values().length && installedVersion(connection) == VERSION) {
                return true;
            }
            unchanged = there == before ? unchanged + 1 : 0;
            before = there;
            try {
                Thread.sleep(WAIT_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return false;
    }

    /** Which tables the version that is installed should have, and has not. */
    private List<Table> missing(Connection connection, List<Table> there) throws SQLException {
        List<Table> missing = new ArrayList<>(List.of(Table.values()));
        missing.removeAll(there);
        if (there.contains(Table.SCHEMA)) {
            int installed = installedVersion(connection);
            missing.removeIf(table -> installed > 0 && table.since() > installed);
        }
        return missing;
    }

    private PortalEmailsException halfApplied(List<Table> missing) {
        List<String> names = missing.stream().map(database.tables()::of).toList();
        return new PortalEmailsException("the schema is half-applied, missing: " + names
                + ". Find what failed; drop what is there if it is empty, or finish the script by hand");
    }

    private static void requireUsable(int installed, List<Table> there) {
        if (installed == 0) {
            throw new PortalEmailsException("the schema is half-applied: " + there.size()
                    + " tables are there, but no version is recorded. Find what failed, and finish the script by hand");
        }
        if (installed > VERSION) {
            throw new PortalEmailsException("the tables are at version " + installed
                    + ", newer than this library, which knows " + VERSION + ": update the library");
        }
    }

    private int installedVersion(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                        "SELECT MAX(version) FROM " + database.tables().of(Table.SCHEMA));
                ResultSet rows = query.executeQuery()) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }

    /** Where names lead from this connection, as in every statement of ours: to several schemas is refused. */
    private List<Table> tablesThere(Connection connection) throws SQLException {
        List<Table> there = new ArrayList<>();
        Set<String> schemas = new TreeSet<>();
        for (Table table : Table.values()) {
            String schema =
                    database.rules().schemaOf(connection, database.tables().of(table));
            if (schema != null) {
                there.add(table);
                schemas.add(schema);
            }
        }
        if (schemas.size() > 1) {
            throw new PortalEmailsException("the tables lie in several schemas: " + schemas
                    + ". Name the right one with TableNames.inSchema, or change the search path of the connection");
        }
        return there;
    }
}
