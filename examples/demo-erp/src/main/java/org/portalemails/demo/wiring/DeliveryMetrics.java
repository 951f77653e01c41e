package org.portalemails.demo.wiring;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.portalemails.delivery.DeliveryListener;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.HoldScope;
import org.portalemails.outbox.OutboxAdministration;
import org.springframework.stereotype.Component;

/** What operators watch: how deliveries end and how long they take, how many entries stand where, how late the latest is. */
@Component
class DeliveryMetrics implements DeliveryListener {
    private final MeterRegistry registry;

    DeliveryMetrics(MeterRegistry registry, OutboxAdministration outbox) {
        this.registry = registry;
        for (EntryState state : EntryState.values()) {
            Gauge.builder("portal.emails.outbox", outbox, admin -> admin.counts()
                            .in(state))
                    .tag("state", state.code())
                    .register(registry);
        }
        Gauge.builder("portal.emails.oldest.due", outbox, admin -> admin.counts()
                        .oldestDue()
                        .toSeconds())
                .baseUnit("seconds")
                .register(registry);
    }

    @Override
    public void turnEnded(Turn turn) {
        Timer.builder("portal.emails.delivery")
                .tag("mail", turn.typeCode())
                .tag("state", turn.state().code())
                .register(registry)
                .record(turn.duration());
    }

    @Override
    public void heldBack(HoldScope scope, String reason) {
        registry.counter("portal.emails.held.back").increment();
    }

    @Override
    public void storageFailed(RuntimeException failure) {
        registry.counter("portal.emails.storage.failures").increment();
    }
}
