package org.portalemails.demo.customers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.portalemails.announce.Announcement;
import org.portalemails.announce.Mailing;
import org.portalemails.announce.Notifier;
import org.springframework.core.task.TaskExecutor;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Adds thousands of people in the background: batch by batch, each batch with its announcements in one transaction. */
@Service
public class RepresentativeImport {
    private static final int BATCH = 250;

    private final Representatives representatives;
    private final RepresentativeService service;
    private final Notifier notifier;
    private final TransactionTemplate transactions;
    private final TaskExecutor background;
    private volatile @Nullable Progress progress;

    RepresentativeImport(
            Representatives representatives,
            RepresentativeService service,
            Notifier notifier,
            TransactionTemplate transactions,
            TaskExecutor background) {
        this.representatives = representatives;
        this.service = service;
        this.notifier = notifier;
        this.transactions = transactions;
        this.background = background;
    }

    /** How far an import is. */
    public record Progress(int wanted, int done, int queued, int skipped, boolean running, boolean failed) {}

    /** The import that runs, or ran last. */
    public @Nullable Progress progress() {
        return progress;
    }

    /** Starts an import, unless one runs. */
    public synchronized boolean start(Company company, int count, Mailing mailing, String staffName) {
        Progress current = progress;
        if (current != null && current.running()) {
            return false;
        }
        progress = new Progress(count, 0, 0, 0, true, false);
        background.execute(() -> run(company, count, mailing, staffName));
        return true;
    }

    private void run(Company company, int count, Mailing mailing, String staffName) {
        Progress now = new Progress(count, 0, 0, 0, true, false);
        try {
            for (int from = 0; from < count; from += BATCH) {
                int first = from;
                int size = Math.min(BATCH, count - from);
                List<Announcement> answers =
                        transactions.execute(status -> importBatch(company, first, size, mailing, staffName));
                long queued = answers.stream()
                        .mapToLong(answer -> answer.queued().size())
                        .sum();
                now = new Progress(
                        count,
                        from + size,
                        now.queued() + (int) queued,
                        now.skipped() + size - (int) queued,
                        true,
                        false);
                progress = now;
            }
            progress = new Progress(count, now.done(), now.queued(), now.skipped(), false, false);
        } catch (RuntimeException e) {
            progress = new Progress(count, now.done(), now.queued(), now.skipped(), false, true);
            throw e;
        }
    }

    private List<Announcement> importBatch(Company company, int first, int size, Mailing mailing, String staffName) {
        List<Representative> added = new ArrayList<>(size);
        long run = System.nanoTime();
        for (int i = first; i < first + size; i++) {
            added.add(service.newRepresentative(
                    company,
                    new RepresentativeService.Person(
                            "Alex",
                            "Importé " + (i + 1),
                            "alex." + Long.toString(run, 36) + "." + i + "@import.example",
                            i % 3 == 0 ? Locale.ENGLISH : Locale.CANADA_FRENCH),
                    Standing.ADDED));
        }
        representatives.add(added);
        return notifier.announceAll(
                added.stream().map(one -> service.added(one, staffName)).toList(), mailing);
    }
}
