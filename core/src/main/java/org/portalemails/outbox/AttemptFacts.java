package org.portalemails.outbox;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a dispatcher knows about one attempt.
 *
 * @param node who attempted
 * @param outcome the outcome's stable name, such as {@code accepted}; at most 32 characters
 * @param phase how far the conversation got, or {@code null}; at most 32 characters
 * @param replyCode the three-digit SMTP reply, or 0
 * @param enhancedCode the enhanced status code of RFC 3463, or {@code null}; at most 16 characters
 * @param text what was said, one line without addresses, at most 300 characters, or {@code null}
 * @param duration how long it took
 * @param transport the name of the transport that gave this outcome, or {@code null} if none was asked; at most 64 characters
 */
public record AttemptFacts(
        String node,
        String outcome,
        @Nullable String phase,
        int replyCode,
        @Nullable String enhancedCode,
        @Nullable String text,
        Duration duration,
        @Nullable String transport) {
    /** The outcome of an attempt whose dispatcher died: nobody knows what became of it. */
    public static final String LOST = "lost";

    /** The outcome that says that the mail came back after a server had accepted it. */
    public static final String BOUNCED = "bounced";

    /** The outcome of an attempt in which something threw before the transport was asked. */
    public static final String NOT_PREPARED = "not-prepared";

    /** The outcome that says that somebody took the mail back; they stand in the place of the node. */
    public static final String CANCELLED = "cancelled-by";

    /** The outcome that says that somebody queued the mail again; they stand in the place of the node. */
    public static final String REQUEUED = "requeued-by";

    /** What stands as node where no node attempted anything. */
    private static final String NO_NODE = "bounces";

    /**
     * Refuses what does not fit.
     *
     * @throws IllegalArgumentException naming the value
     */
    public AttemptFacts {
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(duration, "duration");
        requireFits("outcome", outcome, 32);
        requireFits("phase", phase, 32);
        requireFits("enhancedCode", enhancedCode, 16);
        requireFits("text", text, 300);
        requireFits("transport", transport, 64);
    }

    /** An attempt in which no transport was asked. */
    public AttemptFacts(
            String node,
            String outcome,
            @Nullable String phase,
            int replyCode,
            @Nullable String enhancedCode,
            @Nullable String text,
            Duration duration) {
        this(node, outcome, phase, replyCode, enhancedCode, text, duration, null);
    }

    /**
     * A mail that came back.
     *
     * @param enhancedCode what the notification says, or {@code null}
     * @return facts without anything that names a person
     */
    public static AttemptFacts bounced(@Nullable String enhancedCode) {
        return new AttemptFacts(NO_NODE, BOUNCED, null, 0, enhancedCode, null, Duration.ZERO);
    }

    /**
     * What somebody did to a mail.
     *
     * @param author who
     * @param outcome {@link #CANCELLED} or {@link #REQUEUED}
     * @return facts
     * @throws IllegalArgumentException if the author is blank or longer than 100 characters
     */
    public static AttemptFacts of(String author, String outcome) {
        if (author.isBlank() || author.length() > 100) {
            throw new IllegalArgumentException("author: 1 to 100 characters, not blank");
        }
        return new AttemptFacts(author, outcome, null, 0, null, null, Duration.ZERO);
    }

    private static void requireFits(String name, @Nullable String value, int length) {
        if (value != null && value.length() > length) {
            throw new IllegalArgumentException(name + ": at most " + length + " characters");
        }
    }
}
