package org.portalemails.jdbc.dialect;

import java.sql.SQLException;
import org.portalemails.jdbc.Dialect;

/**
 * H2. Its {@code SKIP LOCKED} locks every candidate as soon as there is an ORDER BY, so that a second worker gets nothing: claims
 * are guarded updates here.
 */
final class H2Rules extends DialectRules {
    private static final int DUPLICATE_KEY = 23505;
    private static final int MISSING_TABLE = 42102;
    private static final int MISSING_TABLE_WITH_CANDIDATES = 42103;
    private static final int MISSING_TABLE_IN_EMPTY_DATABASE = 42104;
    private static final int LOCK_TIMEOUT = 50200;
    private static final int CONCURRENT_UPDATE = 90131;

    H2Rules() {
        super(Dialect.H2);
    }

    @Override
    public String utcNow() {
        // LOCALTIMESTAMP and casts would be in the time zone of the session.
        return "DATEADD('SECOND', -EXTRACT(TIMEZONE_HOUR FROM CURRENT_TIMESTAMP) * 3600"
                + " - EXTRACT(TIMEZONE_MINUTE FROM CURRENT_TIMESTAMP) * 60, LOCALTIMESTAMP(6))";
    }

    @Override
    public boolean isDuplicateKey(SQLException e) {
        return e.getErrorCode() == DUPLICATE_KEY;
    }

    @Override
    public boolean isMissingTable(SQLException e) {
        return e.getErrorCode() == MISSING_TABLE
                || e.getErrorCode() == MISSING_TABLE_WITH_CANDIDATES
                || e.getErrorCode() == MISSING_TABLE_IN_EMPTY_DATABASE;
    }

    @Override
    public boolean isTransient(SQLException e) {
        return super.isTransient(e) || e.getErrorCode() == LOCK_TIMEOUT || e.getErrorCode() == CONCURRENT_UPDATE;
    }

    /** Reads everything that is equal to the value, too. */
    @Override
    public String behind(String name) {
        return name + '\u0001';
    }
}
