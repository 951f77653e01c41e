package org.portalemails.jdbc.dialect;

import java.sql.SQLException;
import org.portalemails.jdbc.Dialect;

/**
 * Oracle. {@code FOR UPDATE} with ORDER BY and FETCH FIRST is refused (ORA-02014): claims are guarded updates. An empty string is
 * null: nothing that may be empty is kept in a column that may not be null. Written from the manual, not run on a server.
 */
final class OracleRules extends DialectRules {
    private static final int MISSING_TABLE = 942;
    private static final int DUPLICATE_KEY = 1;
    private static final int DEADLOCK = 60;
    private static final int CANNOT_SERIALIZE = 8177;

    OracleRules() {
        super(Dialect.ORACLE);
    }

    @Override
    public String utcNow() {
        return "SYS_EXTRACT_UTC(SYSTIMESTAMP)";
    }

    @Override
    public String selecting(String expressions) {
        return "SELECT " + expressions + " FROM DUAL";
    }

    @Override
    public String limit(int rows) {
        return " FETCH FIRST " + rows + " ROWS ONLY";
    }

    @Override
    public int rowsPerInsert() {
        return 1;
    }

    @Override
    public boolean isDuplicateKey(SQLException e) {
        return e.getErrorCode() == DUPLICATE_KEY;
    }

    @Override
    public boolean isMissingTable(SQLException e) {
        return e.getErrorCode() == MISSING_TABLE;
    }

    @Override
    public boolean isTransient(SQLException e) {
        return super.isTransient(e) || e.getErrorCode() == DEADLOCK || e.getErrorCode() == CANNOT_SERIALIZE;
    }
}
