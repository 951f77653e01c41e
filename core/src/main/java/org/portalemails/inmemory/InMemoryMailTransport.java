package org.portalemails.inmemory;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.portalemails.email.OutgoingMail;
import org.portalemails.transport.DeliveryOutcome;
import org.portalemails.transport.MailTransport;

/** Delivers to a list in memory: every mail that was accepted can be read there. Safe for many threads. */
public final class InMemoryMailTransport implements MailTransport {
    private final List<OutgoingMail> delivered = new CopyOnWriteArrayList<>();
    private volatile Function<OutgoingMail, DeliveryOutcome> server = InMemoryMailTransport::accept;

    /** Creates a transport that accepts every mail. */
    public InMemoryMailTransport() {}

    private static DeliveryOutcome accept(OutgoingMail mail) {
        return new DeliveryOutcome.Accepted(
                new DeliveryOutcome.Reply(DeliveryOutcome.Phase.FINAL_DOT, 250, "2.0.0", "kept in memory"));
    }

    /**
     * Replaces what decides about a mail.
     *
     * @param value answers for each mail; whatever is not accepted is not kept
     * @return this
     */
    public InMemoryMailTransport answering(Function<OutgoingMail, DeliveryOutcome> value) {
        this.server = Objects.requireNonNull(value);
        return this;
    }

    /**
     * Accepts every mail again.
     *
     * @return this
     */
    public InMemoryMailTransport accepting() {
        return answering(InMemoryMailTransport::accept);
    }

    @Override
    public DeliveryOutcome deliver(OutgoingMail mail) {
        DeliveryOutcome outcome = server.apply(mail);
        if (outcome instanceof DeliveryOutcome.Accepted) {
            delivered.add(mail);
        }
        return outcome;
    }

    @Override
    public Duration deadline() {
        return Duration.ofSeconds(1);
    }

    /**
     * What was accepted.
     *
     * @return in the order of acceptance; a copy
     */
    public List<OutgoingMail> delivered() {
        return List.copyOf(delivered);
    }

    /** Forgets what was accepted. */
    public void clear() {
        delivered.clear();
    }
}
