package org.portalemails.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.portalemails.email.OutgoingMail;
import org.portalemails.transport.DeliveryOutcome;
import org.portalemails.transport.DeliveryOutcome.Phase;
import org.portalemails.transport.DeliveryOutcome.Reply;
import org.portalemails.transport.MailTransport;

/** Transports that each break one promise: the contract test must notice every one of them. */
class MailTransportContractTest {
    /** What is wrong, which test of the contract test notices, and the transport. */
    private record Fault(String noticedBy, Function<List<String>, MailTransport> transport) {}

    private static final Map<String, Fault> FAULTS = new LinkedHashMap<>();

    static {
        fault("throws for an unusual mail", "answersForEveryMail", mail -> {
            if (mail.subject().length() > 900) {
                throw new IllegalStateException("too long for me");
            }
            return Outcomes.accepted();
        });
        fault(
                "puts an unusual mail off for ever",
                "answersForEveryMail",
                mail -> mail.subject().length() > 900 ? Outcomes.greylisted() : Outcomes.accepted());
        fault(
                "says accepted too early",
                "accepts",
                mail -> new DeliveryOutcome.Accepted(Reply.none(Phase.CONNECT, "soon")));
        fault("does not know whether it can", "accepts", mail -> Outcomes.connectionLostAfterTheFinalDot());
        fault(
                "repeats the address in its answer",
                "tellsNoSecret",
                mail -> new DeliveryOutcome.Accepted(
                        Reply.none(Phase.FINAL_DOT, "to " + mail.to().address().value())));
        fault("prints a link", "tellsNoSecret", mail -> {
            if (mail.text().startsWith("https:")) {
                System.err.println(mail.text());
            }
            return Outcomes.accepted();
        });
        fault(
                "swallows an interrupt",
                "keepsAnInterrupt",
                mail -> Thread.interrupted() ? Outcomes.greylisted() : Outcomes.accepted());
        fault(
                "blames the server for an interrupt",
                "keepsAnInterrupt",
                mail -> Thread.currentThread().isInterrupted() ? Outcomes.serverDown() : Outcomes.accepted());
        FAULTS.put(
                "says accepted, and lets no mail arrive",
                new Fault("accepts", arrived -> new Faithful(new ArrayList<>())));
        FAULTS.put("hands a mail over twice", new Fault("servesManyThreads", arrived -> new Faithful(arrived) {
            @Override
            public DeliveryOutcome deliver(OutgoingMail mail) {
                super.deliver(mail);
                return super.deliver(mail);
            }
        }));
        FAULTS.put("throws when it is closed twice", new Fault("closesMoreThanOnce", arrived -> new Faithful(arrived) {
            private boolean closed;

            @Override
            public void close() {
                if (closed) {
                    throw new IllegalStateException("closed already");
                }
                closed = true;
            }
        }));
        FAULTS.put("has no time at all", new Fault("saysItsDeadline", arrived -> new Faithful(arrived) {
            @Override
            public Duration deadline() {
                return Duration.ZERO;
            }
        }));
    }

    /** A transport that is right but for its answer. */
    private static void fault(String name, String noticedBy, Function<OutgoingMail, DeliveryOutcome> answer) {
        FAULTS.put(name, new Fault(noticedBy, arrived -> new Faithful(arrived) {
            @Override
            public DeliveryOutcome deliver(OutgoingMail mail) {
                DeliveryOutcome outcome = answer.apply(mail);
                if (outcome instanceof DeliveryOutcome.Accepted) {
                    super.deliver(mail);
                }
                return outcome;
            }
        }));
    }

    /** Keeps every promise. */
    private static class Faithful implements MailTransport {
        private final List<String> arrived;

        Faithful(List<String> arrived) {
            this.arrived = arrived;
        }

        @Override
        public DeliveryOutcome deliver(OutgoingMail mail) {
            synchronized (arrived) {
                arrived.add(mail.messageId());
            }
            return Outcomes.accepted();
        }

        @Override
        public Duration deadline() {
            return Duration.ofSeconds(1);
        }
    }

    private static Function<List<String>, MailTransport> underTest = Faithful::new;

    /** What an author hands in; nobody runs it but the tests below. */
    static class Candidate extends MailTransportContract {
        private final List<String> arrived = new ArrayList<>();

        @Override
        protected MailTransport transport() {
            return underTest.apply(arrived);
        }

        @Override
        protected Optional<Collection<String>> arrived() {
            return Optional.of(List.copyOf(arrived));
        }
    }

    @Test
    @DisplayName("The contract test of a mail transport passes one that keeps every promise")
    void passesAFaithfulOne() {
        underTest = Faithful::new;
        assertThat(JupiterRun.failuresOf(Candidate.class)).isEmpty();
    }

    @TestFactory
    @DisplayName("The contract test of a mail transport fails one that")
    Stream<DynamicTest> failsEach() {
        return FAULTS.entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> {
                    underTest = each.getValue().transport();
                    assertThat(JupiterRun.failuresOf(Candidate.class))
                            .containsKey(each.getValue().noticedBy());
                }));
    }
}
