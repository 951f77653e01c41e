package org.portalemails.recovery;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.portalemails.address.EmailAddress;

/**
 * A request in the hands of a processor: within the limits, and to be answered. Personal: {@link #toString()} shows the id only.
 *
 * @param id identifies the request
 * @param fence the number of this claim; a conclusion counts only while it is the newest
 * @param kind what is asked for
 * @param address what was typed
 * @param language the language of the page, or {@code null}
 * @param requestedAt when, by the clock of the storage
 */
public record RecoveryRequest(
        String id,
        long fence,
        RecoveryKind kind,
        EmailAddress address,
        @Nullable Locale language,
        Instant requestedAt) {
    /** Refuses {@code null}. */
    public RecoveryRequest {
        NewRecoveryRequest.requireId(id);
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(requestedAt, "requestedAt");
    }

    @Override
    public String toString() {
        return "RecoveryRequest[" + id + ", " + kind.code() + "]";
    }
}
