package org.portalemails.delivery;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a {@link FailureDigest} by itself, beside the dispatcher. Any number of nodes may run one: together they write one report an hour.
 *
 * <p>Runs in one thread of its own until it is closed; first when it has rested once, since a node that starts knows nothing of its servers. What the storage refuses is logged, and tried again at the next round.
 */
public final class DigestRounds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DigestRounds.class);

    private final FailureDigest digest;
    private final Duration every;
    private final Rounds rounds = new Rounds();

    private DigestRounds(FailureDigest digest, Duration every) {
        this.digest = Objects.requireNonNull(digest, "digest");
        this.every = Rounds.requirePositive("every", every);
    }

    /**
     * Starts it.
     *
     * @param digest what tells
     * @param every how often to look: some minutes
     * @return closes it
     * @throws IllegalArgumentException if the time is not positive
     */
    public static DigestRounds start(FailureDigest digest, Duration every) {
        return start(digest, every, Rounds.threads("portal-emails-digest"));
    }

    /**
     * Starts it in a thread of the host's.
     *
     * @param digest what tells
     * @param every how often to look
     * @param threads makes the one thread
     * @return closes it
     * @throws IllegalArgumentException if the time is not positive
     */
    public static DigestRounds start(FailureDigest digest, Duration every, ThreadFactory threads) {
        DigestRounds started = new DigestRounds(digest, every);
        started.rounds.start(threads, every, every, started::round);
        return started;
    }

    private void round() {
        try {
            digest.runOnce();
        } catch (RuntimeException e) {
            LOG.warn("failures are not reported; tried again in {}", every, e);
        }
    }

    /** Ends it, after the round in which it is. Returns at once. */
    @Override
    public void close() {
        rounds.close();
    }
}
