package org.portalemails.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * So many test mails for one person in so long, on this node: an open page is not to become a way to flood somebody's mailbox. Kept in memory, since
 * nothing is lost with it. Thread-safe.
 */
final class TestMailLimit {
    private final int most;
    private final Duration window;
    private final Clock clock;
    private final Map<String, Deque<Instant>> sent = new HashMap<>();

    TestMailLimit(int most, Duration window, Clock clock) {
        this.most = most;
        this.window = window;
        this.clock = clock;
    }

    /** There were enough. */
    static final class Reached extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Reached() {
            super("enough test mails for now", null, false, false);
        }
    }

    /**
     * Counts one.
     *
     * @throws Reached if there were enough
     */
    synchronized void count(String person) {
        Instant now = clock.instant();
        Instant since = now.minus(window);
        sent.values().forEach(times -> times.removeIf(time -> !time.isAfter(since)));
        sent.values().removeIf(Deque::isEmpty);
        Deque<Instant> times = sent.computeIfAbsent(person, ignored -> new ArrayDeque<>());
        if (times.size() >= most) {
            throw new Reached();
        }
        times.add(now);
    }
}
