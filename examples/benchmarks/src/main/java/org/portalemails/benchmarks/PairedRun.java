package org.portalemails.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;

/**
 * Contestants on a machine that is not quiet: all in one process, in turns of random order, by the processor time of the thread. Only
 * the ratios and the bytes mean something: medians over the rounds of the ratio within a round.
 *
 * @param <T> what a contestant makes
 */
public final class PairedRun<T> {
    private static final int ROUNDS = 300;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Map<String, Callable<T>> contestants;
    private final ToIntFunction<T> size;
    private final int calls;
    private final Map<String, double[]> times = new LinkedHashMap<>();
    private int sink;

    /**
     * Prepares a run.
     *
     * @param contestants by name
     * @param size of what they make; used, so that nothing is optimized away
     * @param calls of a contestant in one round
     */
    public PairedRun(Map<String, Callable<T>> contestants, ToIntFunction<T> size, int calls) {
        this.contestants = new LinkedHashMap<>(contestants);
        this.size = size;
        this.calls = calls;
    }

    /**
     * Warms all up, then measures all.
     *
     * @param warmUp calls of each before it is measured
     * @throws Exception if a contestant fails
     */
    public void measure(int warmUp) throws Exception {
        for (Map.Entry<String, Callable<T>> each : contestants.entrySet()) {
            run(each.getValue(), warmUp);
            times.put(each.getKey(), new double[ROUNDS]);
        }
        List<Map.Entry<String, Callable<T>>> order = new ArrayList<>(contestants.entrySet());
        Random random = new Random(1);
        for (int round = 0; round < ROUNDS; round++) {
            Collections.shuffle(order, random);
            for (Map.Entry<String, Callable<T>> each : order) {
                long start = THREADS.getCurrentThreadCpuTime();
                run(each.getValue(), calls);
                times(each.getKey())[round] = (THREADS.getCurrentThreadCpuTime() - start) / (double) calls;
            }
        }
        System.out.print(sink == 0 ? " " : "");
    }

    private void run(Callable<T> contestant, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            sink += size.applyAsInt(contestant.call());
        }
    }

    /**
     * The time of one call.
     *
     * @param name whose
     * @return nanoseconds, the median
     */
    public double nanos(String name) {
        return median(times(name));
    }

    /**
     * One beside another.
     *
     * @param name whose time
     * @param other over whose
     * @return the median of the ratios within a round
     */
    public double ratio(String name, String other) {
        double[] ratios = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            ratios[i] = times(name)[i] / times(other)[i];
        }
        return median(ratios);
    }

    /**
     * What one call allocates.
     *
     * @param name whose
     * @return bytes
     * @throws Exception if it fails
     */
    public long allocated(String name) throws Exception {
        Callable<T> contestant = contestants.get(name);
        if (contestant == null) {
            throw new IllegalArgumentException(name);
        }
        long before = THREADS.getCurrentThreadAllocatedBytes();
        run(contestant, calls);
        return (THREADS.getCurrentThreadAllocatedBytes() - before) / calls;
    }

    private double[] times(String name) {
        double[] found = times.get(name);
        if (found == null) {
            throw new IllegalArgumentException(name + " was not measured");
        }
        return found;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
