package org.portalemails.outbox.spi;

import java.util.Objects;
import org.portalemails.email.MailId;

/**
 * What became of one entry that was to be appended.
 *
 * @param id the entry that now stands for this event and mail: the new one, or the one that was there before
 * @param appended {@code false} if this event and mail stood there before; then nothing was written
 */
public record AppendResult(MailId id, boolean appended) {
    /** Refuses {@code null}. */
    public AppendResult {
        Objects.requireNonNull(id, "id");
    }
}
