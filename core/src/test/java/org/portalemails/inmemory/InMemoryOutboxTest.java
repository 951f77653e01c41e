package org.portalemails.inmemory;

import java.time.Clock;
import org.portalemails.outbox.AesGcmSealer;
import org.portalemails.testkit.OutboxContract;
import org.portalemails.testkit.OutboxUnderTest;

class InMemoryOutboxTest extends OutboxContract {
    @Override
    protected OutboxUnderTest emptyOutbox() {
        AesGcmSealer sealer = AesGcmSealer.of("test", new byte[32]);
        InMemorySuppressionList suppressions = new InMemorySuppressionList(Clock.systemUTC());
        InMemoryOutbox outbox = new InMemoryOutbox(Clock.systemUTC(), sealer, suppressions);
        return new OutboxUnderTest(outbox, outbox, outbox, suppressions, sealer);
    }
}
