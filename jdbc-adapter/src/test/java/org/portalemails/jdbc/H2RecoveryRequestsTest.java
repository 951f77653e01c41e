package org.portalemails.jdbc;

import java.time.Duration;
import org.portalemails.testkit.RecoveryRequestsContract;
import org.portalemails.testkit.RecoveryUnderTest;

class H2RecoveryRequestsTest extends RecoveryRequestsContract {
    @Override
    protected RecoveryUnderTest emptyRecovery() {
        return DatabaseUnderTest.of(Dialect.H2).emptyRecovery();
    }

    @Override
    protected void age(Duration time) {
        DatabaseUnderTest.of(Dialect.H2).ageRecoveryRequests(time);
    }
}
