package org.portalemails.mail.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.portalemails.email.OutgoingMail;
import org.portalemails.template.RenderedText;
import org.portalemails.template.TextKind;

class MimeWriterProperties {
    private static final MimeWriter WRITER = new MimeWriter(false, List.of());

    @Provide
    Arbitrary<String> lines() {
        Arbitrary<Integer> codePoints = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(6, Arbitraries.integers().between(0x20, 0x7e)),
                net.jqwik.api.Tuple.of(1, Arbitraries.just((int) ' ')),
                net.jqwik.api.Tuple.of(2, Arbitraries.integers().between(0xa1, 0x7ff)),
                net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(0x3041, 0xd7ff)),
                net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(0x1f300, 0x1faff)));
        return codePoints
                .list()
                .ofMinSize(1)
                .ofMaxSize(200)
                .map(list -> list.stream()
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString())
                .filter(text -> RenderedText.literal(TextKind.PLAIN, text).showsSomething());
    }

    @Property(tries = 300)
    @Label("Whatever subject, name and text are, another parser reads them back")
    void readBack(@ForAll("lines") String subject, @ForAll("lines") String name, @ForAll("lines") String text) {
        OutgoingMail mail = MimeWriterTest.mail(name, subject, text + "\n" + subject, "<p>" + text + "</p>");

        Map<String, String> read = MimeWriterTest.readByMime4j(WRITER.write(mail));

        assertThat(read.get("subject")).isEqualTo(subject);
        assertThat(read.get("name")).isEqualTo(mail.to().displayName());
        assertThat(read.get("text")).isEqualTo(text + "\n" + subject + "\n");
        assertThat(read.get("html")).isEqualTo("<p>" + text + "</p>\n");
    }

    @Property(tries = 300)
    @Label(
            "Every header line is at most 78 characters unless a single word is longer, and the same mail is the same bytes")
    void lineLength(@ForAll("lines") String subject, @ForAll("lines") String name) {
        OutgoingMail mail = MimeWriterTest.mail(name, subject, "text", null);
        byte[] bytes = WRITER.write(mail);

        for (String line : new String(bytes, StandardCharsets.US_ASCII).split("\r\n")) {
            assertThat(line.length() <= 78 || line.strip().indexOf(' ', line.indexOf(": ") + 2) < 0)
                    .as(line)
                    .isTrue();
        }
        assertThat(WRITER.write(mail)).isEqualTo(bytes);
    }
}
