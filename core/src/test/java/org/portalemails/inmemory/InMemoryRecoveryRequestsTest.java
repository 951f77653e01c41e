package org.portalemails.inmemory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.portalemails.outbox.PayloadSealer;
import org.portalemails.testkit.RecoveryRequestsContract;
import org.portalemails.testkit.RecoveryUnderTest;

class InMemoryRecoveryRequestsTest extends RecoveryRequestsContract {
    private volatile Duration offset = Duration.ZERO;

    @Override
    protected void age(Duration time) {
        offset = offset.plus(time);
    }

    @Override
    protected RecoveryUnderTest emptyRecovery() {
        offset = Duration.ZERO;
        Clock clock = new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return Instant.now().plus(offset);
            }
        };
        InMemorySuppressionList suppressions = new InMemorySuppressionList(clock);
        InMemoryOutbox outbox = new InMemoryOutbox(clock, PayloadSealer.unprotected(), suppressions);
        return new RecoveryUnderTest(new InMemoryRecoveryRequests(clock, outbox), outbox, suppressions);
    }
}
