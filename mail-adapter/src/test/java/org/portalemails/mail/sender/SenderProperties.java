package org.portalemails.mail.sender;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.portalemails.address.EmailAddress;
import org.portalemails.sender.SenderReport;

class SenderProperties {
    /** Ten look-ups, each of ten hosts at most, twice for names of our address, and the rest of a report. */
    private static final int MOST_QUESTIONS = 300;

    /** Pieces of records in any order: more of them hang together than in random text. */
    @Provide
    Arbitrary<String> records() {
        Arbitrary<String> known = Arbitraries.of(
                "v=spf1",
                "v=spf1 ",
                " ",
                "include:a.example",
                "include:b.example",
                "redirect=a.example",
                "redirect=",
                "exp=%{d}",
                "a",
                "a:a.example/24//64",
                "mx",
                "mx:b.example",
                "ptr",
                "ptr:%{d}",
                "exists:%{ir}.%{s}.a.example",
                "exists:%{l1r+-}.%{p}.b.example",
                "%{",
                "%",
                "%{d99999999999}",
                "ip4:192.0.2.25",
                "ip6:2001:db8::/32",
                "ip4:/0",
                "-all",
                "+all",
                "v=DKIM1;",
                "k=rsa;",
                "p=MIIB",
                "t=y:s",
                "v=DMARC1;",
                "p=none",
                "p=reject;",
                "psd=y;",
                ";",
                "=",
                ":",
                "/",
                "?",
                "~");
        Arbitrary<String> random = Arbitraries.strings().ofMaxLength(5);
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(9, known), net.jqwik.api.Tuple.of(1, random))
                .list()
                .ofMaxSize(14)
                .map(pieces -> String.join("", pieces));
    }

    private static ZoneData zone(String one, String two) {
        ZoneData zone =
                new ZoneData().with("a.example", "A", "192.0.2.25").with("25.2.0.192.in-addr.arpa", "PTR", "a.example");
        for (String name :
                List.of("a.example", "b.example", "s._domainkey.a.example", "_dmarc.a.example", "_dmarc.example")) {
            zone.with(name, "TXT", name.startsWith("b") ? two : one);
        }
        for (int i = 0; i < 10; i++) {
            zone.with("b.example", "MX", i + " mx" + i + ".b.example");
        }
        return zone;
    }

    @Property
    @Label("whatever stands in the DNS, a report is made with few questions")
    void report(@ForAll("records") String one, @ForAll("records") String two) {
        ZoneData zone = zone(one, two);

        SenderReport report = DnsSenderCheck.builder()
                .resolver(zone)
                .sendingFrom(List.of("192.0.2.25", "2001:db8::25"))
                .signedWith(List.of(new SigningKey("a.example", "s", "rsa", "MIIB")))
                .build()
                .check(EmailAddress.of("portal@a.example"), EmailAddress.of("help@b.example"));

        assertThat(report.findings()).hasSizeBetween(4, 6);
        assertThat(zone.questions()).isLessThan(MOST_QUESTIONS);
    }

    @Property
    @Label("an SPF record is read or refused, and never asks more than ten times for records")
    void spf(@ForAll("records") String one, @ForAll("records") String two) {
        ZoneData zone = zone("v=spf1 " + one, "v=spf1 " + two);

        for (byte[] address : new byte[][] {null, {(byte) 192, 0, 2, 77}}) {
            OpenSpfSuiteTest.resultOf(new Spf(zone, address, "portal", "a.example", "mail.a.example"));
        }

        assertThat(zone.asked().stream().filter(question -> question.endsWith(" TXT")))
                .hasSizeLessThanOrEqualTo(22);
    }

    @Property
    @Label("a list of tags has no other names and values than were written")
    void tags(@ForAll("records") String text) {
        TagList tags = TagList.parse(text);

        if (tags != null) {
            assertThat(text).contains(tags.first()).contains(tags.get("p", ""));
        }
    }

    @Property
    @Label("what the JDK's provider shows of a text is read to its end")
    void joined(@ForAll String shown) {
        assertThat(JndiResolver.joined(shown).length()).isLessThanOrEqualTo(shown.length());
    }

    @Property
    @Label("the strings of a text come back as they were, however the provider quotes them")
    void strings(@ForAll List<String> strings) {
        StringBuilder shown = new StringBuilder();
        for (String string : strings) {
            String escaped = string.replace("\\", "\\\\").replace("\"", "\\\"");
            boolean quoted = string.isEmpty() || string.indexOf(' ') >= 0 || !escaped.equals(string);
            shown.append(shown.length() > 0 ? " " : "").append(quoted ? "\"" + escaped + "\"" : string);
        }
        assertThat(JndiResolver.joined(shown.toString())).isEqualTo(String.join("", strings));
    }

    @Property
    @Label("only addresses are addresses, and nothing is looked up for it")
    void addresses(@ForAll String text) {
        byte[] address = IpAddress.parse(text);
        assertThat(address == null || address.length == 4 || address.length == 16)
                .isTrue();
    }
}
