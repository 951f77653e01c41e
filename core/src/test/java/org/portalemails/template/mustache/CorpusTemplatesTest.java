package org.portalemails.template.mustache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalemails.template.MergeValues;
import org.portalemails.template.TextKind;

/** Every text of the corpora as a subject, a plain content and an HTML content that an administrator saves. */
@DisplayName("A text from the corpora")
@EnabledIfSystemProperty(named = Corpus.PROPERTY, matches = ".+", disabledReason = "needs the corpora")
class CorpusTemplatesTest {
    private static final Set<String> ACTIVE = Set.of(
            "script",
            "iframe",
            "object",
            "embed",
            "applet",
            "svg",
            "math",
            "form",
            "input",
            "button",
            "textarea",
            "select",
            "link",
            "base",
            "frame",
            "frameset",
            "audio",
            "video",
            "source",
            "marquee",
            "isindex",
            "details",
            "template",
            "noscript",
            "keygen",
            "dialog",
            "portal");

    private static Stream<String> payloads(String file) {
        return switch (file) {
            case "invisible-characters.tsv" ->
                Corpus.texts(file).stream().map(point -> "a" + (char) Integer.parseInt(point.substring(2), 16) + "b");
            case "redos.tsv" ->
                Corpus.rows(file).stream()
                        .map(row -> row.get(0) + row.get(1).repeat(Integer.parseInt(row.get(2))) + row.get(3));
            default -> Corpus.texts(file).stream();
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "header-injection.tsv",
                "xss.tsv",
                "template-injection.tsv",
                "naughty.tsv",
                "invisible-characters.tsv",
                "redos.tsv"
            })
    @DisplayName("is refused with a reason, or carried as text that does nothing")
    void everyKind(String file) {
        for (TextKind kind : TextKind.values()) {
            Corpus.Tally tally = new Corpus.Tally(file + ", as " + kind);
            payloads(file).forEach(payload -> tally.add(outcome(payload, kind)));
            tally.print();
        }
    }

    private static String outcome(String payload, TextKind kind) {
        TemplateReading reading = Template.read(payload, kind);
        for (TemplateProblem problem : reading.problems()) {
            for (Locale locale : List.of(Locale.ENGLISH, Locale.FRENCH, Locale.CANADA_FRENCH)) {
                assertThat(problem.message(locale))
                        .isNotEqualTo(problem.code())
                        .doesNotContain("…}")
                        .isNotBlank();
            }
            String[] lines = payload.replace("\r\n", "\n").replace('\r', '\n').split("\n", -1);
            assertThat(problem.position().line()).isBetween(1, lines.length);
            String line = lines[problem.position().line() - 1];
            assertThat(problem.position().column()).isBetween(1, line.codePointCount(0, line.length()) + 1);
        }
        if (reading.template().isEmpty()) {
            return "refused by rule";
        }
        Template template = reading.template().get();
        if (!template.uses().isEmpty()) {
            return "refused as an unknown field by the catalogue";
        }
        String rendered = template.render(MergeValues.builder().build()).masked();
        if (kind == TextKind.HTML) {
            assertInert(payload, rendered);
            return "passed, inert";
        }
        if (!payload.contains("{{")) {
            assertThat(rendered)
                    .isEqualTo(payload.length() > 255 && kind == TextKind.SUBJECT ? rendered : template.source());
        }
        return "passed as text";
    }

    /** jsoup reads HTML as browsers do; it is the judge here, not our own tokenizer. */
    private static void assertInert(String payload, String html) {
        for (Element element : Jsoup.parse(html).getAllElements()) {
            assertThat(ACTIVE).as(payload).doesNotContain(element.normalName());
            for (Attribute attribute : element.attributes()) {
                String name = attribute.getKey().toLowerCase(Locale.ROOT);
                String value = attribute.getValue().toLowerCase(Locale.ROOT).replaceAll("[\\x00-\\x20]", "");
                assertThat(name).as(payload).doesNotStartWith("on").isNotEqualTo("srcdoc");
                if (Set.of("href", "src", "background", "action", "formaction", "data", "xlink:href")
                        .contains(name)) {
                    assertThat(value).as(payload).matches("(https?://|mailto:|tel:|sms:|cid:|#).*");
                }
                if (name.equals("style")) {
                    assertThat(value).as(payload).doesNotContain("expression", "javascript", "\\");
                }
            }
        }
    }
}
