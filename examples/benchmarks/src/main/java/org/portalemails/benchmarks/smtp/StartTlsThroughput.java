package org.portalemails.benchmarks.smtp;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * The same 4 kB mails over STARTTLS with kept connections, to the same sink: ours beside Angus, in turns of random order, handshakes
 * included. The sink runs in Java on the same machine, so that its part of the cryptography falls on both.
 */
public final class StartTlsThroughput {
    private static final int MAILS = 4000;
    private static final int WARM_UP = 12;

    private StartTlsThroughput() {}

    /**
     * Runs it.
     *
     * @param arguments rounds (7)
     * @throws Exception if something is broken
     */
    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 7;
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
        try (TlsSink sink = TlsSink.start()) {
            for (int connections : new int[] {1, 2, 8}) {
                measure(List.of(Contenders.angusKept(sink), Contenders.ours(sink, connections)), connections, rounds);
            }
        }
    }

    private static void measure(List<Contender> contenders, int connections, int rounds) throws Exception {
        Map<String, List<Double>> micros = new LinkedHashMap<>();
        contenders.forEach(one -> micros.put(one.name(), new ArrayList<>()));
        List<Contender> order = new ArrayList<>(contenders);
        Random random = new Random(1);
        for (int round = 0; round < WARM_UP + rounds; round++) {
            Collections.shuffle(order, random);
            for (Contender contender : order) {
                long start = System.nanoTime();
                contender.send(MAILS, connections);
                double each = (System.nanoTime() - start) / 1e3 / MAILS;
                if (round >= WARM_UP) {
                    micros.getOrDefault(contender.name(), new ArrayList<>()).add(each);
                }
            }
        }
        List<Double> reference = micros.getOrDefault(contenders.get(0).name(), List.of());
        micros.forEach((name, each) -> {
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < each.size(); i++) {
                ratios.add(reference.get(i) / each.get(i));
            }
            Collections.sort(ratios);
            List<Double> sorted = each.stream().sorted().toList();
            System.out.printf(
                    Locale.ROOT,
                    "%d connection(s) %-24s %6.0f µs a mail, %.2f times as fast, round by round (%.2f to %.2f)%n",
                    connections,
                    name,
                    sorted.get(sorted.size() / 2),
                    ratios.get(ratios.size() / 2),
                    ratios.get(0),
                    ratios.get(ratios.size() - 1));
        });
        for (Contender contender : contenders) {
            contender.close();
        }
    }
}
