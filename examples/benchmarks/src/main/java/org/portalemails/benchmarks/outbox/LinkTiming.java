package org.portalemails.benchmarks.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.portalemails.jdbc.ConnectionSource;
import org.portalemails.jdbc.PortalDatabase;
import org.portalemails.jdbc.SchemaInstaller;
import org.portalemails.links.LinkPurpose;
import org.portalemails.links.LinkState;
import org.portalemails.links.LinkToken;
import org.portalemails.links.OneTimeLinks;

/**
 * How long it takes to say what a link is good for, commit included: for one that is valid (and was inspected before), used, expired, superseded or
 * unknown, one after the other on one connection, in a table of 10,000 links.
 */
public final class LinkTiming {
    private static final LinkPurpose RESET = LinkPurpose.PASSWORD_RESET;
    private static final int OTHERS = 10_000;
    private static final int TOKENS = 100;

    private LinkTiming() {}

    /**
     * Runs it.
     *
     * @param args rounds (5000)
     * @throws Exception if something is broken
     */
    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 5_000;
        try (DurablePostgres postgres = new DurablePostgres(4)) {
            measure(postgres.pool(), rounds);
        }
    }

    private static void measure(DataSource dataSource, int rounds) throws SQLException {
        new SchemaInstaller(PortalDatabase.builder(dataSource).build()).install();
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            OneTimeLinks links = PortalDatabase.builder(dataSource)
                    .hostConnection(ConnectionSource.borrowing(() -> connection, c -> {}))
                    .build()
                    .links();
            Map<LinkState, List<LinkToken>> tokens = tokens(links);
            connection.commit();
            Map<LinkState, List<Double>> inspected = new EnumMap<>(LinkState.class);
            Map<LinkState, List<Double>> refused = new EnumMap<>(LinkState.class);
            for (LinkState state : LinkState.values()) {
                inspected.put(state, new ArrayList<>());
                refused.put(state, new ArrayList<>());
            }
            int warmUp = rounds / 5;
            for (int i = 0; i < rounds + warmUp; i++) {
                for (int turn = 0; turn < LinkState.values().length; turn++) {
                    LinkState state = LinkState.values()[(i + turn) % LinkState.values().length];
                    LinkToken token = of(tokens, state).get(i % TOKENS);
                    double look = micros(
                            connection, state, () -> links.inspect(RESET, token).state());
                    double attempt = state == LinkState.VALID
                            ? 0
                            : micros(connection, state, () -> links.redeem(RESET, token, "another browser")
                                    .state());
                    if (i >= warmUp) {
                        of(inspected, state).add(look);
                        of(refused, state).add(attempt);
                    }
                }
            }
            print("inspected", inspected);
            refused.remove(LinkState.VALID);
            print("redeemed in vain", refused);
        }
    }

    private static Map<LinkState, List<LinkToken>> tokens(OneTimeLinks links) {
        Instant later = Instant.now().plus(Duration.ofDays(1));
        for (int i = 0; i < OTHERS; i++) {
            links.issue(RESET, "other-" + i, later);
        }
        Map<LinkState, List<LinkToken>> tokens = new EnumMap<>(LinkState.class);
        for (LinkState state : LinkState.values()) {
            List<LinkToken> some = new ArrayList<>();
            for (int i = 0; i < TOKENS; i++) {
                some.add(token(links, state, state.code() + "-" + i, later));
            }
            tokens.put(state, some);
        }
        return tokens;
    }

    private static LinkToken token(OneTimeLinks links, LinkState state, String reference, Instant later) {
        switch (state) {
            case UNKNOWN -> {
                return LinkToken.random();
            }
            case EXPIRED -> {
                return links.issue(RESET, reference, Instant.now().minus(Duration.ofHours(1)));
            }
            default -> {
                LinkToken token = links.issue(RESET, reference, later);
                if (state == LinkState.USED) {
                    links.redeem(RESET, token, "browser");
                } else if (state == LinkState.SUPERSEDED) {
                    links.issue(RESET, reference, later);
                } else {
                    links.inspect(RESET, token);
                }
                return token;
            }
        }
    }

    private static <T> List<T> of(Map<LinkState, List<T>> all, LinkState state) {
        return all.getOrDefault(state, List.of());
    }

    /** Something that is timed. */
    private interface Asking {
        LinkState ask();
    }

    private static double micros(Connection connection, LinkState expected, Asking asking) throws SQLException {
        long begun = System.nanoTime();
        LinkState answer = asking.ask();
        connection.commit();
        double micros = (System.nanoTime() - begun) / 1e3;
        if (answer != expected) {
            throw new IllegalStateException(expected + " was answered as " + answer);
        }
        return micros;
    }

    private static void print(String what, Map<LinkState, List<Double>> times) {
        double first = DispatchBenchmark.median(of(times, LinkState.UNKNOWN));
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-17s", what));
        times.forEach((state, all) -> {
            double median = DispatchBenchmark.median(all);
            line.append(String.format(
                    Locale.ROOT, " %s %.1f µs (%+.1f %%)", state.code(), median, (median / first - 1) * 100));
        });
        System.out.println(
                line + ", medians of " + of(times, LinkState.UNKNOWN).size() + " each, compared with unknown");
    }
}
