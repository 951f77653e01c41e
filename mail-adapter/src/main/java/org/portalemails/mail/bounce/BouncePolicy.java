package org.portalemails.mail.bounce;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/**
 * What must be true before a bounce may mark an address. Start from {@link #standard()}.
 *
 * <p>Anybody can write a mail that looks like a bounce. What protects the list of suppressed addresses: the address that is
 * marked is never taken from the notification, but from the outbox entry of the mail that the notification names. Who
 * wants to mark an address must therefore know the id of a mail that we sent to it lately. It cannot be guessed; it is known
 * to the recipient, to whomever they passed the mail on, and to the servers on the way, who could refuse the mail as well. A mark
 * is visible, can be lifted by staff, and by default does not stop mails with a link.
 *
 * @param evidence by what a mail may be named: not empty; several that name different mails count as none
 * @param within how long after a mail left a bounce is believed, by the clock of this node
 * @param sameRecipient whether the notification must name the recipient of the mail; {@code false} also believes the bounce of
 *     an address to which they forward, where no mail reaches them either
 * @param nullSenderOnly whether a notification that says that it came from somebody ({@code Return-Path}) is doubted: real ones
 *     have the null sender (RFC 3464 section 2), which ordinary mail accounts cannot use
 */
public record BouncePolicy(
        Set<BounceEvidence> evidence, Duration within, boolean sameRecipient, boolean nullSenderOnly) {
    /**
     * Copies and checks.
     *
     * @throws IllegalArgumentException if nothing would be believed
     */
    public BouncePolicy {
        evidence = Set.copyOf(evidence);
        Objects.requireNonNull(within, "within");
        if (evidence.isEmpty()) {
            throw new IllegalArgumentException("evidence: at least one kind");
        }
        if (within.isNegative() || within.isZero()) {
            throw new IllegalArgumentException("within: above zero");
        }
    }

    /**
     * The default: every kind of evidence, within 14 days, for the same recipient, from the null sender.
     *
     * @return the policy
     */
    public static BouncePolicy standard() {
        return new BouncePolicy(Set.of(BounceEvidence.values()), Duration.ofDays(14), true, true);
    }

    /**
     * The same policy with other evidence.
     *
     * @param kinds at least one
     * @return another policy
     */
    public BouncePolicy believing(BounceEvidence... kinds) {
        return new BouncePolicy(Set.of(kinds), within, sameRecipient, nullSenderOnly);
    }

    /**
     * The same policy with another patience.
     *
     * @param age how long after a mail left a bounce is believed
     * @return another policy
     */
    public BouncePolicy within(Duration age) {
        return new BouncePolicy(evidence, age, sameRecipient, nullSenderOnly);
    }

    /**
     * The same policy, believing the bounces of addresses to which recipients forward.
     *
     * @return another policy
     */
    public BouncePolicy believingForwarders() {
        return new BouncePolicy(evidence, within, false, nullSenderOnly);
    }

    /**
     * The same policy, whatever {@code Return-Path} says: for mailboxes whose server writes something of its own there.
     *
     * @return another policy
     */
    public BouncePolicy fromAnySender() {
        return new BouncePolicy(evidence, within, sameRecipient, false);
    }
}
