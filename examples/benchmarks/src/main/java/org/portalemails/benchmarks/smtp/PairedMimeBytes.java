package org.portalemails.benchmarks.smtp;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;

/**
 * The contestants of {@link MimeBytes} on a machine that is not quiet: all in one process, in turns of random order, by the
 * processor time of the thread. Only the ratios mean something: medians over the rounds of the ratio within a round.
 */
public final class PairedMimeBytes {
    private static final int WARM_UP = 20_000;
    private static final int ROUNDS = 300;
    private static final int MAILS = 200;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static int sink;

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
        Map<String, double[]> times = new LinkedHashMap<>();
        for (Map.Entry<String, Callable<byte[]>> each : contestants.entrySet()) {
            run(each.getValue(), WARM_UP);
            times.put(each.getKey(), new double[ROUNDS]);
        }
        List<String> order = new ArrayList<>(contestants.keySet());
        Random random = new Random(1);
        for (int round = 0; round < ROUNDS; round++) {
            Collections.shuffle(order, random);
            for (String name : order) {
                long start = THREADS.getCurrentThreadCpuTime();
                run(contestants.get(name), MAILS);
                times.get(name)[round] = (THREADS.getCurrentThreadCpuTime() - start) / (double) MAILS;
            }
        }
        for (String name : contestants.keySet()) {
            double[] ratios = new double[ROUNDS];
            for (int i = 0; i < ROUNDS; i++) {
                ratios[i] = times.get(name)[i] / times.get("by hand")[i];
            }
            System.out.printf(
                    Locale.ROOT,
                    "%-20s %8.1f us %8.2f x by hand %8d bytes made%n",
                    name,
                    median(times.get(name)) / 1000,
                    median(ratios),
                    contestants.get(name).call().length);
        }
        System.out.println(sink == 0 ? "" : " ");
    }

    private static void run(Callable<byte[]> contestant, int mails) throws Exception {
        for (int i = 0; i < mails; i++) {
            sink += contestant.call().length;
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
