package org.portalemails.delivery;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.portalemails.email.OutgoingMail;
import org.portalemails.inmemory.InMemoryMailTransport;
import org.portalemails.testkit.MailTransportContract;

@DisplayName("A transport with a guard before it")
class GuardedMailTransportTest extends MailTransportContract {
    private final InMemoryMailTransport carrier = new InMemoryMailTransport();

    @Override
    protected MailTransport transport() {
        return new Guarded(RecipientGuard.off());
    }

    @Override
    protected Optional<MailTransport> guardedTransport(RecipientGuard guard) {
        return Optional.of(new Guarded(guard));
    }

    @Override
    protected Optional<Collection<String>> arrived() {
        return Optional.of(
                carrier.delivered().stream().map(OutgoingMail::messageId).toList());
    }

    private final class Guarded extends GuardedMailTransport {
        Guarded(RecipientGuard guard) {
            super(guard);
        }

        @Override
        protected DeliveryOutcome carry(OutgoingMail mail) {
            return carrier.deliver(mail);
        }

        @Override
        public Duration deadline() {
            return carrier.deadline();
        }
    }
}
