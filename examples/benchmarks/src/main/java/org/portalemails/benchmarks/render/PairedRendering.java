package org.portalemails.benchmarks.render;

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
 * The contestants of {@link RenderBenchmark} on a machine that is not quiet: all in one process, in turns of random order, by the
 * processor time of the thread. Only the ratios and the bytes mean something.
 *
 * <p>Run it as {@link RenderBenchmark}, with this class.
 */
public final class PairedRendering {
    private static final int WARM_UP = 60_000;
    private static final int ROUNDS = 300;
    private static final int RENDERINGS = 1_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static int sink;

    private PairedRendering() {}

    /**
     * Runs all and prints, for each, the median of its times and of its ratios to the others of the same round.
     *
     * @param arguments ignored
     * @throws Exception if a contestant fails
     */
    public static void main(String[] arguments) throws Exception {
        for (String text : List.of("latin1", "typographic")) {
            RenderBenchmark benchmark = new RenderBenchmark();
            benchmark.text = text;
            benchmark.prepare();
            Map<String, Callable<String>> contestants = new LinkedHashMap<>();
            contestants.put("handWrittenBuilder", benchmark::handWrittenBuilder);
            contestants.put("handWrittenJoin", benchmark::handWrittenJoin);
            contestants.put("portalEmails", benchmark::portalEmails);
            contestants.put("portalEmailsWithValues", benchmark::portalEmailsWithValues);
            contestants.put("jstachio", benchmark::jstachio);
            contestants.put("jmustache", benchmark::jmustache);
            contestants.put("mustacheJava", benchmark::mustacheJava);
            contestants.put("freemarker", benchmark::freemarker);
            measure(text, contestants);
        }
        System.out.println(sink == 0 ? "" : " ");
    }

    private static void measure(String text, Map<String, Callable<String>> contestants) throws Exception {
        List<String> names = new ArrayList<>(contestants.keySet());
        for (String name : names) {
            run(contestants.get(name), WARM_UP);
        }
        Map<String, double[]> times = new LinkedHashMap<>();
        names.forEach(name -> times.put(name, new double[ROUNDS]));
        List<String> order = new ArrayList<>(names);
        Random random = new Random(1);
        for (int round = 0; round < ROUNDS; round++) {
            Collections.shuffle(order, random);
            for (String name : order) {
                long start = THREADS.getCurrentThreadCpuTime();
                run(contestants.get(name), RENDERINGS);
                times.get(name)[round] = (THREADS.getCurrentThreadCpuTime() - start) / (double) RENDERINGS;
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%-24s %8s %14s %11s %12s %9s %9s%n",
                text,
                "ns",
                "/ handBuilder",
                "/ handJoin",
                "/ jmustache",
                "bytes",
                "/ output");
        for (String name : names) {
            System.out.printf(
                    Locale.ROOT,
                    "%-24s %8.0f %14.2f %11.2f %12.2f %9d %9.2f%n",
                    name,
                    median(times.get(name)),
                    ratio(times, name, "handWrittenBuilder"),
                    ratio(times, name, "handWrittenJoin"),
                    ratio(times, name, "jmustache"),
                    bytes(contestants.get(name)),
                    (double) bytes(contestants.get(name))
                            / size(contestants.get(name).call()));
        }
    }

    private static void run(Callable<String> contestant, int renderings) throws Exception {
        for (int i = 0; i < renderings; i++) {
            sink += contestant.call().length();
        }
    }

    /** What one rendering allocates. */
    private static long bytes(Callable<String> contestant) throws Exception {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        run(contestant, RENDERINGS);
        return (THREADS.getCurrentThreadAllocatedBytes() - before) / RENDERINGS;
    }

    /** What the text itself takes: one byte for each character, two if one of them lies beyond Latin-1. */
    private static int size(String text) {
        return text.chars().allMatch(c -> c < 0x100) ? text.length() : text.length() * 2;
    }

    private static double ratio(Map<String, double[]> times, String name, String other) {
        double[] ratios = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            ratios[i] = times.get(name)[i] / times.get(other)[i];
        }
        return median(ratios);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
