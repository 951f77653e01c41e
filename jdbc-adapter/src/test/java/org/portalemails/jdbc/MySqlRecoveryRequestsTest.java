package org.portalemails.jdbc;

import java.time.Duration;
import org.portalemails.testkit.RecoveryRequestsContract;
import org.portalemails.testkit.RecoveryUnderTest;

class MySqlRecoveryRequestsTest extends RecoveryRequestsContract {
    @Override
    protected RecoveryUnderTest emptyRecovery() {
        return DatabaseUnderTest.of(Dialect.MYSQL).emptyRecovery();
    }

    @Override
    protected void age(Duration time) {
        DatabaseUnderTest.of(Dialect.MYSQL).ageRecoveryRequests(time);
    }
}
