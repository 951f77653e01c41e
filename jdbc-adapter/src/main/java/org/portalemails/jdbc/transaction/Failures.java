package org.portalemails.jdbc.transaction;

import java.sql.SQLException;
import org.portalemails.jdbc.StorageException;
import org.portalemails.jdbc.TransientStorageException;
import org.portalemails.jdbc.dialect.DialectRules;
import org.portalemails.jdbc.sql.UnexpectedAnswerException;

/** Makes our exceptions of what drivers throw, with no value of a row in them. */
public final class Failures {
    private Failures() {}

    /** A transaction failed. Says whether it may succeed when it is repeated. */
    static StorageException ofTransaction(String doing, SQLException cause, DialectRules rules) {
        if (rules.isTransient(cause)) {
            return new TransientStorageException(
                    doing + ": " + refusal(cause) + "; roll back and run the whole transaction again",
                    cause.getSQLState(),
                    cause.getErrorCode(),
                    withoutValues(cause, rules));
        }
        return of(doing, cause, rules);
    }

    /** A statement failed, and nothing is gained by repeating it. */
    public static StorageException of(String doing, SQLException cause, DialectRules rules) {
        String what = rules.isMissingTable(cause) ? missing(cause) : refusal(cause);
        return new StorageException(
                doing + ": " + what, cause.getSQLState(), cause.getErrorCode(), withoutValues(cause, rules));
    }

    /**
     * There was no connection to be had. Nothing was sent to a database, so that nobody's values can stand in what the pool or driver
     * says.
     */
    public static StorageException withoutConnection(String doing, SQLException cause) {
        String what = cause.getSQLState() == null
                ? "no connection to the database: " + cause.getClass().getName() + ": " + cause.getMessage()
                : refusal(cause);
        return new StorageException(doing + ": " + what, cause.getSQLState(), cause.getErrorCode(), cause);
    }

    private static String refusal(SQLException cause) {
        if (cause instanceof UnexpectedAnswerException) {
            return String.valueOf(cause.getMessage());
        }
        String state = cause.getSQLState();
        return state == null
                ? "failed without SQLState, code " + cause.getErrorCode() + ", "
                        + cause.getClass().getName()
                : "the database refused, SQLState " + state + ", code " + cause.getErrorCode();
    }

    /** Databases name the table, but for Oracle before 23; values stand in parameters, so none can stand there. */
    private static String missing(SQLException cause) {
        String said = String.valueOf(cause.getMessage())
                .lines()
                .findFirst()
                .orElse("")
                .replace("; SQL statement:", "");
        return "a table is missing: " + said + "; " + refusal(cause)
                + ". Run SchemaInstaller.install() or the scripts (Spring Boot: portal-emails.schema=install), or say where the tables are";
    }

    private static SQLException withoutValues(SQLException cause, DialectRules rules) {
        if (cause instanceof UnexpectedAnswerException || !rules.mayQuoteValues(cause)) {
            return cause;
        }
        SQLException copy = new SQLException(
                "(its message may quote a row and is left out)", cause.getSQLState(), cause.getErrorCode());
        copy.setStackTrace(cause.getStackTrace());
        return copy;
    }
}
