package org.portalemails.recovery;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.portalemails.email.PlannedMail;
import org.portalemails.host.CustomerGroup;
import org.portalemails.notification.SkipReason;

/**
 * What one customer group answers to a request.
 *
 * @param group whose limit it counts against, and that of its company; or {@code null} if it is nobody's: the mail to an unknown address
 * @param entries what is written into the outbox; at least one
 */
public record RecoveryReply(@Nullable CustomerGroup group, List<PlannedMail> entries) {
    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if it is empty
     */
    public RecoveryReply {
        entries = List.copyOf(Objects.requireNonNull(entries, "entries"));
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("reply: at least one entry");
        }
    }

    /**
     * The same entries, none of them sent.
     *
     * @param reason why not
     * @return as many entries
     */
    public List<PlannedMail> skipped(SkipReason reason) {
        return entries.stream()
                .map(entry -> entry instanceof PlannedMail.Send send ? send.skipped(reason) : entry)
                .toList();
    }

    /**
     * The group against whose limit, and that of whose company, this counts.
     *
     * @return {@code null} if there is no group, or nothing is to be sent anyway
     */
    public @Nullable CustomerGroup counted() {
        return entries.stream().anyMatch(PlannedMail.Send.class::isInstance) ? group : null;
    }
}
