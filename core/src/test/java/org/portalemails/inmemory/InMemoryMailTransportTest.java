package org.portalemails.inmemory;

import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.portalemails.email.OutgoingMail;
import org.portalemails.testkit.MailTransportContract;
import org.portalemails.testkit.Outcomes;
import org.portalemails.testkit.SituationOutcomes;
import org.portalemails.testkit.TransportSituation;
import org.portalemails.transport.MailTransport;

@DisplayName("The transport in memory")
class InMemoryMailTransportTest extends MailTransportContract {
    private final InMemoryMailTransport transport = new InMemoryMailTransport();

    @Override
    protected MailTransport transport() {
        return transport.accepting();
    }

    @Override
    protected Optional<MailTransport> transportWhen(TransportSituation situation) {
        AtomicBoolean first = new AtomicBoolean(true);
        return SituationOutcomes.of(situation)
                .map(outcome -> transport.answering(mail -> {
                    boolean concerned = first.getAndSet(false) || !situation.passes();
                    return concerned ? outcome : Outcomes.accepted();
                }));
    }

    @Override
    protected Optional<Collection<String>> arrived() {
        return Optional.of(
                transport.delivered().stream().map(OutgoingMail::messageId).toList());
    }
}
