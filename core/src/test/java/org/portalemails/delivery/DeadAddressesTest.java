package org.portalemails.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.CompanyId;
import org.portalemails.address.EmailAddress;
import org.portalemails.email.MailId;
import org.portalemails.email.PlannedMail;
import org.portalemails.inmemory.InMemorySuppressionList;
import org.portalemails.outbox.SuppressionList;
import org.portalemails.outbox.spi.ClaimedMail;
import org.portalemails.outbox.spi.StoredPayload;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.SettableClock;
import org.portalemails.transport.DeliveryOutcome;
import org.portalemails.transport.DeliveryOutcome.Phase;
import org.portalemails.transport.DeliveryOutcome.Reply;

@DisplayName("An address that a server calls dead")
class DeadAddressesTest {
    private static final String MARIE = "marie@erables.example";
    private final InMemorySuppressionList list = new InMemorySuppressionList(new SettableClock());
    private final DeadAddresses dead = new DeadAddresses(list);

    private static ClaimedMail to(@Nullable String recipient) {
        return new ClaimedMail(
                new MailId("m1"),
                1,
                "reset-password",
                SampleEvents.GROUP,
                CompanyId.DEFAULT,
                PlannedMail.DEFAULT_ROUTE,
                null,
                recipient,
                1,
                0,
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                Set.of(),
                StoredPayload.of(new byte[0]));
    }

    private static DeliveryOutcome rejected(boolean addressDead, @Nullable String enhanced) {
        return new DeliveryOutcome.Rejected(new Reply(Phase.RCPT, 550, enhanced, "no such user"), addressDead);
    }

    private List<String> reasons() {
        return list.newest(10).stream().map(SuppressionList.Suppression::reason).toList();
    }

    @Test
    @DisplayName("is suppressed, with the enhanced code as the reason")
    void suppressed() {
        dead.learn(to(MARIE), rejected(true, "5.1.1"));
        assertThat(list.suppressedAmong(CompanyId.DEFAULT, List.of(EmailAddress.of(MARIE))))
                .containsExactly(EmailAddress.of(MARIE));
        assertThat(reasons()).containsExactly("5.1.1");
    }

    @Test
    @DisplayName("is suppressed with the reply code, where there is no enhanced one that fits")
    void replyCode() {
        dead.learn(to(MARIE), rejected(true, null));
        dead.learn(to("a@erables.example"), rejected(true, "5".repeat(65)));
        dead.learn(to("b@erables.example"), rejected(true, "5".repeat(64)));
        assertThat(reasons()).containsExactlyInAnyOrder("550", "550", "5".repeat(64));
    }

    @Test
    @DisplayName("is not what was rejected for another reason, sent, or kept without its recipient")
    void others() {
        dead.learn(to(MARIE), rejected(false, "5.7.1"));
        dead.learn(to(MARIE), new DeliveryOutcome.Accepted(Reply.none(Phase.FINAL_DOT, "ok")));
        dead.learn(to(null), rejected(true, "5.1.1"));
        assertThat(list.newest(10)).isEmpty();
        assertThatCode(() -> new DeadAddresses(null).learn(to(MARIE), rejected(true, "5.1.1")))
                .doesNotThrowAnyException();
    }

    @Test
    @DisplayName("that cannot be written down now holds up nothing")
    void storageRefuses() {
        SuppressionList refusing = new SuppressionList() {
            @Override
            public boolean suppress(EmailAddress address, String reason) {
                throw new IllegalStateException("no connection");
            }

            @Override
            public boolean suppress(CompanyId company, EmailAddress address, String reason) {
                throw new IllegalStateException("no connection");
            }

            @Override
            public boolean lift(EmailAddress address) {
                return false;
            }

            @Override
            public boolean lift(CompanyId company, EmailAddress address) {
                return false;
            }

            @Override
            public Set<EmailAddress> suppressedAmong(CompanyId company, Collection<EmailAddress> addresses) {
                return Set.of();
            }

            @Override
            public List<Suppression> newest(int limit) {
                return List.of();
            }
        };
        assertThatCode(() -> new DeadAddresses(refusing).learn(to(MARIE), rejected(true, "5.1.1")))
                .doesNotThrowAnyException();
    }
}
