package org.portalemails.outbox.spi;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.portalemails.outbox.AttemptFacts;

/**
 * What became of a claimed mail.
 *
 * @param claim which claim
 * @param disposition what happens to the mail now
 * @param attempt what to write into the history, or {@code null} if nothing was attempted
 */
public record Settlement(ClaimedMail claim, Disposition disposition, @Nullable AttemptFacts attempt) {
    /** Refuses {@code null}. */
    public Settlement {
        Objects.requireNonNull(claim, "claim");
        Objects.requireNonNull(disposition, "disposition");
    }
}
