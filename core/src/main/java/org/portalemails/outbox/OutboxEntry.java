package org.portalemails.outbox;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;
import org.portalemails.email.MailId;
import org.portalemails.email.MailOrigin;
import org.portalemails.event.EventId;

/**
 * An entry of the outbox as operators see it: everything but the body.
 *
 * @param id the mail
 * @param eventId what caused it
 * @param typeCode which of the mails, as stored
 * @param group whose settings applied
 * @param recipient the recipient's mailbox key, personal data; {@code null} if there is none or it was erased
 * @param state where it stands
 * @param reason why it stands there, or {@code null} if that needs no reason
 * @param createdAt when it was announced
 * @param dueAt when it is due, or while it is SENDING when the lease ends; {@code null} if nothing will happen by itself
 * @param expiresAt when its secret ends, or {@code null}
 * @param finishedAt when it reached its end or died, or {@code null}
 * @param attempts how many attempts it spent
 * @param possibleDuplicates how many attempts may have delivered it although that was never confirmed
 * @param claimedBy who holds it, while it is SENDING
 * @param hasBody whether its body is still there
 * @param company in whose name it is sent
 * @param route by which it leaves, or left
 * @param origin from what it was made; {@code null} for what was not made, or before that was kept
 * @param test whether it only shows an administrator what a text looks like
 * @param resendOf the mail that it repeats, or {@code null}
 */
public record OutboxEntry(
        MailId id,
        EventId eventId,
        String typeCode,
        CustomerGroupId group,
        @Nullable String recipient,
        EntryState state,
        @Nullable String reason,
        Instant createdAt,
        @Nullable Instant dueAt,
        @Nullable Instant expiresAt,
        @Nullable Instant finishedAt,
        int attempts,
        int possibleDuplicates,
        @Nullable String claimedBy,
        boolean hasBody,
        CompanyId company,
        String route,
        @Nullable MailOrigin origin,
        boolean test,
        @Nullable MailId resendOf) {
    /** Refuses {@code null}. */
    public OutboxEntry {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(eventId, "eventId");
        Objects.requireNonNull(typeCode, "typeCode");
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(company, "company");
        Objects.requireNonNull(route, "route");
    }

    /** Without the recipient. */
    @Override
    public String toString() {
        return "OutboxEntry[" + id + ", " + typeCode + ", group " + group + ", " + state.code()
                + (reason == null ? "]" : ", " + reason + "]");
    }
}
