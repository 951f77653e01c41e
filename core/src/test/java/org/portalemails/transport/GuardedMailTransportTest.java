package org.portalemails.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.address.EmailAddress;
import org.portalemails.email.OutgoingMail;
import org.portalemails.inmemory.InMemoryMailTransport;
import org.portalemails.testkit.MailTransportContract;
import org.portalemails.testkit.SampleMails;

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

    @Test
    @DisplayName("calls a customer's address dead if the server does, and never after the mail went to a test system's")
    void deadAddress() {
        DeliveryOutcome.Reply reply = DeliveryOutcome.Reply.none(DeliveryOutcome.Phase.RCPT, "no such user");
        DeliveryOutcome dead = new DeliveryOutcome.Rejected(reply, true);
        OutgoingMail mail = SampleMails.plain().mail().reveal(Map.of());

        assertThat(answering(RecipientGuard.off(), dead).deliver(mail)).isEqualTo(dead);
        RecipientGuard redirecting = RecipientGuard.redirectAllTo(EmailAddress.of("tests@erp.example"));
        assertThat(answering(redirecting, dead).deliver(mail)).isEqualTo(new DeliveryOutcome.Rejected(reply, false));
        DeliveryOutcome accepted = new DeliveryOutcome.Accepted(reply);
        assertThat(answering(redirecting, accepted).deliver(mail)).isEqualTo(accepted);
        assertThat(answering(redirecting, accepted).guard()).isSameAs(redirecting);
    }

    private static GuardedMailTransport answering(RecipientGuard guard, DeliveryOutcome outcome) {
        return new GuardedMailTransport(guard) {
            @Override
            protected DeliveryOutcome carry(OutgoingMail mail) {
                return outcome;
            }

            @Override
            public Duration deadline() {
                return Duration.ofMinutes(1);
            }
        };
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
