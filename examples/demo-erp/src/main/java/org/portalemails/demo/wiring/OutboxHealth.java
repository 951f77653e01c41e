package org.portalemails.demo.wiring;

import java.time.Duration;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.OutboxAdministration;
import org.portalemails.outbox.OutboxCounts;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Healthy while mails leave: out of service when one has been due for too long although nothing holds it. */
@Component("outboxHealthIndicator")
class OutboxHealth implements HealthIndicator {
    private static final Duration TOO_LATE = Duration.ofMinutes(15);

    private final OutboxAdministration outbox;
    private final DispatcherLifecycle dispatcher;

    OutboxHealth(OutboxAdministration outbox, DispatcherLifecycle dispatcher) {
        this.outbox = outbox;
        this.dispatcher = dispatcher;
    }

    @Override
    public Health health() {
        OutboxCounts counts = outbox.counts();
        boolean late = counts.oldestDue().compareTo(TOO_LATE) > 0;
        Health.Builder health = late || !dispatcher.isRunning() ? Health.outOfService() : Health.up();
        return health.withDetail("dispatcher", dispatcher.isRunning() ? "running" : "stopped")
                .withDetail("queued", counts.in(EntryState.QUEUED))
                .withDetail("dead", counts.in(EntryState.DEAD))
                .withDetail("oldestDueSeconds", counts.oldestDue().toSeconds())
                .build();
    }
}
