package org.portalemails.inmemory;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.portalemails.limit.LimitKey;
import org.portalemails.limit.Quota;

/** Counters in memory. Guarded by who keeps them. */
final class InMemoryLimits {
    private record Counter(Instant end, long used) {}

    private final Map<LimitKey, Counter> counters = new HashMap<>();

    boolean hasRoom(Quota quota, Instant now) {
        return quota.limit().isNone() || used(quota, now) < quota.limit().most();
    }

    /** Counts under all of them, or under none. */
    boolean count(List<Quota> quotas, Instant now) {
        if (!quotas.stream().allMatch(quota -> hasRoom(quota, now))) {
            return false;
        }
        for (Quota quota : quotas) {
            if (!quota.limit().isNone()) {
                long used = used(quota, now);
                Counter before = counters.get(quota.key());
                Instant end =
                        used == 0 || before == null ? now.plus(quota.limit().window()) : before.end();
                counters.put(quota.key(), new Counter(end, used + 1));
            }
        }
        return true;
    }

    private long used(Quota quota, Instant now) {
        Counter counter = counters.get(quota.key());
        return counter == null || !counter.end().isAfter(now) ? 0 : counter.used();
    }

    void purge(Instant now) {
        counters.values().removeIf(counter -> !counter.end().isAfter(now));
    }
}
