package org.portalemails.jdbc.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** Settles mails that were sent, and records their attempts, in one statement. */
public interface SentMailWriter {
    /**
     * Writes.
     *
     * @param connection where
     * @param mails in the order of their ids
     * @return the ids that are settled; the claims on the others have passed to somebody else, and nothing was recorded
     */
    Set<String> write(Connection connection, List<SentMail> mails) throws SQLException;
}
