package org.portalemails.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.portalemails.email.PlannedMail;
import org.portalemails.outbox.AttemptFacts;
import org.portalemails.outbox.EntryReason;
import org.portalemails.outbox.OutboxEntry;
import org.portalemails.outbox.OutboxQuery;
import org.portalemails.outbox.spi.ClaimRequest;
import org.portalemails.outbox.spi.ClaimedMail;
import org.portalemails.outbox.spi.Disposition;
import org.portalemails.outbox.spi.Settlement;

/** What the parts of {@link OutboxContract} have in common. */
abstract class OutboxContractPart {
    static final Duration LEASE = Duration.ofMinutes(10);
    static final String MARIE = "marie.tremblay@erables.example";

    /** Each test begins with a new one. */
    OutboxUnderTest adapter;

    /** A new outbox without entries. */
    abstract OutboxUnderTest emptyOutbox();

    @BeforeEach
    final void begin() {
        adapter = emptyOutbox();
    }

    List<ClaimedMail> claim(int limit) {
        return claim(limit, LEASE);
    }

    List<ClaimedMail> claim(int limit, Duration lease) {
        return adapter.queue().claim(new ClaimRequest("node-a", limit, lease));
    }

    /** Claims when something is due, which may be a moment away on the storage's clock. */
    ClaimedMail claimOne(Duration lease) {
        List<ClaimedMail> claimed = new ArrayList<>();
        Waiting.until(() -> {
            claimed.addAll(claim(1, lease));
            return !claimed.isEmpty();
        });
        return claimed.get(0);
    }

    boolean settle(ClaimedMail claim, Disposition disposition) {
        AttemptFacts facts =
                new AttemptFacts("node-a", "accepted", "final-dot", 250, "2.0.0", "queued", Duration.ofMillis(12));
        return adapter.queue()
                .settle(List.of(new Settlement(claim, disposition, facts)))
                .get(0);
    }

    OutboxEntry entry(PlannedMail entry) {
        return adapter.administration().find(entry.id()).orElseThrow();
    }

    static Disposition dead(EntryReason reason) {
        return new Disposition.End(reason);
    }

    static <T> List<T> together(List<Callable<T>> calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(calls.size());
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(calls)) {
                results.add(future.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    List<Object> ids(OutboxQuery query) {
        return adapter.administration().find(query).stream()
                .<Object>map(OutboxEntry::id)
                .toList();
    }
}
