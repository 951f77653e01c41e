package org.portalemails.jdbc;

import org.jspecify.annotations.Nullable;
import org.portalemails.PortalEmailsException;

/**
 * The database refused, or could not be reached. The message names what was done, the SQLState and the vendor's code, no values; where
 * there is no SQLState because no database was asked, as when a pool has no connection left, it says in the pool's own words what
 * happened; where a table is missing, it names the table and says what to do. The cause is the driver's exception, except where its message may repeat values of a row (data that a column refuses,
 * violated constraints, failures without SQLState): then the cause has the same codes and stack trace and no message.
 */
public class StorageException extends PortalEmailsException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String sqlState;
    private final int vendorCode;

    /**
     * Creates the exception.
     *
     * @param message what was done and what the database said, without values
     * @param sqlState five characters, or {@code null} if the driver gave none
     * @param vendorCode 0 if the driver gave none
     * @param cause what the driver threw, without values
     */
    public StorageException(String message, @Nullable String sqlState, int vendorCode, Throwable cause) {
        super(message, cause);
        this.sqlState = sqlState;
        this.vendorCode = vendorCode;
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
}
