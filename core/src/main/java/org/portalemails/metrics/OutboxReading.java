package org.portalemails.metrics;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.portalemails.PortalEmailsException;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.OutboxAdministration;
import org.portalemails.outbox.OutboxCounts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the outbox says of itself, asked again only when the last answer is old: several gauges share one reading. */
final class OutboxReading {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxReading.class);

    private record Answer(OutboxCounts counts, int holds) {}

    private final OutboxAdministration outbox;
    private final long refreshNanos;
    private final LongSupplier nanoTime;
    private @Nullable Answer answer;
    private boolean asked;
    private long askedAt;

    OutboxReading(OutboxAdministration outbox, Duration refresh, LongSupplier nanoTime) {
        if (refresh.isNegative()) {
            throw new IllegalArgumentException("refresh: " + refresh + " is negative");
        }
        this.outbox = outbox;
        this.refreshNanos = refresh.toNanos();
        this.nanoTime = nanoTime;
    }

    double entriesIn(EntryState state) {
        return read(answer -> answer.counts().in(state));
    }

    double oldestDueSeconds() {
        return read(answer -> answer.counts().oldestDue().toMillis() / 1000.0);
    }

    double holds() {
        return read(Answer::holds);
    }

    /** A refusal is remembered as long as an answer: a storage in trouble is not asked by every gauge. */
    private synchronized double read(ToDoubleFunction<Answer> value) {
        long now = nanoTime.getAsLong();
        if (!asked || now - askedAt >= refreshNanos) {
            asked = true;
            askedAt = now;
            answer = null;
            try {
                answer = new Answer(outbox.counts(), outbox.holds().size());
            } catch (PortalEmailsException e) {
                LOG.warn("the outbox could not be measured", e);
            }
        }
        return answer == null ? Double.NaN : value.applyAsDouble(answer);
    }
}
