package com.example.mailbus;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import org.portalemails.email.OutgoingMail;
import org.portalemails.transport.DeliveryOutcome;
import org.portalemails.transport.DeliveryOutcome.Phase;
import org.portalemails.transport.DeliveryOutcome.Reply;
import org.portalemails.transport.GuardedMailTransport;
import org.portalemails.transport.RecipientGuard;

/** Hands each mail to a bus whose other end sends it. The bus carries links in clear: it must be as safe as a mailbox. */
public final class BusTransport extends GuardedMailTransport {
    private final BlockingQueue<OutgoingMail> bus;

    public BusTransport(BlockingQueue<OutgoingMail> bus, RecipientGuard guard) {
        super(guard);
        this.bus = bus;
    }

    @Override
    protected DeliveryOutcome carry(OutgoingMail mail) {
        return bus.offer(mail)
                ? new DeliveryOutcome.Accepted(Reply.none(Phase.FINAL_DOT, "on the bus"))
                : new DeliveryOutcome.TryLater(Reply.none(Phase.CONNECT, "the bus is full"), true);
    }

    @Override
    public Duration deadline() {
        return Duration.ofSeconds(1);
    }
}
