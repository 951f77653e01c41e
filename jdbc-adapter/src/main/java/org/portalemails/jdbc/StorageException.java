package org.portalemails.jdbc;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.portalemails.PortalEmailsException;

/**
 * The database refused, or could not be reached. The message names what was done, the SQLState and the vendor's code, no values; where
 * there is no SQLState because no database was asked, as when a pool has no connection left, it says in the pool's own words what
 * happened. The cause is the driver's exception, except where its message may repeat values of a row (SQLState classes 22 and 23, or
 * none): then the cause has the same codes and stack trace and no message.
 */
public class StorageException extends PortalEmailsException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String sqlState;
    private final int vendorCode;

    /**
     * Creates the exception.
     *
     * @param doing what was done, in a few words without values
     * @param cause what the driver said
     */
    public StorageException(String doing, SQLException cause) {
        this(doing + ": " + refusal(cause), cause, withoutValues(cause));
    }

    /**
     * Creates the exception with advice.
     *
     * @param doing what was done, in a few words without values
     * @param cause what the driver said
     * @param advice what to do now
     */
    StorageException(String doing, SQLException cause, String advice) {
        this(doing + ": " + refusal(cause) + "; " + advice, cause, withoutValues(cause));
    }

    private StorageException(String message, SQLException cause, SQLException shown) {
        super(message, shown);
        this.sqlState = cause.getSQLState();
        this.vendorCode = cause.getErrorCode();
    }

    /**
     * There was no connection to be had. Nothing was sent to a database, so that nobody's values can stand in what the pool or driver
     * says.
     */
    static StorageException withoutConnection(String doing, SQLException cause) {
        if (cause.getSQLState() != null) {
            return new StorageException(doing, cause);
        }
        return new StorageException(doing + ": no connection to the database: " + said(cause), cause, cause);
    }

    /**
     * The SQLState.
     *
     * @return five characters, or {@code null} if the driver gave none
     */
    public @Nullable String sqlState() {
        return sqlState;
    }

    /**
     * The vendor's code.
     *
     * @return 0 if the driver gave none
     */
    public int vendorCode() {
        return vendorCode;
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

    private static String said(SQLException cause) {
        return cause.getClass().getName() + ": " + cause.getMessage();
    }

    private static SQLException withoutValues(SQLException cause) {
        String state = cause.getSQLState();
        boolean mayQuote = state == null || state.startsWith("22") || state.startsWith("23");
        if (!mayQuote || cause instanceof UnexpectedAnswerException) {
            return cause;
        }
        SQLException copy =
                new SQLException("(its message may quote a row and is left out)", state, cause.getErrorCode());
        copy.setStackTrace(cause.getStackTrace());
        return copy;
    }
}
