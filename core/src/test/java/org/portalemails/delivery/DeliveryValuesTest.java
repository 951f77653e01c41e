package org.portalemails.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.portalemails.transport.DeliveryOutcome;
import org.portalemails.transport.DeliveryOutcome.Phase;
import org.portalemails.transport.DeliveryOutcome.Reply;

@DisplayName("Of delivery,")
class DeliveryValuesTest {
    /** Always draws the largest number there may be. */
    private static final RandomGenerator LATEST = new RandomGenerator() {
        @Override
        public long nextLong() {
            throw new AssertionError("an unbounded number was drawn");
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    };

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    @Nested
    @DisplayName("a retry policy")
    class Retries {
        @Test
        @DisplayName("doubles its steps up to the longest")
        void doubling() {
            assertThat(RetryPolicy.doubling(seconds(10), seconds(60), 5, seconds(1))
                            .steps())
                    .containsExactly(seconds(10), seconds(20), seconds(40), seconds(60));
            assertThat(RetryPolicy.doubling(seconds(10), seconds(40), 5, seconds(1))
                            .steps())
                    .containsExactly(seconds(10), seconds(20), seconds(40));
            assertThat(RetryPolicy.doubling(seconds(10), seconds(10), 5, seconds(1))
                            .steps())
                    .containsExactly(seconds(10));
        }

        @Test
        @DisplayName("waits anything up to the step of the attempt, and stays at the last step")
        void delays() {
            RetryPolicy policy = new RetryPolicy(List.of(seconds(1), seconds(5)), 3, seconds(9));
            assertThat(policy.delayAfter(1, LATEST)).isEqualTo(seconds(1));
            assertThat(policy.delayAfter(2, LATEST)).isEqualTo(seconds(5));
            assertThat(policy.delayAfter(99, LATEST)).isEqualTo(seconds(5));
            Random random = new Random(1);
            assertThat(java.util.stream.Stream.generate(() -> policy.delayAfter(2, random))
                            .limit(1000))
                    .allSatisfy(delay -> assertThat(delay).isBetween(Duration.ZERO, seconds(5)))
                    .anySatisfy(delay -> assertThat(delay).isLessThan(seconds(1)))
                    .anySatisfy(delay -> assertThat(delay).isGreaterThan(seconds(4)));
            assertThatIllegalArgumentException().isThrownBy(() -> policy.delayAfter(0, LATEST));
        }

        @Test
        @DisplayName("has positive steps, at least one attempt and a positive age")
        void limits() {
            List<Duration> steps = List.of(seconds(1));
            assertThat(new RetryPolicy(steps, 1, Duration.ofNanos(1)).maxAttempts())
                    .isEqualTo(1);
            assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(List.of(), 1, seconds(1)));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new RetryPolicy(List.of(seconds(1), Duration.ZERO), 1, seconds(1)));
            assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(List.of(seconds(-1)), 1, seconds(1)));
            assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(steps, 0, seconds(1)));
            assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(steps, 1, Duration.ZERO));
            assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(steps, 1, seconds(-1)));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> RetryPolicy.doubling(Duration.ZERO, seconds(1), 1, seconds(1)));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> RetryPolicy.doubling(seconds(-1), seconds(1), 1, seconds(1)));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> RetryPolicy.doubling(seconds(2), seconds(1), 1, seconds(1)));
        }

        @Test
        @DisplayName("tries for three days, 25 times, from one minute to four hours, unless told otherwise")
        void standard() {
            RetryPolicy standard = RetryPolicy.standard();
            assertThat(standard.steps().get(0)).isEqualTo(Duration.ofMinutes(1));
            assertThat(standard.steps()).last().isEqualTo(Duration.ofHours(4));
            assertThat(standard.maxAttempts()).isEqualTo(25);
            assertThat(standard.maxAge()).isEqualTo(Duration.ofDays(3));
        }
    }

    @Nested
    @DisplayName("a dispatch policy")
    class Policies {
        private final RetryPolicy retry = RetryPolicy.standard();

        private DispatchPolicy policy(
                String node, int batch, int inFlight, Duration lease, int maxLosses, Duration probe) {
            return new DispatchPolicy(node, batch, inFlight, lease, retry, maxLosses, probe, false, Duration.ZERO);
        }

        @Test
        @DisplayName("is changed value by value")
        void changed() {
            RetryPolicy other = RetryPolicy.doubling(seconds(1), seconds(2), 3, seconds(4));
            assertThat(DispatchPolicy.standard()
                            .onNode("a")
                            .inBatchesOf(7, 3)
                            .leasedFor(seconds(11))
                            .retrying(other)
                            .probingEvery(seconds(13))
                            .suppressingSecurityMails(true)
                            .keepingSentFor(seconds(17)))
                    .isEqualTo(new DispatchPolicy("a", 7, 3, seconds(11), other, 5, seconds(13), true, seconds(17)));
            assertThat(DispatchPolicy.standard().suppressingSecurityMails(true).suppressSecurityMails())
                    .isTrue();
            assertThat(DispatchPolicy.standard().suppressSecurityMails()).isFalse();
            assertThat(DispatchPolicy.standard().keepSent()).isZero();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> DispatchPolicy.standard().keepingSentFor(seconds(-1)))
                    .withMessageContaining("keepSent");
            assertThat(DispatchPolicy.standard().node())
                    .isNotEqualTo(DispatchPolicy.standard().node());
        }

        @Test
        @DisplayName("has sensible limits")
        void limits() {
            assertThat(policy("n".repeat(100), 1000, 1, Duration.ofNanos(1), 1, Duration.ofNanos(1))
                            .batch())
                    .isEqualTo(1000);
            assertThat(policy("n", 1, 1, seconds(1), 1, seconds(1)).batch()).isEqualTo(1);
            for (String node : List.of(" ", "n".repeat(101))) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> policy(node, 1, 1, seconds(1), 1, seconds(1)))
                        .withMessageStartingWith("node");
            }
            for (int batch : new int[] {0, 1001}) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> policy("n", batch, 1, seconds(1), 1, seconds(1)))
                        .withMessageStartingWith("batch");
            }
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> policy("n", 1, 0, seconds(1), 1, seconds(1)))
                    .withMessageStartingWith("maxInFlight");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> policy("n", 1, 1, seconds(1), 0, seconds(1)))
                    .withMessageStartingWith("maxLosses");
            for (Duration none : List.of(Duration.ZERO, seconds(-1))) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> policy("n", 1, 1, none, 1, seconds(1)))
                        .withMessageStartingWith("lease");
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> policy("n", 1, 1, seconds(1), 1, none))
                        .withMessageStartingWith("probe");
            }
        }
    }

    @Nested
    @DisplayName("a server's reply")
    class Replies {
        private String text(String text) {
            return new Reply(Phase.RCPT, 550, "5.1.1", text).text();
        }

        @Test
        @DisplayName("is kept on one line of printable characters")
        void printable() {
            assertThat(text("no\r\nsuch\tuser\u0000!")).isEqualTo("no  such user !");
            assertThat(text("a\u001fb\u007fc\u0080d\u009fe")).isEqualTo("a b c d e");
            assertThat(text("a b~\u00a0é")).isEqualTo("a b~\u00a0é");
            assertThat(text("a\u2028b\u2029c\u200bd\u202ee")).isEqualTo("a b c d e");
            assertThat(text("a\ud800b")).isEqualTo("a b");
            assertThat(text("  a  ")).isEqualTo("a");
        }

        @Test
        @DisplayName("is cut at 300 characters")
        void length() {
            assertThat(text("x".repeat(300))).hasSize(300);
            assertThat(text("x".repeat(301))).hasSize(300);
            assertThat(text("😀".repeat(151))).hasSize(300);
        }

        @Test
        @DisplayName("is none where nobody replied")
        void none() {
            assertThat(Reply.none(Phase.CONNECT, "refused")).isEqualTo(new Reply(Phase.CONNECT, 0, null, "refused"));
        }
    }

    @Nested
    @DisplayName("an outcome")
    class Outcomes {
        private final Reply reply = Reply.none(Phase.RCPT, "x");

        @Test
        @DisplayName("has a stable name")
        void codes() {
            assertThat(List.of(
                            new DeliveryOutcome.Accepted(reply),
                            new DeliveryOutcome.Rejected(reply, true),
                            new DeliveryOutcome.TryLater(reply, true),
                            new DeliveryOutcome.Unknown(reply),
                            new DeliveryOutcome.Misconfigured(reply, DeliveryOutcome.Misconfigured.Scope.SERVER),
                            new DeliveryOutcome.Unsendable(reply),
                            new DeliveryOutcome.HeldBack(reply)))
                    .extracting(DeliveryOutcome::code)
                    .containsExactly(
                            "accepted",
                            "rejected",
                            "try-later",
                            "unknown",
                            "misconfigured",
                            "unsendable",
                            "blocked-by-guard");
        }

        @Test
        @DisplayName(
                "that asks for later names no pause, or one that is not negative; before the first word nothing was tried")
        void later() {
            assertThat(new DeliveryOutcome.TryLater(reply, true).pause()).isZero();
            assertThat(new DeliveryOutcome.TryLater(reply, true).attempted()).isTrue();
            assertThat(new DeliveryOutcome.TryLater(Reply.none(Phase.PREPARE, "resting"), true).attempted())
                    .isFalse();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new DeliveryOutcome.TryLater(reply, true, Duration.ofNanos(-1)));
        }
    }

    @Nested
    @DisplayName("the result of a pass")
    class Results {
        @Test
        @DisplayName("is added number by number, and idle if nothing was claimed")
        void sums() {
            assertThat(new DispatchResult(1, 2, 3, 4, 5, 6, 7).plus(new DispatchResult(10, 20, 30, 40, 50, 60, 70)))
                    .isEqualTo(new DispatchResult(11, 22, 33, 44, 55, 66, 77));
            assertThat(DispatchResult.NOTHING.isIdle()).isTrue();
            assertThat(new DispatchResult(1, 0, 0, 0, 0, 0, 0).isIdle()).isFalse();
        }
    }

    @Nested
    @DisplayName("polling")
    class Pollings {
        @Test
        @DisplayName("is at least a millisecond apart, and the longest pause is not below the shortest")
        void limits() {
            Duration grace = Duration.ZERO;
            assertThat(new BackgroundDispatcher.Polling(Duration.ofMillis(1), Duration.ofMillis(1), grace).longest())
                    .isEqualTo(Duration.ofMillis(1));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new BackgroundDispatcher.Polling(Duration.ofNanos(999_999), seconds(1), grace));
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> new BackgroundDispatcher.Polling(Duration.ofMillis(2), Duration.ofMillis(1), grace));
        }
    }

    @Nested
    @DisplayName("the pause of a server that is down")
    class Breakers {
        private long now;
        private final ServerBreaker latest = new ServerBreaker(() -> now, LATEST);

        private void openFor(Duration expected) {
            assertThat(latest.isOpen()).isTrue();
            now += expected.toNanos() - 1;
            assertThat(latest.isOpen()).isTrue();
            now++;
            assertThat(latest.isOpen()).isFalse();
        }

        @Test
        @DisplayName("doubles with each failure, from a second to a minute")
        void doubles() {
            assertThat(latest.isOpen()).isFalse();
            for (int expected : new int[] {1, 2, 4, 8, 16, 32, 60, 60, 60}) {
                latest.serverFailed(Duration.ZERO);
                openFor(seconds(expected));
            }
            for (int i = 0; i < 60; i++) {
                latest.serverFailed(Duration.ZERO);
                openFor(seconds(60));
            }
        }

        @Test
        @DisplayName("is not doubled by mails that were on their way when it began, and no shorter pause ends it")
        void onTheirWay() {
            for (int i = 0; i < 8; i++) {
                latest.serverFailed(Duration.ZERO);
            }
            openFor(seconds(1));
            latest.serverFailed(seconds(300));
            latest.serverFailed(Duration.ZERO);
            latest.rest(Duration.ZERO);
            openFor(seconds(300));
        }

        @Test
        @DisplayName("is at least half of that")
        void jitter() {
            RandomGenerator earliest = new RandomGenerator() {
                @Override
                public long nextLong() {
                    return 0;
                }

                @Override
                public long nextLong(long bound) {
                    return 0;
                }
            };
            ServerBreaker breaker = new ServerBreaker(() -> now, earliest);
            breaker.serverFailed(Duration.ZERO);
            now += seconds(1).toNanos() / 2 - 1;
            assertThat(breaker.isOpen()).isTrue();
            now++;
            assertThat(breaker.isOpen()).isFalse();
        }

        @Test
        @DisplayName("is the server's own where that is longer")
        void ofTheServer() {
            latest.serverFailed(seconds(300));
            openFor(seconds(300));
        }

        @Test
        @DisplayName("ends, and is forgotten, when the server answers")
        void answers() {
            latest.serverFailed(Duration.ZERO);
            latest.serverFailed(Duration.ZERO);
            assertThat(latest.isSuspicious()).isTrue();
            latest.serverAnswered();
            assertThat(latest.isOpen()).isFalse();
            assertThat(latest.isSuspicious()).isFalse();
            latest.serverFailed(Duration.ZERO);
            openFor(seconds(1));
        }

        @Test
        @DisplayName("where nobody was asked is at least a tenth of a second, and says nothing against the server")
        void untried() {
            latest.rest(Duration.ZERO);
            openFor(Duration.ofMillis(100));
            latest.rest(seconds(3));
            assertThat(latest.isSuspicious()).isFalse();
            openFor(seconds(3));
        }

        @Test
        @DisplayName("does not come back when the clock of durations begins anew at a negative number")
        void overflow() {
            now = Long.MAX_VALUE - 10;
            latest.rest(seconds(1));
            openFor(seconds(1));
        }
    }
}
