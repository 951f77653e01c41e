package org.portalemails.recovery;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What staff may see of a request: everything but the address. The mails that answer it stand in the outbox, with event ids that
 * begin with {@link #eventIdPrefix()}.
 *
 * @param id identifies the request
 * @param kind what was asked for
 * @param requestedAt when, by the clock of the storage
 * @param outcome how it ended, or {@code null} while it waits
 */
public record RecoveryRecord(String id, RecoveryKind kind, Instant requestedAt, @Nullable RecoveryOutcome outcome) {
    /** Refuses {@code null}. */
    public RecoveryRecord {
        NewRecoveryRequest.requireId(id);
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(requestedAt, "requestedAt");
    }

    /**
     * How the ids of the events begin that answer this request.
     *
     * @return {@code recovery-<id>-}
     */
    public String eventIdPrefix() {
        return "recovery-" + id + "-";
    }
}
