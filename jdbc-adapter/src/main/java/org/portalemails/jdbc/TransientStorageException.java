package org.portalemails.jdbc;

import java.sql.SQLException;

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
     * @param doing what was done, in a few words without values
     * @param cause what the driver said
     */
    public TransientStorageException(String doing, SQLException cause) {
        super(doing, cause, "roll back and run the whole transaction again");
    }
}
