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
import org.jspecify.annotations.Nullable;
import org.portalemails.CompanyId;
import org.portalemails.address.EmailAddress;
import org.portalemails.outbox.SuppressionList;

/** Keeps suppressed addresses in memory. Safe for many threads. */
public final class InMemorySuppressionList implements SuppressionList {
    private final Clock clock;
    private final Map<Mark, Suppression> marks = new LinkedHashMap<>();

    /** Of no company: for all of them. */
    private record Mark(@Nullable CompanyId company, String mailboxKey) {}

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
        return mark(null, address, reason);
    }

    @Override
    public synchronized boolean suppress(CompanyId company, EmailAddress address, String reason) {
        return !isMarked(null, address) && mark(company, address, reason);
    }

    private boolean mark(@Nullable CompanyId company, EmailAddress address, String reason) {
        String key = address.mailboxKey();
        Suppression mark = new Suppression(company, key, reason, clock.instant());
        return marks.putIfAbsent(new Mark(company, key), mark) == null;
    }

    private boolean isMarked(@Nullable CompanyId company, EmailAddress address) {
        return marks.containsKey(new Mark(company, address.mailboxKey()));
    }

    @Override
    public synchronized boolean lift(EmailAddress address) {
        return marks.keySet().removeIf(mark -> mark.mailboxKey().equals(address.mailboxKey()));
    }

    @Override
    public synchronized boolean lift(CompanyId company, EmailAddress address) {
        return marks.remove(new Mark(company, address.mailboxKey())) != null;
    }

    @Override
    public synchronized Set<EmailAddress> suppressedAmong(CompanyId company, Collection<EmailAddress> addresses) {
        Set<EmailAddress> found = new LinkedHashSet<>();
        for (EmailAddress address : addresses) {
            if (isMarked(null, address) || isMarked(company, address)) {
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
