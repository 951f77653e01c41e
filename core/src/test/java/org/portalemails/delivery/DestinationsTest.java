package org.portalemails.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.CompanyId;
import org.portalemails.email.MailId;
import org.portalemails.email.PlannedMail;
import org.portalemails.outbox.spi.ClaimedMail;
import org.portalemails.outbox.spi.StoredPayload;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.transport.DeliveryOutcome;
import org.portalemails.transport.DeliveryOutcome.Phase;
import org.portalemails.transport.DeliveryOutcome.Reply;

@DisplayName("Of several destinations behind one server")
class DestinationsTest {
    private static final int SENDERS = 8;
    private static final DeliveryOutcome ACCEPTED =
            new DeliveryOutcome.Accepted(new Reply(Phase.FINAL_DOT, 250, null, ""));

    private final AtomicLong now =
            new AtomicLong(Long.MAX_VALUE - Duration.ofSeconds(3).toNanos());
    private final Destinations destinations = new Destinations(now::get);

    private static ClaimedMail to(@Nullable String domain) {
        return new ClaimedMail(
                MailId.random(),
                1,
                "reset-password",
                SampleEvents.GROUP,
                CompanyId.DEFAULT,
                PlannedMail.DEFAULT_ROUTE,
                null,
                domain == null ? null : "\"a@b\"@" + domain,
                1,
                0,
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                Set.of(),
                StoredPayload.of(new byte[0]));
    }

    private void took(String domain, Duration duration) {
        ClaimedMail mail = to(domain);
        destinations.begin(mail);
        destinations.end(mail, ACCEPTED, duration);
    }

    private int begin(String domain, int wanted) {
        int begun = 0;
        while (begun < wanted && destinations.mayBegin(to(domain), SENDERS)) {
            destinations.begin(to(domain));
            begun++;
        }
        return begun;
    }

    @Test
    @DisplayName(
            "one of which nothing is known leaves a quarter of the senders to others, until its first mail is back")
    void unknown() {
        assertThat(begin("new.example", 100)).isEqualTo(6);
        assertThat(begin("other.example", 100)).isEqualTo(6);
        destinations.end(to("new.example"), ACCEPTED, Duration.ofMillis(50));
        assertThat(begin("new.example", 100)).isEqualTo(100);
        assertThat(destinations.mayBegin(to(null), SENDERS)).isTrue();
    }

    @Test
    @DisplayName("those that are slow have half of the senders together")
    void slow() {
        took("fast.example", Duration.ofMillis(20));
        took("slow.example", Duration.ofSeconds(5));
        took("slower.example", Duration.ofSeconds(50));
        assertThat(begin("slow.example", 100)).isEqualTo(SENDERS / 2);
        assertThat(begin("slower.example", 100)).isZero();
        assertThat(begin("fast.example", 100)).isEqualTo(100);
        destinations.end(to("slow.example"), ACCEPTED, Duration.ofSeconds(5));
        assertThat(begin("slower.example", 100)).isEqualTo(1);
    }

    @Test
    @DisplayName("none is slow if all are: then it is our server, and it gets all that it can take")
    void slowServer() {
        took("a.example", Duration.ofSeconds(5));
        assertThat(begin("a.example", 100))
                .as("alone it leaves some for others")
                .isEqualTo(6);
        for (int i = 0; i < 100; i++) {
            assertThat(destinations.park(to("a.example"), SENDERS)).isZero();
        }
        took("b.example", Duration.ofSeconds(6));
        assertThat(begin("a.example", 100)).isEqualTo(100);
        assertThat(destinations.park(to("b.example"), SENDERS)).isZero();
    }

    @Test
    @DisplayName("one that answers quickly again is slow no more")
    void recovers() {
        took("fast.example", Duration.ofMillis(20));
        took("slow.example", Duration.ofSeconds(5));
        for (int i = 0; i < 10; i++) {
            took("slow.example", Duration.ofMillis(20));
        }
        assertThat(begin("slow.example", 100)).isEqualTo(100);
    }

    @Test
    @DisplayName("a failure of our server, and a mail that was not tried, say nothing about a destination")
    void othersFaults() {
        took("fast.example", Duration.ofMillis(20));
        for (DeliveryOutcome outcome : List.of(
                new DeliveryOutcome.TryLater(Reply.none(Phase.CONNECT, "down"), true),
                new DeliveryOutcome.TryLater(Reply.none(Phase.PREPARE, "its rate is reached"), false, Duration.ZERO),
                new DeliveryOutcome.Misconfigured(
                        Reply.none(Phase.AUTH, "no"), DeliveryOutcome.Misconfigured.Scope.SERVER))) {
            ClaimedMail mail = to("well.example");
            destinations.begin(mail);
            destinations.end(mail, outcome, Duration.ofMinutes(1));
        }
        took("well.example", Duration.ofMillis(20));
        assertThat(begin("well.example", 100)).isEqualTo(100);
    }

    @Test
    @DisplayName(
            "mails of a slow one wait in the outbox, each until its turn by the pace that was measured, at most ten minutes")
    void parked() {
        took("fast.example", Duration.ofMillis(20));
        assertThat(destinations.park(to("slow.example"), SENDERS)).isZero();
        took("slow.example", Duration.ofSeconds(8));
        List<Duration> pauses = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            pauses.add(destinations.park(to("slow.example"), SENDERS));
        }
        assertThat(pauses.subList(0, SENDERS)).as("ready for the next senders").containsOnly(Duration.ZERO);
        assertThat(pauses.subList(SENDERS, SENDERS + 3))
                .containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(6));
        assertThat(pauses).allMatch(pause -> pause.compareTo(Duration.ofMinutes(10)) <= 0);
        assertThat(pauses.subList(400, 1000))
                .as("spread, not all at one moment")
                .allMatch(pause -> pause.compareTo(Duration.ofMinutes(4)) >= 0);
        assertThat(destinations.park(to("fast.example"), SENDERS)).isZero();
        now.addAndGet(Duration.ofHours(1).toNanos());
        destinations.forgetWaiting();
        assertThat(destinations.park(to("slow.example"), SENDERS)).isZero();
    }

    @Test
    @DisplayName("a thousand are remembered, and those with mails on their way")
    void bounded() {
        took("fast.example", Duration.ofMillis(20));
        took("slow.example", Duration.ofSeconds(5));
        destinations.begin(to("slow.example"));
        for (int i = 0; i < 5000; i++) {
            took("d" + i + ".example", Duration.ofMillis(20));
        }
        assertThat(begin("slow.example", 100)).as("it was not forgotten").isEqualTo(SENDERS / 2 - 1);
    }
}
