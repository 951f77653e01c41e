package org.portalemails.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.delivery.DeliveryOutcome;
import org.portalemails.delivery.DeliveryOutcome.Phase;
import org.portalemails.delivery.DeliveryOutcome.Reply;
import org.portalemails.delivery.DeliveryOutcome.TryLater;
import org.portalemails.testkit.ScriptedSmtpServer;
import org.portalemails.testkit.SmtpAct;
import org.portalemails.testkit.SmtpScript;
import org.portalemails.testkit.SmtpStage;

@DisplayName("A server that does not answer is left alone")
class CircuitBreakerTest {
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final DeliveryOutcome DOWN = new TryLater(Reply.none(Phase.CONNECT, "refused"), true);
    private static final DeliveryOutcome GREYLISTED =
            new TryLater(new Reply(Phase.RCPT, 451, "4.7.1", "come back"), false);
    private static final DeliveryOutcome FINE =
            new DeliveryOutcome.Accepted(new Reply(Phase.FINAL_DOT, 250, "2.0.0", "Ok"));

    private final AtomicLong now = new AtomicLong(-1_000);
    private final CircuitBreaker breaker = new CircuitBreaker(FIRST, Duration.ofSeconds(15), now::get);

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(breaker.ask()).isZero();
            breaker.record(DOWN);
        }
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    @DisplayName("after three failures in a row, and not before")
    void opens() {
        fail(2);
        breaker.record(FINE);
        fail(3);

        assertThat(breaker.ask()).isEqualTo(FIRST);
    }

    @Test
    @DisplayName("then one mail probes, and the others wait for its outcome")
    void oneProbe() {
        fail(3);
        pass(FIRST);

        assertThat(breaker.ask()).isZero();
        assertThat(breaker.ask()).isPositive();
        breaker.record(FINE);
        assertThat(breaker.ask()).isZero();
        assertThat(breaker.isOpen()).isFalse();
    }

    @Test
    @DisplayName("each failed probe doubles the pause, up to a limit; a success forgets it")
    void doubles() {
        fail(3);
        for (int expected : new int[] {10, 15, 15}) {
            pass(Duration.ofMinutes(1));
            assertThat(breaker.ask()).isZero();
            breaker.record(DOWN);
            assertThat(breaker.ask()).isEqualTo(Duration.ofSeconds(expected));
        }
        pass(Duration.ofMinutes(1));
        assertThat(breaker.ask()).isZero();
        breaker.record(FINE);
        fail(3);
        assertThat(breaker.ask()).isEqualTo(FIRST);
    }

    @Test
    @DisplayName("at once when it says 421, or 4.7.x before it knows the recipient")
    void asked() {
        breaker.ask();
        breaker.record(new TryLater(new Reply(Phase.RCPT, 421, "4.7.0", "slow down"), true));
        assertThat(breaker.ask()).isEqualTo(FIRST);
    }

    @Test
    @DisplayName("but not for one recipient that is greylisted, nor for a mail that was refused")
    void notForOneRecipient() {
        for (int i = 0; i < 10; i++) {
            assertThat(breaker.ask()).isZero();
            breaker.record(GREYLISTED);
        }
        assertThat(breaker.ask()).isZero();
    }

    @Test
    @DisplayName("and a probe that ended in a surprise makes room for another")
    void surprise() {
        fail(3);
        pass(FIRST);
        assertThat(breaker.ask()).isZero();
        breaker.forget();

        assertThat(breaker.ask()).isZero();
    }

    @Test
    @DisplayName("Through the transport: mails that wait have not been tried, and say for how long")
    void transport() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start(
                        SmtpScript.accepting().at(SmtpStage.GREETING, SmtpAct.replyAndClose("421 4.3.2 not now")));
                SmtpTransport transport = SmtpTransport.builder("127.0.0.1", server.port())
                        .tls(TlsMode.PLAIN)
                        .build()) {
            assertThat(((TryLater) transport.deliver(TestMails.mail())).attempted())
                    .isTrue();
            for (int i = 0; i < 5; i++) {
                TryLater outcome = (TryLater) transport.deliver(TestMails.mail());
                assertThat(outcome.attempted()).isFalse();
                assertThat(outcome.wholeServer()).isTrue();
                assertThat(outcome.pause()).isPositive();
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }
}
