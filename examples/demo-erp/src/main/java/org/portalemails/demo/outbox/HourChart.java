package org.portalemails.demo.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.OutboxEntry;

/** A bar for each five minutes of the last hour: sent, and ended otherwise. Sizes are in units of the drawing. */
record HourChart(List<Bar> bars, long sent, long other) {
    private static final int BARS = 12;
    private static final Duration STEP = Duration.ofMinutes(5);
    private static final double HEIGHT = 84;

    /** One bar: where it stands, how high its two parts are, and what it says. */
    record Bar(double x, double sentY, double sentHeight, double otherY, double otherHeight, long sent, long other) {}

    static HourChart of(List<OutboxEntry> entries, Instant now) {
        long[] sent = new long[BARS];
        long[] other = new long[BARS];
        for (OutboxEntry entry : entries) {
            Instant finished = entry.finishedAt();
            if (finished == null) {
                continue;
            }
            long back = Duration.between(finished, now).dividedBy(STEP);
            if (back >= 0 && back < BARS) {
                int bar = BARS - 1 - (int) back;
                if (entry.state() == EntryState.SENT) {
                    sent[bar]++;
                } else {
                    other[bar]++;
                }
            }
        }
        long most = 1;
        long allSent = 0;
        long allOther = 0;
        for (int i = 0; i < BARS; i++) {
            most = Math.max(most, sent[i] + other[i]);
            allSent += sent[i];
            allOther += other[i];
        }
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < BARS; i++) {
            double sentHeight = HEIGHT * sent[i] / most;
            double otherHeight = HEIGHT * other[i] / most;
            bars.add(new Bar(
                    i * 50.0 + 6,
                    90 - sentHeight,
                    sentHeight,
                    90 - sentHeight - otherHeight,
                    otherHeight,
                    sent[i],
                    other[i]));
        }
        return new HourChart(List.copyOf(bars), allSent, allOther);
    }
}
