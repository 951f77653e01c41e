package org.portalemails.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.testkit.ScriptedSmtpServer;
import org.portalemails.testkit.SmtpScript;
import org.portalemails.transport.DeliveryOutcome.TryLater;

@DisplayName("The rate of mails")
class RateLimitTest {
    private final AtomicLong now = new AtomicLong(5);

    @Test
    @DisplayName("a second's worth may go at once, the rest is spread evenly")
    void burst() {
        RateLimit limit = new RateLimit(10, now::get);
        for (int i = 0; i < 10; i++) {
            assertThat(limit.take(Duration.ZERO)).isZero();
        }
        assertThat(limit.take(Duration.ofSeconds(1))).isEqualTo(Duration.ofMillis(100));
        assertThat(limit.take(Duration.ofSeconds(1))).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    @DisplayName("who would have to wait too long takes no place")
    void tooLong() {
        RateLimit limit = new RateLimit(1, now::get);
        assertThat(limit.take(Duration.ZERO)).isZero();
        assertThat(limit.take(Duration.ofMillis(999))).isEqualTo(Duration.ofSeconds(-1));
        assertThat(limit.take(Duration.ofMillis(999))).isEqualTo(Duration.ofSeconds(-1));
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(limit.take(Duration.ZERO)).isZero();
    }

    @Test
    @DisplayName("over any stretch of time no more leaves than the rate allows, plus one burst")
    void bounded() {
        RateLimit limit = new RateLimit(50, now::get);
        int taken = 0;
        for (int millis = 0; millis < 20_000; millis++) {
            now.addAndGet(1_000_000);
            taken += limit.take(Duration.ZERO).isNegative() ? 0 : 1;
        }
        assertThat(taken).isBetween(1000, 1050);
    }

    @Test
    @DisplayName("a slow rate answers 'not now' with the pause, without spending an attempt")
    void transport() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start(SmtpScript.accepting());
                SmtpTransport transport = SmtpTransport.builder("127.0.0.1", server.port())
                        .tls(TlsMode.PLAIN)
                        .mailsPerSecond(0.01)
                        .build()) {
            transport.deliver(TestMails.mail());
            assertThat(transport.deliver(TestMails.mail())).isInstanceOfSatisfying(TryLater.class, later -> {
                assertThat(later.attempted()).isFalse();
                assertThat(later.pause()).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(100));
            });
            assertThat(server.mails()).hasSize(1);
        }
    }
}
