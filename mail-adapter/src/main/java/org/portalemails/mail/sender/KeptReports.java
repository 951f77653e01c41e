package org.portalemails.mail.sender;

import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.portalemails.address.EmailAddress;
import org.portalemails.sender.SenderReport;

/** Answers with their age, and the questions that are on their way: one at a time for each sender. Thread-safe. */
final class KeptReports {
    /** The senders that are remembered; of those that nobody asked for longest, the answer is forgotten. */
    private static final int MOST = 200;

    private static final int SOONER = 12;

    /** Asks; what is asked after a moment by {@link System#nanoTime} gets no answer. */
    @FunctionalInterface
    interface Question {
        SenderReport ask(EmailAddress from, @Nullable EmailAddress replyTo, long deadline);
    }

    private record Key(EmailAddress from, @Nullable EmailAddress replyTo) {}

    private static final class Entry {
        private @Nullable SenderReport report;
        private @Nullable FutureTask<SenderReport> running;
    }

    private final Question question;
    private final Clock clock;
    private final ThreadFactory threads;
    private final Duration patience;
    private final Duration keepFor;
    private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    KeptReports(Question question, Clock clock, ThreadFactory threads, Duration patience, Duration keepFor) {
        this.question = question;
        this.clock = clock;
        this.threads = threads;
        this.patience = patience;
        this.keepFor = keepFor;
    }

    /** The kept answer, or a new one, for which this waits. */
    SenderReport get(EmailAddress from, @Nullable EmailAddress replyTo) {
        FutureTask<SenderReport> running;
        synchronized (entries) {
            Entry entry = entries.computeIfAbsent(new Key(from, replyTo), key -> new Entry());
            if (entry.report != null && isFresh(entry.report)) {
                return entry.report;
            }
            start(new Key(from, replyTo), entry);
            running = Objects.requireNonNull(entry.running);
            forget();
        }
        try {
            return running.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return unanswered(from, replyTo);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unanswered(from, replyTo);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the question for a sender failed", e.getCause());
        }
    }

    /** Nothing was answered in time: nothing is known. */
    private SenderReport unanswered(EmailAddress from, @Nullable EmailAddress replyTo) {
        return question.ask(from, replyTo, System.nanoTime());
    }

    /** All kept answers; the oldest is asked for again, if it is too old and no other is on its way. */
    List<SenderReport> all() {
        synchronized (entries) {
            List<SenderReport> reports = entries.values().stream()
                    .map(entry -> entry.report)
                    .filter(Objects::nonNull)
                    .toList();
            if (entries.values().stream().allMatch(entry -> entry.running == null)) {
                reports.stream()
                        .filter(report -> !isFresh(report))
                        .min(Comparator.comparing(SenderReport::askedAt))
                        .map(report -> new Key(report.from(), report.replyTo()))
                        .ifPresent(key -> start(key, Objects.requireNonNull(entries.get(key))));
            }
            return reports;
        }
    }

    private void start(Key key, Entry entry) {
        if (entry.running != null) {
            return;
        }
        long deadline = System.nanoTime() + patience.toNanos();
        FutureTask<SenderReport> task = new FutureTask<>(() -> {
            SenderReport report = null;
            try {
                report = question.ask(key.from(), key.replyTo(), deadline);
                return report;
            } finally {
                settle(entry, report);
            }
        });
        threads.newThread(task).start();
        entry.running = task;
    }

    private void settle(Entry entry, @Nullable SenderReport report) {
        synchronized (entries) {
            entry.running = null;
            entry.report = report == null ? entry.report : report;
        }
    }

    private void forget() {
        while (entries.size() > MOST) {
            entries.remove(entries.keySet().iterator().next());
        }
    }

    private boolean isFresh(SenderReport report) {
        boolean whole =
                report.findings().stream().noneMatch(finding -> finding.reason().isNoAnswer());
        Duration keep = whole ? keepFor : keepFor.dividedBy(SOONER);
        return clock.instant().isBefore(report.askedAt().plus(keep));
    }
}
