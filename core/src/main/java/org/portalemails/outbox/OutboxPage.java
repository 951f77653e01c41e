package org.portalemails.outbox;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.portalemails.outbox.OutboxQuery.Place;

/**
 * What was found in one look at the outbox. A look is bounded whatever is looked for: where few entries of very many fit, a page may be
 * short or empty although another follows.
 *
 * @param entries in the order of the answers
 * @param next from where to look further, or {@code null} if there is nothing behind
 */
public record OutboxPage(List<OutboxEntry> entries, @Nullable Place next) {
    /** Copies the list. */
    public OutboxPage {
        entries = List.copyOf(entries);
    }
}
