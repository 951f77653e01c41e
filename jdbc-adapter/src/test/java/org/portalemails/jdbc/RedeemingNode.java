package org.portalemails.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.portalemails.links.LinkPurpose;
import org.portalemails.links.LinkState;
import org.portalemails.links.LinkToken;
import org.portalemails.links.OneTimeLinks;

/** A process of its own that redeems or inspects links, for {@link LinkRaceTest}. Says what it found in one line. */
public final class RedeemingNode {
    private static final int THREADS = 8;

    private RedeemingNode() {}

    /**
     * Says ready, waits for a line, acts.
     *
     * @param args URL, user, password, what to do (race, hold or inspect), name of the process, how often, tokens
     */
    public static void main(String[] args) throws Exception {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(args[0]);
        if (!args[1].isEmpty()) {
            config.setUsername(args[1]);
            config.setPassword(args[2]);
        }
        config.setMaximumPoolSize(THREADS);
        List<LinkToken> tokens = new ArrayList<>();
        for (int i = 6; i < args.length; i++) {
            tokens.add(new LinkToken(args[i]));
        }
        try (HikariDataSource pool = new HikariDataSource(config)) {
            OneTimeLinks links = PortalDatabase.builder(pool)
                    .hostConnection(ConnectionSource.of(pool))
                    .build()
                    .links();
            links.inspect(LinkPurpose.PASSWORD_RESET, LinkToken.random());
            System.out.println("ready");
            System.in.read();
            switch (args[3]) {
                case "race" -> System.out.println(race(links, args[4], Integer.parseInt(args[5]), tokens.get(0)));
                case "hold" -> hold(pool, tokens.get(0));
                default -> System.out.println(inspect(links, tokens));
            }
        }
    }

    private static String race(OneTimeLinks links, String name, int times, LinkToken token) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<LinkState>> answers = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                String browser = name + "-" + i;
                answers.add(threads.submit(() ->
                        links.redeem(LinkPurpose.PASSWORD_RESET, token, browser).state()));
            }
            int won = 0;
            int used = 0;
            for (Future<LinkState> answer : answers) {
                won += answer.get() == LinkState.VALID ? 1 : 0;
                used += answer.get() == LinkState.USED ? 1 : 0;
            }
            return won + " " + used;
        } finally {
            threads.shutdownNow();
        }
    }

    /** Redeems, and never commits. */
    private static void hold(HikariDataSource pool, LinkToken token) throws Exception {
        Connection connection = pool.getConnection();
        connection.setAutoCommit(false);
        OneTimeLinks links = PortalDatabase.builder(pool)
                .hostConnection(ConnectionSource.borrowing(() -> connection, c -> {}))
                .build()
                .links();
        System.out.println(
                links.redeem(LinkPurpose.PASSWORD_RESET, token, "browser").state());
        Thread.sleep(Long.MAX_VALUE);
    }

    /** The answers, and which minute it is here. */
    private static String inspect(OneTimeLinks links, List<LinkToken> tokens) {
        List<String> states = tokens.stream()
                .map(token ->
                        links.inspect(LinkPurpose.PASSWORD_RESET, token).state().code())
                .toList();
        return String.join(" ", states) + " " + Instant.now().getEpochSecond() / 60;
    }
}
