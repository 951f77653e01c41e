package org.portalemails.outbox;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * How many entries stand where, for metrics and alarms. Test mails are not counted. Counting is bounded: {@link #MOST} stands for that many
 * or more.
 *
 * @param byState for every state its number, at most {@link #MOST}; states without entries are there with 0
 * @param oldestDue for how long the queued mail that waits longest has been waiting since it was first due, or was queued again by
 *     an operator or after a hold: attempts in vain do not set it back; zero if none is queued. Looked for among the {@value #EARLIEST}
 *     that were announced first
 */
public record OutboxCounts(Map<EntryState, Long> byState, Duration oldestDue) {
    /** The most that is counted of a state. */
    public static final long MOST = 10_000;

    /** Among how many of those that were announced first the oldest is looked for. */
    public static final int EARLIEST = 1_000;

    /** Copies the map. */
    public OutboxCounts {
        byState = Map.copyOf(byState);
        Objects.requireNonNull(oldestDue, "oldestDue");
    }

    /**
     * How many entries are in a state.
     *
     * @param state the state
     * @return 0 or more
     */
    public long in(EntryState state) {
        return byState.getOrDefault(state, 0L);
    }
}
