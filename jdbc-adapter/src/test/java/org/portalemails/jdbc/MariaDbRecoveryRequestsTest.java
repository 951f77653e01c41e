package org.portalemails.jdbc;

import org.portalemails.testkit.RecoveryRequestsContract;
import org.portalemails.testkit.RecoveryUnderTest;

class MariaDbRecoveryRequestsTest extends RecoveryRequestsContract {
    @Override
    protected RecoveryUnderTest emptyRecovery() {
        return DatabaseUnderTest.of(Dialect.MARIADB).emptyRecovery();
    }
}
