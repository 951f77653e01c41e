package com.example.mailbus;

import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import org.junit.jupiter.api.DisplayName;
import org.portalemails.email.OutgoingMail;
import org.portalemails.testkit.MailTransportContract;
import org.portalemails.testkit.TransportSituation;
import org.portalemails.transport.MailTransport;
import org.portalemails.transport.RecipientGuard;

// snippet: contract
@DisplayName("Mails on a bus")
class BusTransportTest extends MailTransportContract {
    private final BlockingQueue<OutgoingMail> bus = new LinkedBlockingQueue<>();

    @Override
    protected MailTransport transport() {
        return new BusTransport(bus, RecipientGuard.off());
    }

    @Override
    protected Optional<MailTransport> guardedTransport(RecipientGuard guard) {
        return Optional.of(new BusTransport(bus, guard));
    }

    @Override
    protected Optional<MailTransport> transportWhen(TransportSituation situation) {
        // A bus with no room at all; it knows no other trouble, so the rest is reported as skipped.
        return situation == TransportSituation.UNREACHABLE
                ? Optional.of(new BusTransport(new SynchronousQueue<>(), RecipientGuard.off()))
                : Optional.empty();
    }

    @Override
    protected Optional<Collection<String>> arrived() {
        return Optional.of(bus.stream().map(OutgoingMail::messageId).toList());
    }
}
// end
