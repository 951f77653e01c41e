package org.portalemails.jdbc.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import org.portalemails.jdbc.Dialect;

/** MariaDB. As MySQL, but for the snapshots of its transactions. */
final class MariaDbRules extends MySqlRules {
    /** With innodb_snapshot_isolation: a row was committed after the snapshot. */
    private static final int CHANGED_SINCE_SNAPSHOT = 1020;
    /** It went with its whole transaction, the victim of a deadlock in the middle of a batch. */
    private static final int SAVEPOINT_GONE = 1305;

    MariaDbRules() {
        super(Dialect.MARIADB);
    }

    /**
     * Its own driver sends a batch of INSERTs as one command with values in binary form, unless the host switched that off. MySQL's sends
     * them one by one.
     */
    @Override
    public boolean insertsBatchesFaster(Connection connection) throws SQLException {
        return connection.getMetaData().getDriverName().startsWith("MariaDB");
    }

    @Override
    public int rowsPerInsert() {
        return 500;
    }

    @Override
    public boolean isTransient(SQLException e) {
        return super.isTransient(e) || e.getErrorCode() == CHANGED_SINCE_SNAPSHOT || e.getErrorCode() == SAVEPOINT_GONE;
    }
}
