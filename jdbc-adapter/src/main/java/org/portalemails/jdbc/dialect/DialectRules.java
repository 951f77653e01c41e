package org.portalemails.jdbc.dialect;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.portalemails.jdbc.Dialect;
import org.portalemails.jdbc.TableNames;
import org.portalemails.jdbc.sql.Rows;
import org.portalemails.jdbc.sql.UnexpectedAnswerException;

/**
 * In what a database differs: one subclass, in one file, for each vendor. Everything else is SQL that all of them understand. What
 * stands here holds for most; a vendor overrides what it does differently.
 */
public abstract class DialectRules {
    /** File names of the schema scripts, the first is version 1. A published script never changes. */
    private static final List<String> SCRIPTS = List.of(
            "V1__portal_emails.sql",
            "V2__limits_of_mails.sql",
            "V3__companies_and_routes.sql",
            "V4__links.sql",
            "V5__operators.sql");

    /** The newest version of the schema that has a script. */
    public static final int NEWEST_SCHEMA = SCRIPTS.size();

    private final Dialect dialect;

    DialectRules(Dialect dialect) {
        this.dialect = dialect;
    }

    /** The rules of a database. */
    public static DialectRules of(Dialect dialect) {
        return switch (dialect) {
            case H2 -> new H2Rules();
            case POSTGRESQL -> new PostgresRules();
            case MARIADB -> new MariaDbRules();
            case MYSQL -> new MySqlRules();
            case ORACLE -> new OracleRules();
            case SQLSERVER -> new SqlServerRules();
        };
    }

    /**
     * Where the script of one version of the schema lies.
     *
     * @param version from 1 to {@link #NEWEST_SCHEMA}
     * @return an absolute resource name
     */
    public final String schemaScript(int version) {
        return "/org/portalemails/jdbc/schema/" + dialect.code() + "/" + SCRIPTS.get(version - 1);
    }

    /** The database's clock in UTC, as an expression of type timestamp without zone. */
    public abstract String utcNow();

    /** A query of one row of expressions, to which a WHERE clause can be appended. */
    public String selecting(String expressions) {
        return "SELECT " + expressions;
    }

    /** The database's clock, as exact as it can be stored: SQL Server's shows seven digits, our columns have six. */
    public final Instant now(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(selecting(utcNow()));
                ResultSet rows = query.executeQuery()) {
            if (!rows.next()) {
                throw new UnexpectedAnswerException("the database does not tell the time");
            }
            return Rows.requiredInstant(rows, 1).truncatedTo(ChronoUnit.MICROS);
        }
    }

    /** A table of one row. */
    public final String oneRow() {
        return "(" + selecting("1 AS one") + ") x";
    }

    /**
     * What to append to the name of a table so that one of its indexes is used, whatever statistics say; empty where the database keeps to
     * the order that a query asks for, or cannot be told.
     *
     * @param index its name
     */
    public String by(String index) {
        return "";
    }

    /** What to say of a state so that the index of states is used, where that has not all of them. */
    public String indexedStates() {
        return "";
    }

    /**
     * A value behind which to go on in an index, for a condition with {@code >}.
     *
     * @param name the last one; has no control characters
     */
    public String behind(String name) {
        return name;
    }

    /** What stands before {@link #limit} where any rows will do. */
    public String inAnyOrder() {
        return "";
    }

    /** Bounds a query that ends with ORDER BY. */
    public String limit(int rows) {
        return " LIMIT " + rows;
    }

    /**
     * What to append to a query so that it locks its rows and passes over those that others have locked, or {@code null} where
     * that is not known to be safe: then claims are guarded updates.
     */
    public @Nullable String lockSkippingLocked() {
        return null;
    }

    /**
     * Last columns of a query, with the comma before them, that make the database use indexes and their order for the rest of the
     * transaction, instead of reading all and sorting. Empty where it does so anyway.
     */
    public String keepingToIndexes() {
        return "";
    }

    /**
     * Writes mails that were sent in one statement, together with their attempts, or {@code null} where a statement cannot change rows
     * of two tables: then batches do it.
     */
    public @Nullable SentMailWriter sentMailWriter(TableNames tables) {
        return null;
    }

    /** What to append to an INSERT so that a duplicate is passed over, or empty where the statement alone fails. */
    public String onDuplicateNothing() {
        return "";
    }

    /**
     * What to append to an INSERT of several rows with {@link #onDuplicateNothing} so that it returns a column of the rows that it
     * inserted, or {@code null} where all rows are inserted or the statement fails.
     */
    public @Nullable String returningInserted(String column) {
        return null;
    }

    /**
     * What to append to an INSERT of a row with key {@code column} so that a duplicate changes nothing, does not fail where that can
     * be had, and leaves no lock that two transactions can hold together. How many rows it counts differs: do not ask.
     */
    public String ifAbsent(String column) {
        return onDuplicateNothing();
    }

    /** What to append to a query so that it sees what is committed now, not what was when the transaction began. */
    public String readingCommitted() {
        return "";
    }

    /**
     * Whether an INSERT may look into another table on the host's connection and leave no lock there. MariaDB locks what it reads
     * for that, until the host commits.
     */
    public boolean insertsFromQueriesWithoutLocks() {
        return false;
    }

    /**
     * Whether a batch of INSERTs of one row is much faster than one INSERT of many: where a statement goes to the server as a text, with
     * all its values in it, and a batch does not.
     */
    public boolean insertsBatchesFaster(Connection connection) throws SQLException {
        return false;
    }

    /** How many rows one INSERT, or one batch, may have. */
    public int rowsPerInsert() {
        return 200;
    }

    /** Whether a failure says that the unique key is taken. */
    public abstract boolean isDuplicateKey(SQLException e);

    /** Whether a failure says that there is no such table. */
    public abstract boolean isMissingTable(SQLException e);

    /** Whether a transaction that failed so may succeed when it is repeated: deadlock, lock timeout, serialization. */
    public boolean isTransient(SQLException e) {
        return isOfClass(e, "40");
    }

    /**
     * Whether the driver's message may repeat values of a row. By the standard these are data exceptions and violated constraints; of a
     * failure without SQLState nothing is known.
     */
    public boolean mayQuoteValues(SQLException e) {
        return e.getSQLState() == null || isOfClass(e, "22") || isOfClass(e, "23");
    }

    /** By the SQL standard the first two characters of an SQLState are its class. */
    private static boolean isOfClass(SQLException e, String sqlClass) {
        String state = e.getSQLState();
        return state != null && state.startsWith(sqlClass);
    }

    /**
     * The schema of the table to which a name leads from this connection, as the database calls it, or the empty text if the driver does
     * not say.
     *
     * @param name as it stands in statements
     * @return {@code null} if there is no such table
     */
    public @Nullable String schemaOf(Connection connection, String name) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT * FROM " + name + " WHERE 1 = 0");
                ResultSet none = query.executeQuery()) {
            String schema = none.getMetaData().getSchemaName(1);
            return schema == null ? "" : schema;
        } catch (SQLException e) {
            if (isMissingTable(e)) {
                return null;
            }
            throw e;
        }
    }

    /**
     * Makes sure that of two nodes only one installs the schema.
     *
     * @param key what to lock
     * @return whether the lock is held and must be given back; {@code false} where the database has no such lock
     */
    public boolean lockInstaller(Connection connection, String key) throws SQLException {
        return false;
    }

    /** Gives the lock back. */
    public void unlockInstaller(Connection connection, String key) throws SQLException {}

    /** Whether statements that change the schema can be rolled back. */
    public boolean hasTransactionalDdl() {
        return false;
    }
}
