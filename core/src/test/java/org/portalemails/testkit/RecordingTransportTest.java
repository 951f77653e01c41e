package org.portalemails.testkit;

import java.util.Collection;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.portalemails.email.OutgoingMail;
import org.portalemails.transport.DeliveryOutcome;
import org.portalemails.transport.MailTransport;

@DisplayName("The recording transport")
class RecordingTransportTest extends MailTransportContract {
    private final RecordingTransport transport = new RecordingTransport();

    @Override
    protected MailTransport transport() {
        return transport.acceptEverything();
    }

    @Override
    protected Optional<MailTransport> transportWhen(TransportSituation situation) {
        Optional<DeliveryOutcome> answer = SituationOutcomes.of(situation);
        answer.ifPresent(outcome -> {
            transport.acceptEverything();
            if (situation.passes()) {
                transport.answerNext(outcome);
            } else {
                transport.answer(mail -> true, outcome);
            }
        });
        return answer.map(outcome -> transport);
    }

    @Override
    protected Optional<Collection<String>> arrived() {
        return Optional.of(
                transport.accepted().stream().map(OutgoingMail::messageId).toList());
    }
}
