package org.portalemails.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

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
                .render(MergeValues.builder().secret("link").build());
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
}
