package org.portalemails.template.mustache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.template.MergeValues;
import org.portalemails.template.RenderedText;
import org.portalemails.template.RenderingTooLargeException;
import org.portalemails.template.TextKind;

@DisplayName("A template")
class TemplateTest {
    private static String render(String source, MergeValues values) {
        return Template.parse(source, TextKind.PLAIN).render(values).masked();
    }

    private static List<String> problems(String source, TextKind kind) {
        return Template.read(source, kind).problems().stream()
                .map(p -> p.position() + " " + p.code())
                .toList();
    }

    @Test
    @DisplayName("shows a value where its field stands, and nothing where there is no value")
    void variables() {
        MergeValues values =
                MergeValues.builder().text("a", "A").text("b", "  ").build();
        assertThat(render("<{{a}}|{{ a }}|{{b}}|{{c}}>", values)).isEqualTo("<A|A||>");
    }

    @Test
    @DisplayName("shows a section once for a text, once per item for a list, not at all without a value")
    void sections() {
        MergeValues values = MergeValues.builder()
                .text("a", "A")
                .list("l", List.of("1", " ", "2"))
                .list("e", List.of())
                .build();
        assertThat(render("{{#a}}[{{.}}]{{/a}}{{#l}}({{.}}){{/l}}{{#e}}x{{/e}}{{#n}}x{{/n}}", values))
                .isEqualTo("[A](1)(2)");
        assertThat(render("{{^a}}x{{/a}}{{^l}}x{{/l}}{{^e}}E{{/e}}{{^n}}N{{/n}}", values))
                .isEqualTo("EN");
        assertThat(render("{{l}}", values)).isEqualTo("1, 2");
    }

    @Test
    @DisplayName("leaves a hole for a secret")
    void secrets() {
        RenderedText text = Template.parse("Go: {{link}}.", TextKind.PLAIN)
                .render(MergeValues.builder().hole("link").build());
        assertThat(text.secretFields()).containsExactly("link");
        assertThat(text.masked()).isEqualTo("Go: " + RenderedText.MASK + ".");
        assertThat(text.reveal(f -> "https://x.example/")).isEqualTo("Go: https://x.example/.");
    }

    @Test
    @DisplayName("names every mistake at once, each where it stands")
    void allProblems() {
        assertThat(problems(
                        "a {{{x}}}\n{{&x}} {{>p}}\n{{=<% %>=}}{{a.b}}{{a b}}{{}}{{.}}\n{{#s}}{{/t}}", TextKind.PLAIN))
                .containsExactly(
                        "1:3 template.unescaped-output",
                        "2:1 template.unescaped-output",
                        "2:8 template.partial",
                        "3:1 template.delimiters",
                        "3:12 template.dotted-name",
                        "3:19 template.expression",
                        "3:26 template.empty-tag",
                        "3:30 template.current-outside-section",
                        "4:1 template.section-not-closed",
                        "4:7 template.section-not-opened");
        assertThatThrownBy(() -> Template.parse("{{", TextKind.PLAIN)).isInstanceOf(TemplateException.class);
    }

    @Test
    @DisplayName("that can show nothing is refused")
    void empty() {
        assertThat(problems("{{! note }}\n ", TextKind.PLAIN)).containsExactly("1:1 template.empty");
        assertThat(problems("<p> </p>{{! note }}", TextKind.HTML)).containsExactly("1:1 template.empty");
        assertThat(problems("<p><img alt=\"x\" src=\"https://a.example/\"></p>", TextKind.HTML))
                .isEmpty();
        assertThat(problems("{{x}}", TextKind.HTML)).isEmpty();
        assertThat(problems("", TextKind.SUBJECT)).containsExactly("1:1 template.empty");
    }

    @Test
    @DisplayName("has its limits: size, depth, lists in lists, and the size of what it renders to")
    void limits() {
        assertThat(problems("a".repeat(Template.MAX_SOURCE_LENGTH), TextKind.PLAIN))
                .isEmpty();
        assertThat(problems("a".repeat(Template.MAX_SOURCE_LENGTH + 1), TextKind.PLAIN))
                .containsExactly("1:1 template.too-long");
        assertThat(problems("{{#a}}".repeat(16) + "x" + "{{/a}}".repeat(16), TextKind.PLAIN))
                .isEmpty();
        assertThat(problems("{{#a}}".repeat(5000) + "x" + "{{/a}}".repeat(5000), TextKind.PLAIN))
                .containsExactly("1:97 template.too-deep");
        TemplateReading nested = Template.read("{{#a}}{{#x}}\n{{#b}}x{{/b}}{{/x}}{{^b}}y{{/b}}{{/a}}", TextKind.PLAIN);
        assertThat(nested.problems()).isEmpty();
        assertThat(nested.nestedLists(field -> !field.equals("x")).stream().map(p -> p.position() + " " + p.code()))
                .containsExactly("2:1 template.list-inside-list");
        Template big = Template.parse("{{v}}".repeat(129), TextKind.PLAIN);
        MergeValues values = MergeValues.builder().text("v", "x".repeat(2048)).build();
        assertThatThrownBy(() -> big.render(values)).isInstanceOf(RenderingTooLargeException.class);
        Template product = Template.parse("{{#a}}{{#b}}{{#a}}{{#b}}{{/b}}{{/a}}{{/b}}{{/a}}x", TextKind.PLAIN);
        List<String> items = Collections.nCopies(1000, "i");
        assertThatThrownBy(() -> product.render(
                        MergeValues.builder().list("a", items).list("b", items).build()))
                .isInstanceOf(RenderingTooLargeException.class);
    }

    @Test
    @DisplayName("shortens a subject to 255 characters and never halves a character")
    void longSubjects() {
        Template subject = Template.parse("{{v}}", TextKind.SUBJECT);
        assertThat(subject.render(
                                MergeValues.builder().text("v", "x".repeat(255)).build())
                        .masked())
                .isEqualTo("x".repeat(255));
        assertThat(subject.render(
                                MergeValues.builder().text("v", "x".repeat(256)).build())
                        .masked())
                .isEqualTo("x".repeat(254) + "…");
        assertThat(subject.render(MergeValues.builder()
                                .text("v", "x".repeat(253) + "😀😀")
                                .build())
                        .masked())
                .isEqualTo("x".repeat(253) + "…");
    }

    @Test
    @DisplayName("refuses what no author types on purpose, and line breaks in a subject")
    void characters() {
        assertThat(problems("a\u0000\n\u2028\ud83d", TextKind.PLAIN))
                .containsExactly(
                        "1:2 template.control-character",
                        "2:1 template.control-character",
                        "2:2 template.control-character");
        assertThat(problems("a\r\nb\tc", TextKind.SUBJECT))
                .containsExactly("1:2 template.line-break-in-subject", "2:2 template.control-character");
        assertThat(problems("😀é\tœ’ \u202e\n", TextKind.PLAIN)).isEmpty();
        assertThat(Template.parse("a\r\nb\rc", TextKind.PLAIN).source()).isEqualTo("a\nb\nc");
    }

    @Test
    @DisplayName("counts columns in characters that people see as one, as far as code points are")
    void positions() {
        assertThat(problems("😀{{}}\r\né{{}}", TextKind.PLAIN))
                .containsExactly("1:2 template.empty-tag", "2:2 template.empty-tag");
    }

    @Test
    @DisplayName("names at most a hundred mistakes, and an error never hides behind warnings")
    void manyProblems() {
        assertThat(problems("{{}}".repeat(5000), TextKind.PLAIN)).hasSize(100);
        assertThat(problems("< ".repeat(500) + "<script>", TextKind.HTML))
                .hasSize(100)
                .contains("1:1001 template.element-not-allowed");
    }

    @Test
    @DisplayName("ends, whatever it is made of")
    void linear() {
        for (String unit : List.of(
                "{{#a}}",
                "{{/a}}",
                "{{^a}}{{",
                "{{!",
                "{{",
                "}}",
                "{{{",
                "<",
                "<a ",
                "<!--",
                "<p title=\"",
                "\n{{#a}}\n",
                " ",
                "{{#a}} ",
                "&",
                "<style>",
                "<title>{{x}}",
                "<b>",
                "</b>",
                "😀")) {
            String source = unit.repeat(Template.MAX_SOURCE_LENGTH / unit.length());
            for (TextKind kind : TextKind.values()) {
                assertThat(Template.read(source, kind).problems()).hasSizeLessThanOrEqualTo(100);
            }
        }
    }
}
