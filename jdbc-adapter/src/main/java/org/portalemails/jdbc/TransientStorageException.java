package org.portalemails.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * The database gave this transaction up for another one: a deadlock, a lock that it waited for too long, or a row that was committed
 * after its snapshot (SQLState 40001 at REPEATABLE READ and SERIALIZABLE). Roll back and run the whole transaction again, as the
 * database's manual asks for; the same one may succeed then.
 */
public class TransientStorageException extends StorageException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what was done and what the database said, without values
     * @param sqlState five characters, or {@code null} if the driver gave none
     * @param vendorCode 0 if the driver gave none
     * @param cause what the driver threw, without values
     */
    public TransientStorageException(String message, @Nullable String sqlState, int vendorCode, Throwable cause) {
        super(message, sqlState, vendorCode, cause);
    }
}
