package org.portalemails.outbox;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * How many entries stand where, for metrics and alarms.
 *
 * @param byState for every state its number; states without entries are there with 0
 * @param oldestDue for how long the queued mail that waits longest has been waiting since it was first due, or was queued again by
 *     an operator or after a hold: attempts in vain do not set it back; zero if none is queued
 */
public record OutboxCounts(Map<EntryState, Long> byState, Duration oldestDue) {
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
