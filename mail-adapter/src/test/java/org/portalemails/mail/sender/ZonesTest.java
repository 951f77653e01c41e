package org.portalemails.mail.sender;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.portalemails.address.EmailAddress;
import org.portalemails.mail.DkimKey;
import org.portalemails.mail.SignedMail;
import org.portalemails.sender.SenderReport;

@DisplayName("A table of zones")
class ZonesTest {
    /** Reads records, then questions; answers each question in a line, by the implementation that Debian has. */
    private static final String OTHERS =
            """
            import socket, sys, dkim, spf
            zones = {}
            def failure(name):
                raise spf.TempError('no answer')
            def lookup(name, qtype, strict=True, timeout=None):
                found = zones.get(name.lower().rstrip('.'), [])
                for kind, value in found:
                    if kind in ('SERVFAIL', 'TIMEOUT', 'REFUSED'):
                        failure(name)
                    if kind == qtype:
                        if kind == 'TXT':
                            value = tuple(v.encode() for v in value)
                        elif kind == 'MX':
                            preference, host = value[0].split(' ')
                            value = (int(preference), host)
                        elif kind == 'AAAA':
                            value = socket.inet_pton(socket.AF_INET6, value[0])
                        else:
                            value = value[0]
                        yield ((name, kind), value)
            spf.DNSLookup = lookup
            def text(name, timeout=5):
                for kind, value in zones.get(name.decode().lower().rstrip('.'), []):
                    if kind == 'TXT':
                        return ''.join(value).encode()
            for line in open(sys.argv[1], encoding='utf-8'):
                fields = line.rstrip('\\n').split('\\t')
                if fields[0] == 'zone':
                    zones = {}
                elif fields[0] == 'record':
                    zones.setdefault(fields[1].lower(), []).append((fields[2], fields[3:]))
                elif fields[0] == 'spf':
                    print(fields[1], spf.check2(i=fields[2], s=fields[3], h=fields[4])[0], sep='\\t')
                else:
                    try:
                        holds = dkim.verify(open(fields[2], 'rb').read(), dnsfunc=text)
                    except Exception: # it ends so for a key of another kind, too
                        holds = False
                    print(fields[1], 'pass' if holds else 'fail', sep='\\t')
            """;

    private static final Map<String, String> PUBLIC = new HashMap<>();
    private static final Map<String, KeyPair> PAIRS = new HashMap<>();

    @TempDir
    Path directory;

    @BeforeAll
    static void keys() throws Exception {
        for (String name : List.of("rsa", "other", "short", "ed")) {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(name.equals("ed") ? "Ed25519" : "RSA");
            if (!name.equals("ed")) {
                generator.initialize(name.equals("short") ? 512 : 2048);
            }
            KeyPair pair = generator.generateKeyPair();
            PAIRS.put(name, pair);
            byte[] encoded = pair.getPublic().getEncoded();
            byte[] shown =
                    name.equals("ed") ? Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length) : encoded;
            PUBLIC.put(name, java.util.Base64.getEncoder().encodeToString(shown));
        }
        PUBLIC.put("rsa-bare", Zone.bare(PUBLIC.get("rsa")));
    }

    static List<Zone> zones() throws Exception {
        if (PUBLIC.isEmpty()) {
            keys();
        }
        return Zone.all(PUBLIC);
    }

    private static List<String> reasons(SenderReport report) {
        return report.findings().stream()
                .map(finding -> finding.reason().code())
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("zones")
    @DisplayName("is judged as expected, over the wire")
    void zone(Zone zone) throws Exception {
        try (DnsServer server = new DnsServer(zone.data())) {
            SenderReport report = zone.check(
                            server.resolver(Duration.ofMillis(zone.data().slow() ? 150 : 1000)), PUBLIC)
                    .check(zone.from(), zone.replyTo());

            assertThat(reasons(report)).containsAll(zone.expected());
            // and in memory, so that the table can be compared with others in a moment
            assertThat(zone.check(zone.data(), PUBLIC)
                            .check(zone.from(), zone.replyTo())
                            .findings())
                    .isEqualTo(report.findings());
        }
        if (!zone.spf().isEmpty()) {
            assertThat(spf(zone)).isEqualTo(zone.spf());
        }
    }

    private static String spf(Zone zone) {
        EmailAddress sender = zone.envelope();
        return OpenSpfSuiteTest.resultOf(new Spf(
                zone.data(),
                IpAddress.parse(zone.ask().get("ip")),
                sender.localPart(),
                sender.domain(),
                sender.domain()));
    }

    @Test
    @DisplayName("gets the same verdicts from pyspf and dkimpy")
    void others() throws Exception {
        List<Zone> zones = zones();
        Map<String, String> expected = new LinkedHashMap<>();
        List<String> lines = new ArrayList<>();
        for (Zone zone : zones) {
            lines.add("zone");
            zone.data()
                    .all()
                    .forEach((name, kinds) -> kinds.forEach((kind, records) -> records.forEach(strings ->
                            lines.add("record\t" + name + "\t" + kind + "\t" + String.join("\t", strings)))));
            if (!zone.spf().isEmpty()) {
                String sender = zone.envelope().value();
                lines.add("spf\t" + zone + "\t" + zone.ask().get("ip") + "\t" + sender + "\t"
                        + zone.envelope().domain());
                expected.put(zone.title(), zone.spf());
            }
            if (!zone.dkim().isEmpty()) {
                Path mail = directory.resolve(zones.indexOf(zone) + ".eml");
                Files.write(mail, signed(zone.ask().get("key").split("@")));
                lines.add("dkim\t" + zone + "\t" + mail);
                expected.put(zone.title(), zone.dkim());
            }
        }
        Path questions = directory.resolve("questions");
        Files.write(questions, lines);

        Map<String, String> theirs = ask(questions);

        assertThat(theirs).isEqualTo(expected);
        assertThat(zones).hasSizeGreaterThanOrEqualTo(60);
        assertThat(theirs).hasSizeGreaterThanOrEqualTo(45);
    }

    private static byte[] signed(String[] key) {
        KeyPair pair = PAIRS.get(key[0].equals("ed") ? "ed" : "rsa");
        return SignedMail.of(new DkimKey(key[1], key[0], pair.getPrivate()));
    }

    private static Map<String, String> ask(Path questions) throws IOException, InterruptedException {
        Process python;
        try {
            python = new ProcessBuilder("/usr/bin/python3", "-W", "ignore", "-c", OTHERS, questions.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            Assumptions.abort("no python3 here");
            throw e;
        }
        String answers = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        boolean ended = python.waitFor() == 0;
        Assumptions.assumeTrue(
                ended
                        || new ProcessBuilder("/usr/bin/python3", "-c", "import spf, dkim, nacl")
                                        .start()
                                        .waitFor()
                                == 0,
                "no python3 with pyspf, dkimpy and PyNaCl here");
        assertThat(ended).as(answers).isTrue();
        Map<String, String> theirs = new LinkedHashMap<>();
        answers.lines().forEach(line -> theirs.put(line.split("\t")[0], line.split("\t")[1]));
        return theirs;
    }
}
