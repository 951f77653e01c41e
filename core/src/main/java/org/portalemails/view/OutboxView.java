package org.portalemails.view;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.Hold;
import org.portalemails.outbox.OutboxCounts;

/**
 * How the outbox stands.
 *
 * @param entries how many entries are in each state, by its code; every state is there
 * @param oldestDueSeconds for how many seconds the oldest mail that is due has been waiting; 0 if none is due
 * @param holds what is on hold
 */
public record OutboxView(Map<String, Long> entries, long oldestDueSeconds, List<HoldView> holds) {
    /** Copies the map and the list. */
    public OutboxView {
        entries = Words.copy(entries);
        holds = List.copyOf(holds);
    }

    /** Counts and holds together. */
    public static OutboxView of(OutboxCounts counts, List<Hold> holds, Locale reader) {
        Map<String, Long> entries = new LinkedHashMap<>();
        for (EntryState state : EntryState.values()) {
            entries.put(state.code(), counts.in(state));
        }
        return new OutboxView(
                entries,
                counts.oldestDue().toSeconds(),
                holds.stream().map(hold -> HoldView.of(hold, reader)).toList());
    }
}
