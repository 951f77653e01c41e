package org.portalemails.jdbc.dialect;

import java.sql.SQLException;
import org.portalemails.jdbc.Dialect;
import org.portalemails.jdbc.sql.Codes;
import org.portalemails.outbox.EntryState;

/**
 * SQL Server. {@code READPAST} is refused or wrong under row versioning, so that claims are guarded updates. A duplicate key undoes
 * its statement only, unless the host sets XACT_ABORT. Written from the manual, not run on a server.
 */
final class SqlServerRules extends DialectRules {
    private static final int MISSING_TABLE = 208;
    private static final int DUPLICATE_KEY = 2627;
    private static final int DUPLICATE_INDEX = 2601;
    private static final int DEADLOCK = 1205;
    private static final int LOCK_TIMEOUT = 1222;
    private static final int CHANGED_SINCE_SNAPSHOT = 3960;
    /** Both messages repeat the value, and the driver gives them an SQLState of its own. */
    private static final int CONVERSION_FAILED = 245;

    private static final int TOO_LONG = 2628;

    SqlServerRules() {
        super(Dialect.SQLSERVER);
    }

    @Override
    public String utcNow() {
        return "SYSUTCDATETIME()";
    }

    @Override
    public String indexedStates() {
        return " AND state <> " + Codes.literal(EntryState.QUEUED) + " AND state <> "
                + Codes.literal(EntryState.SENDING);
    }

    @Override
    public String inAnyOrder() {
        return " ORDER BY (SELECT NULL)";
    }

    @Override
    public String limit(int rows) {
        return " OFFSET 0 ROWS FETCH NEXT " + rows + " ROWS ONLY";
    }

    @Override
    public int rowsPerInsert() {
        // At most 2,100 parameters in a statement.
        return 100;
    }

    @Override
    public boolean isDuplicateKey(SQLException e) {
        return e.getErrorCode() == DUPLICATE_KEY || e.getErrorCode() == DUPLICATE_INDEX;
    }

    @Override
    public boolean isMissingTable(SQLException e) {
        return e.getErrorCode() == MISSING_TABLE;
    }

    @Override
    public boolean isTransient(SQLException e) {
        return super.isTransient(e)
                || e.getErrorCode() == DEADLOCK
                || e.getErrorCode() == LOCK_TIMEOUT
                || e.getErrorCode() == CHANGED_SINCE_SNAPSHOT;
    }

    @Override
    public boolean mayQuoteValues(SQLException e) {
        return super.mayQuoteValues(e)
                || isDuplicateKey(e)
                || e.getErrorCode() == CONVERSION_FAILED
                || e.getErrorCode() == TOO_LONG;
    }
}
