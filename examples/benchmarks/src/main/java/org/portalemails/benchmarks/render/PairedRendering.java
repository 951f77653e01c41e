package org.portalemails.benchmarks.render;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.portalemails.benchmarks.PairedRun;

/**
 * The contestants of {@link RenderBenchmark} as a {@link PairedRun}.
 *
 * <p>Run it as {@link RenderBenchmark}, with this class.
 */
public final class PairedRendering {
    private static final int WARM_UP = 60_000;
    private static final int RENDERINGS = 1_000;

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
    }

    private static void measure(String text, Map<String, Callable<String>> contestants) throws Exception {
        PairedRun<String> run = new PairedRun<>(contestants, String::length, RENDERINGS);
        run.measure(WARM_UP);
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
        for (Map.Entry<String, Callable<String>> each : contestants.entrySet()) {
            String name = each.getKey();
            long allocated = run.allocated(name);
            System.out.printf(
                    Locale.ROOT,
                    "%-24s %8.0f %14.2f %11.2f %12.2f %9d %9.2f%n",
                    name,
                    run.nanos(name),
                    run.ratio(name, "handWrittenBuilder"),
                    run.ratio(name, "handWrittenJoin"),
                    run.ratio(name, "jmustache"),
                    allocated,
                    (double) allocated / size(each.getValue().call()));
        }
    }

    /** What the text itself takes: one byte for each character, two if one of them lies beyond Latin-1. */
    private static int size(String text) {
        return text.chars().allMatch(c -> c < 0x100) ? text.length() : text.length() * 2;
    }
}
