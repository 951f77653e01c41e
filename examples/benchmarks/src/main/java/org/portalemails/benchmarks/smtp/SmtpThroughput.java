package org.portalemails.benchmarks.smtp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Sends the same 4 kB mails to the same sink by everybody in order, and prints medians as ratios to {@code smtp-source -d}.
 * Needs Postfix's smtp-sink and smtp-source on the path. One argument: the number of rounds, 5 if absent.
 *
 * <p>The Java peers gain from {@code -Djakarta.mail.util.StreamProvider=org.eclipse.angus.mail.util.MailStreamProvider}; run
 * it once with and once without. Ours does not need it.
 */
public final class SmtpThroughput {
    private static final int REFERENCE_MAILS = 4000;

    private SmtpThroughput() {}

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
        for (int connections : new int[] {1, 2, 8}) {
            try (Sink sink = Sink.start()) {
                measure(sink.port(), connections, rounds);
            }
        }
    }

    private static void measure(int port, int connections, int rounds) throws Exception {
        List<Contender> contenders = List.of(
                Contenders.smtpSource(port),
                Contenders.ours(port, connections),
                Contenders.angusKept(port),
                Contenders.angusNew(port),
                Contenders.spring(port),
                Contenders.simpleJavaMail(port, connections),
                Contenders.vertx(port, connections));
        Map<String, List<Double>> rates = new LinkedHashMap<>();
        for (int round = -1; round < rounds; round++) {
            for (Contender contender : contenders) {
                boolean fast =
                        contender.name().startsWith("ours") || contender.name().startsWith("smtp-source");
                int mails = fast ? REFERENCE_MAILS : REFERENCE_MAILS / 5;
                long start = System.nanoTime();
                contender.send(mails, connections);
                double rate = mails * 1e9 / (System.nanoTime() - start);
                // The round before the first warms up.
                if (round >= 0) {
                    rates.computeIfAbsent(contender.name(), name -> new ArrayList<>())
                            .add(rate);
                }
            }
        }
        double reference = median(rates.get("smtp-source -d"));
        System.out.printf(Locale.ROOT, "%n%d connection(s)%n", connections);
        rates.forEach((name, each) -> System.out.printf(
                Locale.ROOT,
                "%-24s %8.0f mails/s  %5.2f x smtp-source -d%n",
                name,
                median(each),
                median(each) / reference));
        for (Contender contender : contenders) {
            contender.close();
        }
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
