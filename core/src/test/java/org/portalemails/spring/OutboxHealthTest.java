package org.portalemails.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.address.EmailAddress;
import org.portalemails.delivery.OutboxWatch;
import org.portalemails.email.OutgoingMail;
import org.portalemails.inmemory.InMemoryOutbox;
import org.portalemails.sender.SenderCheck;
import org.portalemails.sender.SenderReason;
import org.portalemails.sender.SenderReport;
import org.portalemails.sender.SenderReport.Aspect;
import org.portalemails.sender.SenderReport.Finding;
import org.portalemails.testkit.Outcomes;
import org.portalemails.transport.DeliveryOutcome;
import org.portalemails.transport.MailRoutes;
import org.portalemails.transport.MailTransport;

@DisplayName("The health of the outbox")
class OutboxHealthTest {
    private static final EmailAddress FROM = EmailAddress.of("portal@maples.example");
    private static final Instant ASKED = Instant.parse("2026-11-28T15:00:00Z");

    private static OutboxHealth.Answer health(SenderReason reason) {
        SenderCheck check = new SenderCheck() {
            @Override
            public SenderReport check(EmailAddress from, @Nullable EmailAddress replyTo) {
                throw new AssertionError("health asks nothing");
            }

            @Override
            public List<SenderReport> known() {
                return List.of(new SenderReport(
                        FROM, null, ASKED, List.of(new Finding(Aspect.SPF, reason, FROM.domain(), "", null))));
            }
        };
        MailTransport transport = new MailTransport() {
            @Override
            public DeliveryOutcome deliver(OutgoingMail mail) {
                return Outcomes.accepted();
            }

            @Override
            public Duration deadline() {
                return Duration.ofSeconds(1);
            }

            @Override
            public SenderCheck senderCheck() {
                return check;
            }
        };
        InMemoryOutbox outbox = new InMemoryOutbox(Clock.systemUTC());
        OutboxWatch watch = new OutboxWatch(outbox, List::of, Duration.ofMinutes(5), Clock.systemUTC());
        return new OutboxHealth(outbox, null, MailRoutes.single(transport), watch).ask();
    }

    @Test
    @DisplayName("names senders that are known to be wrong, with the age of that and without addresses, and stays up")
    void wrongSenders() {
        OutboxHealth.Answer answer = health(SenderReason.SPF_MISSING);

        assertThat(answer.status()).isEqualTo(OutboxHealth.Status.UP);
        assertThat(answer.details().get("wrongSenders").toString())
                .contains("transport=default", "domain=maples.example", "code=spf-missing", "askedAt=" + ASKED)
                .doesNotContain(FROM.value());
    }

    @Test
    @DisplayName("has nothing to say of senders that are in order, or could not be asked for")
    void otherSenders() {
        assertThat(health(SenderReason.SPF_PASSES).details()).doesNotContainKey("wrongSenders");
        assertThat(health(SenderReason.SPF_NO_ANSWER).details()).doesNotContainKey("wrongSenders");
    }
}
