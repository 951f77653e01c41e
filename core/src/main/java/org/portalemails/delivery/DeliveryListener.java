package org.portalemails.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;
import org.portalemails.email.MailId;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.HoldScope;
import org.portalemails.transport.DeliveryOutcome;

/**
 * Told what the dispatcher does, and what comes back: for metrics, alarms and audit. All methods do nothing unless overridden.
 *
 * <p>Moment: after the commit that made it true. A crash between that commit and the call swallows the call: what must not be
 * missed is read from the outbox. Thread: the dispatcher's own, and for {@link #bounced} that of whoever reads the mails that come back;
 * it waits meanwhile: no slow work here. An exception or error is logged and changes nothing.
 */
public interface DeliveryListener {
    /** Is called nothing. */
    DeliveryListener SILENT = new DeliveryListener() {};

    /**
     * One listener for several: each is told, in this order, whatever those before it throw.
     *
     * @param listeners who is told
     * @return a listener that passes everything on
     */
    static DeliveryListener each(DeliveryListener... listeners) {
        return new EveryListener(List.of(listeners));
    }

    /**
     * The delivery attempt is over.
     *
     * @param attempt what became of it
     */
    default void attemptEnded(Attempt attempt) {}

    /**
     * The first transport of a route does not work, and another one carries its mails. Told by each node that finds it so. That the first
     * refuses one sender or loses one connection, so that the next takes that mail, is no fallback.
     *
     * @param route the name of the route
     * @param transport the name of the other one
     */
    default void fallbackBegan(String route, String transport) {}

    /**
     * The first transport of a route carries its mails again.
     *
     * @param route the name of the route
     * @param since when another one began to, by the clock of the storage
     */
    default void fallbackEnded(String route, Instant since) {}

    /**
     * The configuration of a group, or of a route, is broken: its mails wait. Somebody must act.
     *
     * @param scope how far it reaches
     * @param reason what is broken, without personal data
     */
    default void suspended(HoldScope scope, String reason) {}

    /**
     * A broken configuration works again.
     *
     * @param scope how far it reached
     */
    default void worksAgain(HoldScope scope) {}

    /**
     * The storage refused; the dispatcher tries again.
     *
     * @param failure what it said
     */
    default void storageFailed(RuntimeException failure) {}

    /**
     * A mail came back for good, after a server had accepted it; that is on record. Once for each mail and stay in its state.
     *
     * @param bounce what is known of it
     */
    default void bounced(Bounce bounce) {}

    /**
     * A mail that came back. Without its address.
     *
     * @param mail the mail
     * @param typeCode which of the mails, as stored
     * @param group whose
     * @param company in whose name it was sent
     * @param enhancedCode the enhanced status code of RFC 3463, or {@code null}
     * @param suppressed whether the address is dead and therefore on the suppression list
     */
    record Bounce(
            MailId mail,
            String typeCode,
            CustomerGroupId group,
            CompanyId company,
            @Nullable String enhancedCode,
            boolean suppressed) {
        /** Refuses {@code null}. */
        public Bounce {
            Objects.requireNonNull(mail, "mail");
            Objects.requireNonNull(typeCode, "typeCode");
            Objects.requireNonNull(group, "group");
            Objects.requireNonNull(company, "company");
        }
    }

    /**
     * The end of one delivery attempt.
     *
     * @param mail the mail
     * @param typeCode which of the mails, as stored
     * @param group whose
     * @param company in whose name it is sent
     * @param route by which it leaves
     * @param transport the name of the transport that gave the outcome, or {@code null} if none was asked
     * @param attempt the number of the attempt
     * @param outcome the transport's answer ({@link DeliveryOutcome#code()}), or {@code null} if it was not asked
     * @param state where the mail stands now
     * @param reason why, or {@code null}
     * @param duration how long it took
     * @param counted {@code false}: somebody else held the mail by then, and its state is theirs
     */
    record Attempt(
            MailId mail,
            String typeCode,
            CustomerGroupId group,
            CompanyId company,
            String route,
            @Nullable String transport,
            int attempt,
            @Nullable String outcome,
            EntryState state,
            @Nullable String reason,
            Duration duration,
            boolean counted) {
        /** Refuses {@code null}. */
        public Attempt {
            Objects.requireNonNull(mail, "mail");
            Objects.requireNonNull(typeCode, "typeCode");
            Objects.requireNonNull(group, "group");
            Objects.requireNonNull(company, "company");
            Objects.requireNonNull(route, "route");
            Objects.requireNonNull(state, "state");
            Objects.requireNonNull(duration, "duration");
        }
    }
}
