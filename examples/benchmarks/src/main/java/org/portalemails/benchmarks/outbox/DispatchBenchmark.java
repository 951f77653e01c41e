package org.portalemails.benchmarks.outbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Mails a second out of PostgreSQL, through a transport that does nothing: ways of doing it take turns in one run, so that what else
 * the machine does falls on all of them.
 */
public final class DispatchBenchmark {
    private static final int WARM_UP = 3;

    private DispatchBenchmark() {}

    /**
     * Runs it.
     *
     * @param args mails a round (5000), rounds (5), {@code fresh} for statistics made after each filling ({@code any}: as they come), seed of the
     *     order (random)
     * @throws Exception if something is broken
     */
    public static void main(String[] args) throws Exception {
        int mails = args.length > 0 ? Integer.parseInt(args[0]) : 5_000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        boolean fresh = args.length > 2 && args[2].equals("fresh");
        long seed = args.length > 3 ? Long.parseLong(args[3]) : System.nanoTime();
        Random random = new Random(seed);
        System.out.printf(Locale.ROOT, "%d mails a round, %d rounds, seed %d%n", mails, rounds, seed);
        try (DurablePostgres postgres = new DurablePostgres(60)) {
            System.out.println(
                    "PostgreSQL " + postgres.setting("server_version") + ", fsync " + postgres.setting("fsync")
                            + ", synchronous_commit " + postgres.setting("synchronous_commit") + ", "
                            + Runtime.getRuntime().availableProcessors() + " processors");
            List<Contender> contenders = List.of(
                    new HandWrittenContender(postgres),
                    new OursContender(postgres.pool(), 20),
                    new OursContender(postgres.pool(), 50),
                    new OursContender(postgres.pool(), 100),
                    new DbSchedulerContender(postgres));
            Map<Contender, List<Double>> rates = new LinkedHashMap<>();
            for (int round = 0; round < WARM_UP + rounds; round++) {
                List<Contender> order = new ArrayList<>(contenders);
                // What ran just before leaves caches and disk in its own state: nobody always follows the same one.
                Collections.shuffle(order, random);
                for (Contender contender : order) {
                    contender.fill(mails);
                    if (fresh) {
                        postgres.run("VACUUM ANALYZE");
                    }
                    postgres.run("CHECKPOINT");
                    long begun = System.nanoTime();
                    contender.drain(mails);
                    double rate = mails / ((System.nanoTime() - begun) / 1e9);
                    if (round >= WARM_UP) {
                        rates.computeIfAbsent(contender, key -> new ArrayList<>())
                                .add(rate);
                    }
                    System.out.printf(
                            Locale.ROOT,
                            "%s %-52s %8.0f mails/s%n",
                            round < WARM_UP ? "warm-up" : "round " + (round - WARM_UP + 1),
                            contender.name(),
                            rate);
                }
            }
            double hand = median(rates.getOrDefault(contenders.get(0), List.of()));
            for (Contender contender : contenders) {
                double rate = median(rates.getOrDefault(contender, List.of()));
                System.out.printf(
                        Locale.ROOT,
                        "median  %-52s %8.0f mails/s, %.2f of hand-written%n",
                        contender.name(),
                        rate,
                        rate / hand);
            }
        }
    }

    static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
