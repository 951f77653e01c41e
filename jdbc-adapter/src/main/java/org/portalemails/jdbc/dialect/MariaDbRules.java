package org.portalemails.jdbc.dialect;

import java.sql.SQLException;
import org.portalemails.jdbc.Dialect;

/** MariaDB. As MySQL, but for the snapshots of its transactions. */
final class MariaDbRules extends MySqlRules {
    /** With innodb_snapshot_isolation: a row was committed after the snapshot. */
    private static final int CHANGED_SINCE_SNAPSHOT = 1020;

    MariaDbRules() {
        super(Dialect.MARIADB);
    }

    @Override
    public boolean isTransient(SQLException e) {
        return super.isTransient(e) || e.getErrorCode() == CHANGED_SINCE_SNAPSHOT;
    }
}
