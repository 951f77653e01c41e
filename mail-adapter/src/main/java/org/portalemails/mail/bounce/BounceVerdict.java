package org.portalemails.mail.bounce;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.portalemails.email.MailId;

/**
 * What a mail in the mailbox for bounces meant.
 *
 * @param decision what was done, or why nothing was
 * @param mail the mail of ours that it is about, or {@code null}
 * @param status what it says about the recipient, or {@code null}
 */
public record BounceVerdict(Decision decision, @Nullable MailId mail, @Nullable RecipientStatus status) {
    /** What was done, or why nothing was. */
    public enum Decision {
        /** It is no delivery status notification: an automatic answer, a read receipt, a letter. For a person to read, if at all. */
        NOT_A_BOUNCE,
        /** It names no mail of our outbox; the entry may have been purged. */
        NOT_OURS,
        /** Not the end: delayed, relayed or delivered. */
        NOT_FINAL,
        /** It names a mail of ours, but not in a way that the policy believes. */
        NOT_PROVEN,
        /** The mail was given up, but not because the address is dead: mailbox full, policy, size, time over. */
        ADDRESS_ALIVE,
        /** The address is marked now. */
        SUPPRESSED,
        /** The address is dead, and was marked already. */
        SUPPRESSED_BEFORE
    }

    /** Refuses a missing decision. */
    public BounceVerdict {
        Objects.requireNonNull(decision, "decision");
    }
}
