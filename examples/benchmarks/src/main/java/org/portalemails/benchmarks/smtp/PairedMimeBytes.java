package org.portalemails.benchmarks.smtp;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.portalemails.benchmarks.PairedRun;

/** The contestants of {@link MimeBytes} as a {@link PairedRun}. */
public final class PairedMimeBytes {
    private static final int WARM_UP = 20_000;
    private static final int MAILS = 200;

    private PairedMimeBytes() {}

    /**
     * Runs all.
     *
     * @param arguments ignored
     * @throws Exception if a contestant fails
     */
    public static void main(String[] arguments) throws Exception {
        MimeBytes benchmark = new MimeBytes();
        Map<String, Callable<byte[]>> contestants = new LinkedHashMap<>();
        contestants.put("by hand", benchmark::byHand);
        contestants.put("ours", benchmark::ours);
        contestants.put("Angus MimeMessage", benchmark::angus);
        PairedRun<byte[]> run = new PairedRun<>(contestants, bytes -> bytes.length, MAILS);
        run.measure(WARM_UP);
        for (Map.Entry<String, Callable<byte[]>> each : contestants.entrySet()) {
            System.out.printf(
                    Locale.ROOT,
                    "%-20s %8.1f us %8.2f x by hand %8d bytes made%n",
                    each.getKey(),
                    run.nanos(each.getKey()) / 1000,
                    run.ratio(each.getKey(), "by hand"),
                    each.getValue().call().length);
        }
    }
}
