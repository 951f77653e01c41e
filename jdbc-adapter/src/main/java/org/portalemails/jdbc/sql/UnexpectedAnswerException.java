package org.portalemails.jdbc.sql;

import java.sql.SQLException;

/** The database answered what it never should. Its message is ours and quotes nothing. */
public final class UnexpectedAnswerException extends SQLException {
    private static final long serialVersionUID = 1L;

    public UnexpectedAnswerException(String message) {
        super(message);
    }
}
