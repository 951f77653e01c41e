package org.portalemails.jdbc;

import java.sql.SQLException;

/** The database answered what it never should. Its message is ours and quotes nothing. */
final class UnexpectedAnswerException extends SQLException {
    private static final long serialVersionUID = 1L;

    UnexpectedAnswerException(String message) {
        super(message);
    }
}
