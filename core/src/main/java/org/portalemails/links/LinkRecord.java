package org.portalemails.links;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The newest link of a reference, for staff. Holds no secret.
 *
 * @param reference whose it is
 * @param fate what became of it
 * @param issues how many links were made for this reference, as far as they are not purged: 1, or more after it was sent again
 * @param issuedAt when it was made, which is when its mail left
 * @param expiresAt when it ends
 * @param openedAt when a person pressed the button of its page, or {@code null}
 * @param usedAt when a person finished, or {@code null}
 */
public record LinkRecord(
        String reference,
        LinkFate fate,
        int issues,
        Instant issuedAt,
        Instant expiresAt,
        @Nullable Instant openedAt,
        @Nullable Instant usedAt) {
    /** Refuses {@code null}. */
    public LinkRecord {
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(fate, "fate");
        Objects.requireNonNull(issuedAt, "issuedAt");
        Objects.requireNonNull(expiresAt, "expiresAt");
    }
}
