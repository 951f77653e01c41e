package org.portalemails.mail.sender;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.sender.SenderReason;

/** The test suite of openspf.org for RFC 7208, as Debian's package python3-spf brings it along. Skipped where that is not installed. */
@DisplayName("The OpenSPF test suite")
class OpenSpfSuiteTest {
    private static final Path SUITE = Path.of("/usr/share/doc/python3-spf/rfc7208-tests.yml.gz");

    /** A line for each record and each test, in fields between tabulators. */
    private static final String READ =
            """
            import gzip, sys, yaml
            def clean(value):
                return str(value).replace('\\t', '\\v').replace('\\n', '\\v')
            out = open(1, 'w', encoding='iso-8859-1', errors='replace')
            for scenario in yaml.safe_load_all(gzip.open(sys.argv[1])):
                print('scenario', clean(scenario['description']), sep='\\t', file=out)
                for name, records in scenario['zonedata'].items():
                    texts = any(isinstance(r, dict) and 'TXT' in r for r in records)
                    print('name', name, sep='\\t', file=out)
                    for record in records:
                        if record == 'TIMEOUT' and any(isinstance(r, dict) and r.get('TXT', 'NONE') != 'NONE' for r in records):
                            continue # of another kind than is asked for
                        if record == 'TIMEOUT':
                            print('record', name, 'TIMEOUT', '', sep='\\t', file=out)
                            continue
                        for kind, value in record.items():
                            if kind == 'SPF' and not texts:
                                kind = 'TXT'
                            if kind == 'SPF' or value == 'NONE':
                                continue
                            if kind == 'MX':
                                value = '%d %s' % (value[0], value[1] or '.')
                            values = value if isinstance(value, list) else [value]
                            print('record', name, kind, *[clean(v) for v in values], sep='\\t', file=out)
                for name, test in scenario['tests'].items():
                    result = test['result']
                    print('test', name, test['helo'], test['host'], test['mailfrom'],
                          ','.join(result if isinstance(result, list) else [result]), sep='\\t', file=out)
            """;

    private record Case(String name, String helo, String host, String mailFrom, Set<String> results, ZoneData zone) {
        String run() {
            int at = mailFrom.lastIndexOf('@');
            String local = at > 0 ? mailFrom.substring(0, at) : "postmaster";
            String domain = mailFrom.isEmpty() ? helo : mailFrom.substring(at + 1);
            return resultOf(new Spf(zone, IpAddress.parse(host), local, domain, helo));
        }
    }

    /** In the words of RFC 7208. */
    static String resultOf(Spf spf) {
        try {
            return spf.check().name().toLowerCase(java.util.Locale.ROOT);
        } catch (SpfError e) {
            return e.reason() == SenderReason.SPF_NO_ANSWER ? "temperror" : "permerror";
        }
    }

    private static List<Case> cases() throws IOException, InterruptedException {
        Process python = new ProcessBuilder("/usr/bin/python3", "-c", READ, SUITE.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String lines = new String(python.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        Assumptions.assumeTrue(python.waitFor() == 0, "no python3 with PyYAML here");
        List<Case> cases = new ArrayList<>();
        ZoneData zone = new ZoneData();
        for (String line : lines.split("\n")) {
            String[] fields = line.split("\t", -1);
            switch (fields[0]) {
                case "scenario" -> zone = new ZoneData();
                case "name" -> zone.withName(fields[1]);
                case "record" ->
                    zone.with(fields[1], fields[2], java.util.Arrays.copyOfRange(fields, 3, fields.length));
                default ->
                    cases.add(new Case(fields[1], fields[2], fields[3], fields[4], Set.of(fields[5].split(",")), zone));
            }
        }
        return cases;
    }

    @Test
    @DisplayName("gets the results that it allows")
    void suite() throws Exception {
        Assumptions.assumeTrue(Files.isReadable(SUITE), "python3-spf is not installed here");
        List<Case> cases = cases();
        List<String> others = new ArrayList<>();
        for (Case one : cases) {
            String result = one.run();
            if (!one.results().contains(result)) {
                others.add(one.name() + ": " + result + " instead of " + one.results());
            }
        }
        System.out.println(cases.size() + " tests of the OpenSPF suite");
        assertThat(cases).hasSizeGreaterThan(150);
        assertThat(others).isEmpty();
    }
}
