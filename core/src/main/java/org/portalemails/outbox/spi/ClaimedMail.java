package org.portalemails.outbox.spi;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;
import org.portalemails.email.MailId;

/**
 * A mail in the hands of one dispatcher. The payload is still as it was stored: reading it may fail, which is that mail's
 * own trouble and nobody else's.
 *
 * @param id the mail
 * @param fence the number of this claim; a settlement counts only while it is the newest
 * @param typeCode which of the mails, as stored; a newer version may have written a code that this one does not know
 * @param group whose settings made it
 * @param company in whose name it is sent
 * @param route the name of the route by which it was planned to leave; a dispatcher may not know it any more
 * @param boundTo the transport that may have taken it already, and that alone may be asked again; {@code null}: any of the route
 * @param recipient the recipient's mailbox key, or {@code null} if it was erased
 * @param attempt the number of this attempt: 1 for the first
 * @param losses how often a lease on this mail ran out: its holder died
 * @param queuedAt from when its age counts, by the clock of the storage: when it was announced, last queued again by an operator, or
 *     last {@linkplain OutboxQueue#endMisconfigured off hold}
 * @param claimedAt when it was claimed, by the clock of the storage
 * @param expiresAt when its secret ends, or {@code null}
 * @param flags what the claim found out about it; usually empty
 * @param payload what {@link PayloadCodec} wrote; not to be changed
 */
public record ClaimedMail(
        MailId id,
        long fence,
        String typeCode,
        CustomerGroupId group,
        CompanyId company,
        String route,
        @Nullable String boundTo,
        @Nullable String recipient,
        int attempt,
        int losses,
        Instant queuedAt,
        Instant claimedAt,
        @Nullable Instant expiresAt,
        Set<Flag> flags,
        StoredPayload payload) {
    /** What a claim finds out about a mail, in the transaction of the claim. */
    public enum Flag {
        /** A newer mail replaces it: it is not to be sent. */
        SUPERSEDED,
        /** Its address is on the suppression list: it is not to be sent, unless the policy makes an exception. */
        SUPPRESSED,
        /** {@linkplain org.portalemails.limit Limits} govern it and it is not yet counted: {@link OutboxQueue#admit} comes first. */
        LIMITED,
        /** Its group is on hold: it has to wait. */
        HELD,
        /** It is to be sent in spite of a hold, to learn whether the configuration works again. */
        PROBE
    }

    /** Refuses {@code null} and copies the set. */
    public ClaimedMail {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(typeCode, "typeCode");
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(company, "company");
        Objects.requireNonNull(route, "route");
        Objects.requireNonNull(queuedAt, "queuedAt");
        Objects.requireNonNull(claimedAt, "claimedAt");
        Objects.requireNonNull(payload, "payload");
        flags = Set.copyOf(flags);
    }

    /**
     * Whether the claim found something out.
     *
     * @param flag what
     * @return whether
     */
    public boolean is(Flag flag) {
        return flags.contains(flag);
    }

    /** Identifiers only. */
    @Override
    public String toString() {
        return "ClaimedMail[" + id + ", " + typeCode + ", group " + group + ", attempt " + attempt + "]";
    }
}
