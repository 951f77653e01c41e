package org.portalemails.delivery;

import java.time.Duration;
import java.util.Objects;
import java.util.UUID;

/**
 * How a dispatcher works. Start from {@link #standard()} and change what differs.
 *
 * @param node who dispatches, shown to operators: 1 to 100 characters, different for every node
 * @param batch the most mails that one claim takes: 1 to 1,000
 * @param maxInFlight the most mails handed to the transport whose outcome is not committed yet; a crash can duplicate no
 *     more than these
 * @param lease how long a claim holds; at least twice the transport's deadline
 * @param retry how patient it is
 * @param maxLosses how often a mail's dispatcher may die before the mail is dead: at least 1
 * @param probe how long broken settings wait before one mail is tried again
 * @param suppressSecurityMails whether mails with a secret, too, are skipped for a suppressed address
 * @param keepSent how long the words of a mail are kept after it was sent, without its secrets and sealed; zero: not at all
 */
public record DispatchPolicy(
        String node,
        int batch,
        int maxInFlight,
        Duration lease,
        RetryPolicy retry,
        int maxLosses,
        Duration probe,
        boolean suppressSecurityMails,
        Duration keepSent) {
    /**
     * Refuses nonsense.
     *
     * @throws IllegalArgumentException naming the value
     */
    public DispatchPolicy {
        Objects.requireNonNull(lease, "lease");
        Objects.requireNonNull(retry, "retry");
        Objects.requireNonNull(probe, "probe");
        Objects.requireNonNull(keepSent, "keepSent");
        if (node.isBlank() || node.length() > 100) {
            throw new IllegalArgumentException("node: 1 to 100 characters");
        }
        if (batch < 1 || batch > 1000) {
            throw new IllegalArgumentException("batch: 1 to 1000");
        }
        if (maxInFlight < 1) {
            throw new IllegalArgumentException("maxInFlight: at least 1");
        }
        if (lease.isNegative() || lease.isZero()) {
            throw new IllegalArgumentException("lease: must be positive");
        }
        if (maxLosses < 1) {
            throw new IllegalArgumentException("maxLosses: at least 1");
        }
        if (probe.isNegative() || probe.isZero()) {
            throw new IllegalArgumentException("probe: must be positive");
        }
        if (keepSent.isNegative()) {
            throw new IllegalArgumentException("keepSent: zero or more");
        }
    }

    /**
     * The default: a random node name, batches of 100, 20 in flight, a lease of 10 minutes, {@link RetryPolicy#standard()},
     * 5 losses, a probe every minute, security mails sent even to suppressed addresses, and
     * nothing kept of the words of mails that were sent.
     *
     * @return the policy
     */
    public static DispatchPolicy standard() {
        return new DispatchPolicy(
                "node-" + UUID.randomUUID(),
                100,
                20,
                Duration.ofMinutes(10),
                RetryPolicy.standard(),
                5,
                Duration.ofMinutes(1),
                false,
                Duration.ZERO);
    }

    /**
     * The same policy under another name.
     *
     * @param name who dispatches
     * @return another policy
     */
    public DispatchPolicy onNode(String name) {
        return new DispatchPolicy(
                name, batch, maxInFlight, lease, retry, maxLosses, probe, suppressSecurityMails, keepSent);
    }

    /**
     * The same policy with other amounts.
     *
     * @param mails the most that one claim takes
     * @param inFlight the most whose outcome is not committed
     * @return another policy
     */
    public DispatchPolicy inBatchesOf(int mails, int inFlight) {
        return new DispatchPolicy(
                node, mails, inFlight, lease, retry, maxLosses, probe, suppressSecurityMails, keepSent);
    }

    /**
     * The same policy with another lease.
     *
     * @param duration how long a claim holds
     * @return another policy
     */
    public DispatchPolicy leasedFor(Duration duration) {
        return new DispatchPolicy(
                node, batch, maxInFlight, duration, retry, maxLosses, probe, suppressSecurityMails, keepSent);
    }

    /**
     * The same policy with another patience.
     *
     * @param policy how patient
     * @return another policy
     */
    public DispatchPolicy retrying(RetryPolicy policy) {
        return new DispatchPolicy(
                node, batch, maxInFlight, lease, policy, maxLosses, probe, suppressSecurityMails, keepSent);
    }

    /**
     * The same policy with another time between probes.
     *
     * @param interval how long broken settings wait
     * @return another policy
     */
    public DispatchPolicy probingEvery(Duration interval) {
        return new DispatchPolicy(
                node, batch, maxInFlight, lease, retry, maxLosses, interval, suppressSecurityMails, keepSent);
    }

    /**
     * The same policy, with or without the exception for mails with a secret.
     *
     * @param suppress whether they, too, are skipped for a suppressed address
     * @return another policy
     */
    public DispatchPolicy suppressingSecurityMails(boolean suppress) {
        return new DispatchPolicy(node, batch, maxInFlight, lease, retry, maxLosses, probe, suppress, keepSent);
    }

    /**
     * The same policy, keeping what mails said for a time after they were sent, so that operators can show it: without secrets, compressed,
     * and sealed by the host's {@link org.portalemails.outbox.PayloadSealer}. It goes with the time, with an erasure and with a purge. A
     * sealer that seals nothing keeps nothing.
     *
     * @param time how long; zero: not at all
     * @return another policy
     */
    public DispatchPolicy keepingSentFor(Duration time) {
        return new DispatchPolicy(
                node, batch, maxInFlight, lease, retry, maxLosses, probe, suppressSecurityMails, time);
    }
}
