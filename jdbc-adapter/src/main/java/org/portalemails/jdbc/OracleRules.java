package org.portalemails.jdbc;

import java.sql.SQLException;

/**
 * Oracle. {@code FOR UPDATE} with ORDER BY and FETCH FIRST is refused (ORA-02014): claims are guarded updates. An empty string is
 * null: nothing that may be empty is kept in a column that may not be null. Written from the manual, not run on a server.
 */
final class OracleRules extends DialectRules {
    private static final int MISSING_TABLE = 942;
    private static final int DUPLICATE = 1;
    private static final int DEADLOCK = 60;
    private static final int CANNOT_SERIALIZE = 8177;

    @Override
    String utcNow() {
        return "SYS_EXTRACT_UTC(SYSTIMESTAMP)";
    }

    @Override
    String selectUtcNow() {
        return "SELECT " + utcNow() + " FROM DUAL";
    }

    @Override
    String oneRow() {
        return "(SELECT 1 AS one FROM DUAL) x";
    }

    @Override
    String limit(int rows) {
        return " FETCH FIRST " + rows + " ROWS ONLY";
    }

    @Override
    int rowsPerInsert() {
        return 1;
    }

    @Override
    boolean isDuplicateKey(SQLException e) {
        return e.getErrorCode() == DUPLICATE;
    }

    @Override
    boolean isMissingTable(SQLException e) {
        return e.getErrorCode() == MISSING_TABLE;
    }

    @Override
    boolean isTransient(SQLException e) {
        return super.isTransient(e) || e.getErrorCode() == DEADLOCK || e.getErrorCode() == CANNOT_SERIALIZE;
    }
}
