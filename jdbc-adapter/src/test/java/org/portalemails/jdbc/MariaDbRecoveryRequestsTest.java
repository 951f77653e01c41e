package org.portalemails.jdbc;

import java.time.Duration;
import org.portalemails.testkit.RecoveryRequestsContract;
import org.portalemails.testkit.RecoveryUnderTest;

class MariaDbRecoveryRequestsTest extends RecoveryRequestsContract {
    @Override
    protected RecoveryUnderTest emptyRecovery() {
        return DatabaseUnderTest.of(Dialect.MARIADB).emptyRecovery();
    }

    @Override
    protected void age(Duration time) {
        DatabaseUnderTest.of(Dialect.MARIADB).ageRecoveryRequests(time);
    }
}
