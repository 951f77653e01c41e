package org.portalemails.jdbc;

import java.sql.SQLException;

/**
 * H2. Its {@code SKIP LOCKED} locks every candidate as soon as there is an ORDER BY, so that a second worker gets nothing: claims
 * are guarded updates here.
 */
final class H2Rules extends DialectRules {
    private static final int LOCK_TIMEOUT = 50200;
    private static final int CONCURRENT_UPDATE = 90131;

    @Override
    String utcNow() {
        // LOCALTIMESTAMP and casts would be in the time zone of the session.
        return "DATEADD('SECOND', -EXTRACT(TIMEZONE_HOUR FROM CURRENT_TIMESTAMP) * 3600"
                + " - EXTRACT(TIMEZONE_MINUTE FROM CURRENT_TIMESTAMP) * 60, LOCALTIMESTAMP(6))";
    }

    @Override
    boolean isTransient(SQLException e) {
        return super.isTransient(e) || e.getErrorCode() == LOCK_TIMEOUT || e.getErrorCode() == CONCURRENT_UPDATE;
    }
}
