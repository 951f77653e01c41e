package org.portalemails.inmemory;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.portalemails.address.EmailAddress;
import org.portalemails.outbox.SuppressionList;

/** Keeps suppressed addresses in memory. Safe for many threads. */
public final class InMemorySuppressionList implements SuppressionList {
    private final Clock clock;
    private final Map<String, Suppression> marks = new LinkedHashMap<>();

    /**
     * An empty list.
     *
     * @param clock the clock of this storage
     */
    public InMemorySuppressionList(Clock clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    @Override
    public synchronized boolean suppress(EmailAddress address, String reason) {
        String key = address.mailboxKey();
        return marks.putIfAbsent(key, new Suppression(key, reason, clock.instant())) == null;
    }

    @Override
    public synchronized boolean lift(EmailAddress address) {
        return marks.remove(address.mailboxKey()) != null;
    }

    @Override
    public synchronized Set<EmailAddress> suppressedAmong(Collection<EmailAddress> addresses) {
        Set<EmailAddress> found = new LinkedHashSet<>();
        for (EmailAddress address : addresses) {
            if (marks.containsKey(address.mailboxKey())) {
                found.add(address);
            }
        }
        return found;
    }

    @Override
    public synchronized List<Suppression> newest(int limit) {
        List<Suppression> newestFirst = new ArrayList<>(marks.values());
        Collections.reverse(newestFirst);
        return List.copyOf(newestFirst.subList(0, Math.min(limit, newestFirst.size())));
    }
}
