package org.portalemails.view;

import java.util.Locale;
import org.portalemails.outbox.AttemptFacts;
import org.portalemails.outbox.AttemptRecord;
import org.portalemails.outbox.EntryReason;

/**
 * One attempt to deliver a mail.
 *
 * @param number 1 for the first; an attempt that was not spent has the number of the next one
 * @param endedAt when it was recorded
 * @param late whether it was recorded after somebody else had taken the mail over: it may have gone out twice
 * @param node who attempted
 * @param transport the name of the transport that gave the outcome; empty if none was asked
 * @param outcome the code of the outcome, such as {@code accepted}
 * @param outcomeLabel the outcome in words
 * @param phase how far the conversation got; empty if that is not known
 * @param replyCode the three-digit SMTP reply, or 0
 * @param enhancedCode the enhanced status code of RFC 3463, or empty
 * @param said what the server said, one line without addresses, in its language, or what our transport says of it, in the
 *     reader's; may tell of a person: only if the caller asked for
 *     personal data; else, and if nothing was said, empty
 * @param millis how long it took, in milliseconds
 */
public record AttemptView(
        int number,
        String endedAt,
        boolean late,
        String node,
        String transport,
        String outcome,
        String outcomeLabel,
        String phase,
        int replyCode,
        String enhancedCode,
        String said,
        long millis) {
    /** One attempt, without what the server said. */
    public static AttemptView of(AttemptRecord attempt, Locale reader) {
        return of(attempt, "", reader);
    }

    /** One attempt with what the server said, for those who may see personal data. */
    public static AttemptView withPersonalData(AttemptRecord attempt, Locale reader) {
        return of(attempt, Words.said(attempt.facts().text(), reader), reader);
    }

    private static AttemptView of(AttemptRecord attempt, String said, Locale reader) {
        AttemptFacts facts = attempt.facts();
        return new AttemptView(
                attempt.number(),
                Words.moment(attempt.endedAt()),
                attempt.late(),
                facts.node(),
                Words.orEmpty(facts.transport()),
                facts.outcome(),
                Words.label("reason", meaning(facts), reader),
                Words.orEmpty(facts.phase()),
                facts.replyCode(),
                Words.orEmpty(facts.enhancedCode()),
                said,
                facts.duration().toMillis());
    }

    /** A server that said nothing was not there to say it. */
    private static String meaning(AttemptFacts facts) {
        boolean silent = facts.outcome().equals(EntryReason.TRY_LATER.code()) && facts.replyCode() == 0;
        return silent ? EntryReason.UNREACHABLE.code() : facts.outcome();
    }

    /** Without what was said. */
    @Override
    public String toString() {
        return "AttemptView[" + number + ", " + outcome + "]";
    }
}
