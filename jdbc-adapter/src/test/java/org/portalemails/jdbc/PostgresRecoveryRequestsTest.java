package org.portalemails.jdbc;

import java.time.Duration;
import org.portalemails.testkit.RecoveryRequestsContract;
import org.portalemails.testkit.RecoveryUnderTest;

class PostgresRecoveryRequestsTest extends RecoveryRequestsContract {
    @Override
    protected RecoveryUnderTest emptyRecovery() {
        return DatabaseUnderTest.of(Dialect.POSTGRESQL).emptyRecovery();
    }

    @Override
    protected void age(Duration time) {
        DatabaseUnderTest.of(Dialect.POSTGRESQL).ageRecoveryRequests(time);
    }
}
