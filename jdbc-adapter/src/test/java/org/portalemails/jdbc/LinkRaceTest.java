package org.portalemails.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.portalemails.links.LinkPurpose;
import org.portalemails.links.LinkState;
import org.portalemails.links.LinkToken;
import org.portalemails.links.OneTimeLinks;

@DisplayName("Links, on two processes")
class LinkRaceTest {
    private static final LinkPurpose RESET = LinkPurpose.PASSWORD_RESET;
    private static final Path FAKETIME =
            Path.of(System.getProperty("libfaketime", "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1"));

    @TempDir
    Path directory;

    /** A database that other processes reach. */
    private HikariDataSource shared(Dialect dialect) {
        if (dialect != Dialect.H2) {
            return DatabaseUnderTest.emptyDatabase(dialect);
        }
        return DatabaseUnderTest.pool("jdbc:h2:file:" + directory.resolve("links") + ";AUTO_SERVER=TRUE");
    }

    private static OneTimeLinks installed(HikariDataSource source) {
        PortalDatabase database = PortalDatabase.builder(source)
                .hostConnection(ConnectionSource.of(source))
                .build();
        new SchemaInstaller(database).install();
        return database.links();
    }

    /** A process that is ready to act. */
    private record Node(Process process, BufferedReader answers) implements AutoCloseable {
        static Node start(
                @Nullable String shift,
                HikariDataSource source,
                String what,
                String name,
                int times,
                LinkToken... tokens)
                throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                    "-cp",
                    System.getProperty("java.class.path"),
                    RedeemingNode.class.getName(),
                    source.getJdbcUrl(),
                    source.getUsername() == null ? "" : source.getUsername(),
                    source.getPassword() == null ? "" : source.getPassword(),
                    what,
                    name,
                    Integer.toString(times)));
            for (LinkToken token : tokens) {
                command.add(token.value());
            }
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
            if (shift != null) {
                builder.environment().put("LD_PRELOAD", FAKETIME.toString());
                builder.environment().put("FAKETIME", shift);
                builder.environment().put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
            }
            Process process = builder.start();
            return new Node(process, process.inputReader(StandardCharsets.UTF_8));
        }

        void expectReady() throws IOException {
            assertThat(answers.readLine()).isEqualTo("ready");
        }

        void go() throws IOException {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
        }

        String answer() throws IOException {
            return String.valueOf(answers.readLine());
        }

        @Override
        public void close() {
            process.destroyForcibly();
            process.onExit().join();
        }
    }

    @OnEveryServer
    @DisplayName("are redeemed 1,000 times at once, and exactly one succeeds")
    void exactlyOne(Dialect dialect) throws Exception {
        try (HikariDataSource source = shared(dialect)) {
            LinkToken token =
                    installed(source).issue(RESET, "marie", Instant.now().plus(Duration.ofHours(1)));
            try (Node one = Node.start(null, source, "race", "one", 500, token);
                    Node other = Node.start(null, source, "race", "other", 500, token)) {
                one.expectReady();
                other.expectReady();
                one.go();
                other.go();
                assertThat(List.of(one.answer(), other.answer())).containsExactlyInAnyOrder("1 499", "0 500");
            }
        }
    }

    @OnEveryServer
    @DisplayName("are not spent by a process that dies between the redeem and its commit")
    void crash(Dialect dialect) throws Exception {
        try (HikariDataSource source = shared(dialect)) {
            OneTimeLinks links = installed(source);
            LinkToken token = links.issue(RESET, "marie", Instant.now().plus(Duration.ofHours(1)));
            try (Node dying = Node.start(null, source, "hold", "dying", 1, token)) {
                dying.expectReady();
                dying.go();
                assertThat(dying.answer()).isEqualTo("VALID");
            }
            assertThat(links.redeem(RESET, token, "another browser").state()).isEqualTo(LinkState.VALID);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    @DisplayName("expire by the clock of the database, also where those of the nodes are 30 minutes apart")
    void clocks(Dialect dialect) throws Exception {
        assumeTrue(Files.exists(FAKETIME), "clocks are shifted by libfaketime (-Dlibfaketime=…)");
        try (HikariDataSource source = shared(dialect)) {
            OneTimeLinks links = installed(source);
            LinkToken over = links.issue(RESET, "over", Instant.now().minus(Duration.ofMinutes(5)));
            LinkToken young = links.issue(RESET, "young", Instant.now().plus(Duration.ofMinutes(5)));
            try (Node late = Node.start("-15m", source, "inspect", "late", 1, over, young);
                    Node early = Node.start("+15m", source, "inspect", "early", 1, over, young)) {
                late.expectReady();
                early.expectReady();
                late.go();
                early.go();
                String[] first = late.answer().split(" ", -1);
                String[] second = early.answer().split(" ", -1);
                assertThat(List.of(first).subList(0, 2)).containsExactly("expired", "valid");
                assertThat(List.of(second).subList(0, 2)).containsExactly("expired", "valid");
                assertThat(Long.parseLong(second[2]) - Long.parseLong(first[2])).isBetween(29L, 31L);
            }
        }
    }
}
