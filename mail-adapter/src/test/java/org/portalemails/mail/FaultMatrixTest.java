package org.portalemails.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.portalemails.testkit.ScriptedSmtpServer;
import org.portalemails.testkit.SmtpAct;
import org.portalemails.testkit.SmtpScript;
import org.portalemails.testkit.SmtpStage;
import org.portalemails.transport.DeliveryOutcome;
import org.portalemails.transport.DeliveryOutcome.Misconfigured;
import org.portalemails.transport.DeliveryOutcome.TryLater;

/**
 * Ten points of a conversation times sixteen faults. What must come out stands in {@code fault-matrix.tsv}, for a reader to
 * check: {@code accepted}, {@code rejected}, {@code dead} (rejected, and the address is), {@code later}, {@code
 * later-server}, {@code unknown}, {@code misconfigured} (server), {@code misconfigured-sender}, {@code unsendable}; with the
 * phase and the codes that the outcome carries. The whole table is run twice: step by step, and with PIPELINING.
 */
@DisplayName("Every fault at every point of a conversation has one outcome, phase and reply")
class FaultMatrixTest {
    /** For the faults that only the clock ends; the others end by themselves, so that a slow machine does not matter. */
    private static final Duration SHORT = Duration.ofMillis(1500);

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Set<String> ENDED_BY_THE_CLOCK = Set.of("stall", "drip");

    private static final Map<String, SmtpAct> FAULTS = new LinkedHashMap<>();

    static {
        FAULTS.put("421", SmtpAct.replyAndClose("421 4.3.2 closing down"));
        FAULTS.put("4yz", SmtpAct.reply("450 4.2.0 busy"));
        FAULTS.put("4yz-policy", SmtpAct.reply("451 4.7.1 greylisted, come back"));
        FAULTS.put("5yz", SmtpAct.reply("550 5.1.1 no such user"));
        FAULTS.put("5yz-policy", SmtpAct.reply("554 5.7.1 refused"));
        FAULTS.put("wrong-class", SmtpAct.reply("399 what is this"));
        FAULTS.put("mixed-codes", SmtpAct.reply("250-fine", "550 not fine"));
        FAULTS.put("garbage", SmtpAct.bytes((byte) 0x07, (byte) 0xff, (byte) 0, (byte) '\n', (byte) 0x80, (byte) '\n'));
        FAULTS.put("empty-line", SmtpAct.bytes((byte) '\r', (byte) '\n'));
        FAULTS.put("endless-lines", SmtpAct.endless("250-and so on\r\n"));
        FAULTS.put("endless-line", SmtpAct.endless("250 and so on"));
        FAULTS.put("half-a-reply", SmtpAct.partAndClose("25"));
        FAULTS.put("drop", SmtpAct.drop());
        FAULTS.put("reset", SmtpAct.reset());
        FAULTS.put("stall", SmtpAct.stall());
        FAULTS.put("drip", SmtpAct.drip("250 " + "x".repeat(400), Duration.ofMillis(50)));
    }

    private static final List<SmtpStage> STAGES = List.of(
            SmtpStage.GREETING,
            SmtpStage.EHLO,
            SmtpStage.STARTTLS,
            SmtpStage.TLS_HANDSHAKE,
            SmtpStage.EHLO_IN_TLS,
            SmtpStage.AUTH,
            SmtpStage.MAIL,
            SmtpStage.RCPT,
            SmtpStage.DATA,
            SmtpStage.FINAL_DOT);

    private static final String NONE = "-";

    record Cell(SmtpStage stage, String fault, boolean pipelining) {}

    private static final Map<Cell, Future<Found>> RESULTS = new LinkedHashMap<>();

    @TempDir
    static Path directory;

    @BeforeAll
    static void runAll() {
        KeyStore keys = TestKeys.selfSigned(directory, "server", "ip:127.0.0.1");
        Tls tls = new Tls(TestKeys.serverContext(keys), TestKeys.clientContext(keys));
        ExecutorService threads = Executors.newFixedThreadPool(12);
        for (boolean pipelining : List.of(false, true)) {
            for (SmtpStage stage : STAGES) {
                for (String fault : FAULTS.keySet()) {
                    Cell cell = new Cell(stage, fault, pipelining);
                    RESULTS.put(cell, threads.submit(() -> run(tls, stage, fault, pipelining)));
                }
            }
        }
        threads.shutdown();
    }

    private static Found run(Tls tls, SmtpStage stage, String fault, boolean pipelining) {
        SmtpScript script = SmtpScript.accepting().extension("SIZE 1000000").at(stage, FAULTS.get(fault));
        if (pipelining) {
            script = script.extension("PIPELINING");
        }
        // Two bytes are less than the head of a TLS record, so the handshake waits for more.
        boolean half = stage == SmtpStage.TLS_HANDSHAKE && fault.equals("empty-line");
        boolean clock = half || ENDED_BY_THE_CLOCK.contains(fault);
        boolean needsTls = stage.compareTo(SmtpStage.STARTTLS) >= 0 && stage.compareTo(SmtpStage.AUTH) <= 0;
        TlsMode mode = TlsMode.STARTTLS_REQUIRED;
        if (stage == SmtpStage.TLS_HANDSHAKE) {
            // After STARTTLS, text may be read together with the reply to it: see TlsTest.
            mode = TlsMode.IMPLICIT;
            script = script.implicitTls(tls.server());
        } else if (clock && !needsTls) {
            // Short limits are for what takes no time: no handshake.
            mode = TlsMode.PLAIN;
        } else {
            script = script.extension("AUTH PLAIN LOGIN").startTls(tls.server());
        }
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start(script)) {
            SmtpTransportBuilder builder = SmtpTransport.builder("127.0.0.1", server.port())
                    .tls(mode)
                    .sslContext(tls.client())
                    .overallTimeout(LONG)
                    .readTimeout(clock ? SHORT : LONG)
                    .finalDotTimeout(clock ? SHORT : LONG);
            if (mode == TlsMode.STARTTLS_REQUIRED) {
                builder.credentials(SmtpCredentials.password("portal", "secret"));
            }
            try (SmtpTransport transport = builder.build()) {
                return Found.in(transport.deliver(TestMails.mail()));
            }
        }
    }

    private record Tls(SSLContext server, SSLContext client) {}

    /** What became of the mail, at which phase, and the two codes, as in the table. */
    record Found(String outcome, String phase, String codes) {
        static Found in(DeliveryOutcome outcome) {
            DeliveryOutcome.Reply reply = outcome.reply();
            String enhanced = reply.enhancedCode() == null ? "" : " " + reply.enhancedCode();
            return new Found(
                    name(outcome), reply.phase().name(), reply.replyCode() == 0 ? NONE : reply.replyCode() + enhanced);
        }

        /** A reset before the client has said anything is seen while connecting, or a moment later: both are true. */
        Found seenAt(Cell cell) {
            boolean either = cell.fault().equals("reset")
                    && (cell.stage() == SmtpStage.GREETING || cell.stage() == SmtpStage.TLS_HANDSHAKE)
                    && phase.equals("CONNECT");
            return either
                    ? new Found(outcome, table().get("phase").get(cell.stage().name()), codes)
                    : this;
        }

        static Found wanted(Map<String, Map<String, String>> table, Cell cell) {
            String stage = cell.stage().name();
            Map<String, String> row = table.get(cell.fault());
            // Nothing that is said instead of a handshake is a reply.
            String codes = cell.stage() == SmtpStage.TLS_HANDSHAKE ? NONE : row.get("codes");
            return new Found(row.get(stage), table.get("phase").get(stage), codes);
        }
    }

    static String name(DeliveryOutcome outcome) {
        if (outcome instanceof TryLater later) {
            return later.wholeServer() ? "later-server" : "later";
        }
        if (outcome instanceof Misconfigured broken) {
            return broken.scope() == Misconfigured.Scope.SENDER ? "misconfigured-sender" : "misconfigured";
        }
        if (outcome instanceof DeliveryOutcome.Rejected rejected) {
            return rejected.addressDead() ? "dead" : "rejected";
        }
        return outcome.code();
    }

    private static Map<String, Map<String, String>> table() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                FaultMatrixTest.class.getResourceAsStream("/fault-matrix.tsv"), StandardCharsets.UTF_8))) {
            Map<String, Map<String, String>> table = new LinkedHashMap<>();
            String[] stages = null;
            for (String line : reader.lines().toList()) {
                if (line.startsWith("#") || line.isBlank()) {
                    continue;
                }
                String[] fields = line.split("\t", -1);
                if (stages == null) {
                    stages = fields;
                    continue;
                }
                Map<String, String> row = new LinkedHashMap<>();
                for (int i = 1; i < fields.length; i++) {
                    row.put(stages[i], fields[i]);
                }
                table.put(fields[0], row);
            }
            return table;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @DisplayName("The table is complete: 10 points, 16 faults")
    void tableIsComplete() {
        Map<String, Map<String, String>> table = table();
        List<String> rows = new ArrayList<>(List.of("phase"));
        rows.addAll(FAULTS.keySet());
        assertThat(table.keySet()).containsExactlyElementsOf(rows);
        List<String> columns = new ArrayList<>(List.of("codes"));
        STAGES.forEach(stage -> columns.add(stage.name()));
        assertThat(table.values()).allSatisfy(row -> assertThat(row.keySet()).containsExactlyElementsOf(columns));
    }

    @TestFactory
    @DisplayName("Outcome")
    Stream<DynamicTest> outcomes() {
        Map<String, Map<String, String>> table = table();
        List<DynamicTest> tests = new ArrayList<>();
        RESULTS.forEach((cell, result) -> tests.add(DynamicTest.dynamicTest(
                cell.fault() + " at " + cell.stage() + (cell.pipelining() ? ", pipelined" : ""),
                () -> assertThat(get(result).seenAt(cell)).isEqualTo(Found.wanted(table, cell)))));
        return tests.stream();
    }

    private static Found get(Future<Found> result) throws InterruptedException, ExecutionException {
        return result.get();
    }
}
