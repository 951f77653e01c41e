package org.portalemails.outbox;

import java.time.Instant;
import java.util.Objects;

/**
 * One attempt to deliver a mail, as it was recorded.
 *
 * @param number the number of the attempt: 1 for the first; an attempt that was not spent has the number of the next one
 * @param endedAt when it was recorded, by the clock of the storage
 * @param late whether it was recorded after its lease had passed to somebody else: the mail may have gone out twice
 * @param facts what is known about it
 */
public record AttemptRecord(int number, Instant endedAt, boolean late, AttemptFacts facts) {
    /** Refuses {@code null}. */
    public AttemptRecord {
        Objects.requireNonNull(endedAt, "endedAt");
        Objects.requireNonNull(facts, "facts");
    }
}
