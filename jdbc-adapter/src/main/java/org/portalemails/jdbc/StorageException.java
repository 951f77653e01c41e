package org.portalemails.jdbc;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.portalemails.PortalEmailsException;

/**
 * The database refused. The message names what was done, the SQLState and the vendor's code, no values; the cause is the
 * driver's exception, except where its message may repeat values of a row (SQLState classes 22 and 23): then the cause has the
 * same codes and stack trace and no message.
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
        super(
                doing + ": the database refused, SQLState " + cause.getSQLState() + ", code " + cause.getErrorCode(),
                withoutValues(cause));
        this.sqlState = cause.getSQLState();
        this.vendorCode = cause.getErrorCode();
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

    private static SQLException withoutValues(SQLException cause) {
        String state = cause.getSQLState();
        boolean mayQuote = state == null || state.startsWith("22") || state.startsWith("23");
        if (!mayQuote) {
            return cause;
        }
        SQLException copy =
                new SQLException("(its message may quote a row and is left out)", state, cause.getErrorCode());
        copy.setStackTrace(cause.getStackTrace());
        return copy;
    }
}
