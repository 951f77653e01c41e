package org.portalemails.outbox;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Mails that wait, and why.
 *
 * @param scope how far it reaches
 * @param cause who put it there
 * @param reason in words, without personal data; 1 to 300 characters, not blank
 * @param since when, by the clock of the storage
 * @param author who put it there, as the host calls them; {@code null} for a dispatcher, or if it is not known; at most 100 characters
 */
public record Hold(HoldScope scope, Cause cause, String reason, Instant since, @Nullable String author) {
    /** Who put a scope on hold, and so what ends it. */
    public enum Cause {
        /** An operator; ends when an operator releases it. */
        OPERATOR("operator"),
        /**
         * A dispatcher, because the server refuses this configuration; ends when a probe gets through or an operator
         * releases it.
         */
        MISCONFIGURED("misconfigured");

        private final String code;

        Cause(String code) {
            this.code = code;
        }

        /**
         * The stable name.
         *
         * @return lower-case ASCII
         */
        public String code() {
            return code;
        }

        /**
         * Finds a cause by its stable name.
         *
         * @param code a value of {@link #code()}
         * @return the cause
         * @throws IllegalArgumentException if there is none
         */
        public static Cause ofCode(String code) {
            for (Cause cause : values()) {
                if (cause.code.equals(code)) {
                    return cause;
                }
            }
            throw new IllegalArgumentException("unknown hold cause code: " + code);
        }
    }

    /** A hold of nobody in particular. */
    public Hold(HoldScope scope, Cause cause, String reason, Instant since) {
        this(scope, cause, reason, since, null);
    }

    /**
     * Refuses nonsense.
     *
     * @throws IllegalArgumentException if the reason is blank or too long
     */
    public Hold {
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(since, "since");
        if (reason.isBlank() || reason.length() > 300) {
            throw new IllegalArgumentException("reason: 1 to 300 characters, not blank");
        }
        if (author != null && (author.isBlank() || author.length() > 100)) {
            throw new IllegalArgumentException("author: 1 to 100 characters, not blank");
        }
    }
}
