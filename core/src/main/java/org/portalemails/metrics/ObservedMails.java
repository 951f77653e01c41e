package org.portalemails.metrics;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.observation.transport.SenderContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.portalemails.email.MailTracing;

/**
 * Announcements and deliveries as Micrometer observations: give it to {@code PortalEmails} and to the dispatcher. With Micrometer Tracing in the
 * host, the trace of the request is kept with the mail and continued by each of its delivery attempts, also by another node after a crash.
 *
 * <p>Observations, without personal data: {@value #ANNOUNCE}, a producer; {@value #DELIVER}, a consumer, with {@code mail} (its type), {@code
 * outcome} (the transport's answer, or {@code none}) and, not for meters, {@code attempt}.
 */
@SuppressWarnings("exports") // who uses this has Micrometer; everybody else need not
public final class ObservedMails implements MailTracing {
    /** An announcement writes mails. */
    public static final String ANNOUNCE = "portal.emails.announce";
    /** A delivery attempt. */
    public static final String DELIVER = "portal.emails.deliver";

    private final ObservationRegistry registry;

    /**
     * Observes.
     *
     * @param registry the host's
     */
    public ObservedMails(ObservationRegistry registry) {
        this.registry = Objects.requireNonNull(registry, "registry");
    }

    @Override
    public Map<String, String> announced() {
        Map<String, String> trace = new HashMap<>();
        SenderContext<Map<String, String>> context =
                new SenderContext<>((carrier, name, value) -> trace.put(name, value), Kind.PRODUCER);
        context.setCarrier(trace);
        Observation.createNotStarted(ANNOUNCE, () -> context, registry)
                .contextualName("announce mails")
                .start()
                .stop();
        return trace;
    }

    @Override
    public Delivery delivery(Map<String, String> trace, String typeCode, int attempt) {
        ReceiverContext<Map<String, String>> context =
                new ReceiverContext<>((carrier, name) -> trace.get(name), Kind.CONSUMER);
        context.setCarrier(trace);
        Observation observation = Observation.createNotStarted(DELIVER, () -> context, registry)
                .contextualName("deliver " + typeCode)
                .lowCardinalityKeyValue("mail", typeCode)
                .highCardinalityKeyValue("attempt", Integer.toString(attempt))
                .start();
        Observation.Scope scope = observation.openScope();
        return outcome -> {
            scope.close();
            observation.lowCardinalityKeyValue("outcome", outcome).stop();
        };
    }
}
