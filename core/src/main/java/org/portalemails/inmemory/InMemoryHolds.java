package org.portalemails.inmemory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.portalemails.outbox.Hold;
import org.portalemails.outbox.HoldScope;

/** What is on hold, and when a hold for a broken configuration is probed next. Guarded by the outbox that has it. */
final class InMemoryHolds {
    private record Held(Hold hold, Instant probeAt) {}

    private final Map<HoldScope, Held> holds = new LinkedHashMap<>();

    boolean has(HoldScope scope) {
        return holds.containsKey(scope);
    }

    boolean isMisconfigured(HoldScope scope) {
        Held held = holds.get(scope);
        return held != null && held.hold().cause() == Hold.Cause.MISCONFIGURED;
    }

    List<Hold> all() {
        return holds.values().stream().map(Held::hold).toList();
    }

    boolean cover(InMemoryRow row) {
        return holds.keySet().stream().anyMatch(scope -> scope.covers(row.group, row.company, row.route));
    }

    boolean coverByOperator(InMemoryRow row) {
        return all().stream()
                .anyMatch(hold ->
                        hold.cause() == Hold.Cause.OPERATOR && hold.scope().covers(row.group, row.company, row.route));
    }

    /** Replaces what there was. */
    void put(Hold hold) {
        holds.put(hold.scope(), new Held(hold, Instant.MAX));
    }

    boolean addIfAbsent(Hold hold, Instant firstProbe) {
        return holds.putIfAbsent(hold.scope(), new Held(hold, firstProbe)) == null;
    }

    boolean remove(HoldScope scope) {
        return holds.remove(scope) != null;
    }

    /** The scopes for which a probe is due now; their next one is due later. */
    List<HoldScope> takeProbes(Instant now, Instant next, int limit) {
        List<HoldScope> due = new ArrayList<>();
        for (Map.Entry<HoldScope, Held> entry : holds.entrySet()) {
            if (due.size() < limit
                    && isMisconfigured(entry.getKey())
                    && !entry.getValue().probeAt().isAfter(now)) {
                entry.setValue(new Held(entry.getValue().hold(), next));
                due.add(entry.getKey());
            }
        }
        return due;
    }
}
