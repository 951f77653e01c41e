package org.portalemails.inmemory;

import java.time.Clock;
import org.portalemails.outbox.PayloadSealer;
import org.portalemails.testkit.RecoveryRequestsContract;
import org.portalemails.testkit.RecoveryUnderTest;

class InMemoryRecoveryRequestsTest extends RecoveryRequestsContract {
    @Override
    protected RecoveryUnderTest emptyRecovery() {
        Clock clock = Clock.systemUTC();
        InMemorySuppressionList suppressions = new InMemorySuppressionList(clock);
        InMemoryOutbox outbox = new InMemoryOutbox(clock, PayloadSealer.refusing(), suppressions);
        return new RecoveryUnderTest(
                new InMemoryRecoveryRequests(clock, outbox, new InMemorySettingsStore(clock)), outbox, suppressions);
    }
}
