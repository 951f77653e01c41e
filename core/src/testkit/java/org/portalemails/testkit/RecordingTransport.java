package org.portalemails.testkit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.portalemails.address.EmailAddress;
import org.portalemails.email.OutgoingMail;
import org.portalemails.transport.DeliveryOutcome;
import org.portalemails.transport.MailTransport;

/**
 * A transport that keeps every attempt and answers as it is told; it accepts everything until then.
 *
 * <p>Who answers an attempt: the next answer of {@link #answerNext}, if one is left; else the first rule of {@link #answer}
 * that matches the mail; else the server accepts. {@link Outcomes} has the usual answers ready.
 *
 * <p>Safe for many threads.
 *
 * @since 0.1.0
 */
public final class RecordingTransport implements MailTransport {
    private record Rule(Predicate<OutgoingMail> mails, DeliveryOutcome answer) {}

    private final List<Attempt> attempts = new ArrayList<>();
    private final Deque<DeliveryOutcome> next = new ArrayDeque<>();
    private final List<Rule> rules = new ArrayList<>();

    /** A transport that accepts everything. */
    public RecordingTransport() {}

    /**
     * One call of {@link #deliver}.
     *
     * @param mail what was to be sent, with its links in clear
     * @param outcome what was answered
     */
    public record Attempt(OutgoingMail mail, DeliveryOutcome outcome) {
        /** Refuses {@code null}. */
        public Attempt {
            Objects.requireNonNull(mail, "mail");
            Objects.requireNonNull(outcome, "outcome");
        }
    }

    /**
     * Answers the next attempts, one each, whatever the mail; after them it goes on as before.
     *
     * @param outcomes in order
     * @return this
     */
    public synchronized RecordingTransport answerNext(DeliveryOutcome... outcomes) {
        next.addAll(Arrays.asList(outcomes));
        return this;
    }

    /**
     * Answers every mail to one address from now on.
     *
     * @param recipient compared by its mailbox key
     * @param outcome the answer
     * @return this
     */
    public RecordingTransport answer(String recipient, DeliveryOutcome outcome) {
        String key = EmailAddress.of(recipient).mailboxKey();
        return answer(mail -> mail.to().address().mailboxKey().equals(key), outcome);
    }

    /**
     * Answers some mails from now on.
     *
     * @param mails which
     * @param outcome the answer
     * @return this
     */
    public synchronized RecordingTransport answer(Predicate<OutgoingMail> mails, DeliveryOutcome outcome) {
        rules.add(new Rule(Objects.requireNonNull(mails, "mails"), Objects.requireNonNull(outcome, "outcome")));
        return this;
    }

    /**
     * Accepts everything from now on; what was recorded stays.
     *
     * @return this
     */
    public synchronized RecordingTransport acceptEverything() {
        next.clear();
        rules.clear();
        return this;
    }

    @Override
    public synchronized DeliveryOutcome deliver(OutgoingMail mail) {
        DeliveryOutcome outcome = next.isEmpty() ? byRule(mail) : next.remove();
        attempts.add(new Attempt(mail, outcome));
        return outcome;
    }

    private DeliveryOutcome byRule(OutgoingMail mail) {
        return rules.stream()
                .filter(rule -> rule.mails().test(mail))
                .findFirst()
                .map(Rule::answer)
                .orElseGet(Outcomes::accepted);
    }

    /** One second. */
    @Override
    public Duration deadline() {
        return Duration.ofSeconds(1);
    }

    /**
     * Every attempt.
     *
     * @return in order; a copy
     */
    public synchronized List<Attempt> attempts() {
        return List.copyOf(attempts);
    }

    /**
     * The mails for which the answer was that they are accepted.
     *
     * @return in order; a copy
     */
    public synchronized List<OutgoingMail> accepted() {
        return attempts.stream()
                .filter(attempt -> attempt.outcome() instanceof DeliveryOutcome.Accepted)
                .map(Attempt::mail)
                .toList();
    }

    /** Forgets what was recorded; rules and answers stay. */
    public synchronized void forget() {
        attempts.clear();
    }
}
