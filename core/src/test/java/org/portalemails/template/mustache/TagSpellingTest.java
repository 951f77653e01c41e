package org.portalemails.template.mustache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalemails.template.TextKind;

@DisplayName("Between the braces of a tag")
class TagSpellingTest {
    private static String read(String source, TextKind kind) {
        TemplateReading reading = Template.read(source, kind);
        return reading.problems().isEmpty()
                ? reading.uses().stream().map(FieldUse::field).collect(Collectors.joining(","))
                : reading.problems().stream()
                        .map(problem -> problem.position() + " " + problem.code() + " " + problem.arguments())
                        .collect(Collectors.joining(","));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "{{ name }}",
                "{{\u00a0name\u00a0}}",
                "{{\u200bname\ufeff}}",
                "{{&nbsp;name&nbsp;}}",
                "{{&nbsp;&#160; name &#xa0;&nbsp;}}",
                "{{&#8203;name}}",
            })
    @DisplayName("editors may put blanks of every kind")
    void blanks(String source) {
        assertThat(read("x" + source, TextKind.HTML)).isEqualTo("name");
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "{{&amp;name}} → 1:1 template.unescaped-output {field=amp;name}",
                "{{name&lt;}} → 1:1 template.expression {field=name&lt;}",
                "{{name;}} → 1:1 template.expression {field=name;}",
                "{{n&nbsp;m}} → 1:1 template.expression {field=n&nbsp;m}",
                "{{<b>name</b>}} → 1:1 template.markup-in-tag {field=name}",
                "{{na<b>me</b>}} → 1:1 template.markup-in-tag {field=name}",
                "{{<b> name&nbsp;</b>}} → 1:1 template.markup-in-tag {field=name}",
                "{{#na.me}}x{{/na.me}} → `1:1 template.dotted-name {field=na.me},1:12 template.dotted-name {field=na.me}`",
                "{{}} → 1:1 template.empty-tag {}",
                "{{#}} → 1:1 template.empty-tag {}",
                "{{a.b.c}} → 1:1 template.dotted-name {field=a.b.c}",
                "{{.a}} → 1:1 template.expression {field=.a}",
                "{{a.}} → 1:1 template.expression {field=a.}",
                "{{a..b}} → 1:1 template.expression {field=a..b}",
                "{{1a}} → 1:1 template.expression {field=1a}",
            })
    @DisplayName("stands one name; anything else is named for what it is")
    void names(String source, String expected) {
        assertThat(read(source, TextKind.HTML)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"na\u200bme", "na\u00adme", "na&shy;me", "na&#8203;me", "na&#x200b;m\u200be"})
    @DisplayName("a character without a shape is named by its number, with the name that it hides in")
    void invisible(String name) {
        assertThat(read("{{" + name + "}}", TextKind.HTML))
                .startsWith("1:1 template.invisible-character-in-name")
                .contains("field=name")
                .containsPattern("character=U\\+(200B|00AD)");
    }

    @Test
    @DisplayName("references are read in HTML only")
    void plain() {
        assertThat(read("{{&nbsp;name}}", TextKind.PLAIN)).contains("template.unescaped-output");
        assertThat(read("{{name&shy;}}", TextKind.PLAIN)).contains("template.expression");
        assertThat(read("{{<b>name</b>}}", TextKind.PLAIN)).contains("template.inheritance");
        assertThat(read("{{na\u00adme}}", TextKind.PLAIN)).contains("template.invisible-character-in-name");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "0, true",
        "8, true",
        "9, false",
        "a, false",
        "b, true",
        "1f, true",
        "20, false",
        "7e, false",
        "7f, true",
        "80, true",
        "9f, true",
        "a0, false",
        "2027, false",
        "2028, true",
        "2029, true",
        "202a, false",
        "fdcf, false",
        "fdd0, true",
        "fdef, true",
        "fdf0, false",
        "fffd, false",
        "fffe, true",
        "ffff, true",
        "d800, true",
        "dbff, true",
        "dc00, true",
        "dfff, true",
        "d7ff, false",
        "e000, false",
        "1f600, false"
    })
    @DisplayName("and around them, characters that nobody types on purpose are refused by their number")
    void characters(String hex, boolean refused) {
        int c = Integer.parseInt(hex, 16);
        assertThat(Template.read("x" + Character.toString(c) + "y", TextKind.PLAIN).problems().stream()
                        .anyMatch(problem -> problem.code().equals("template.control-character")
                                && problem.arguments().containsValue(String.format(Locale.ROOT, "U+%04X", c))))
                .isEqualTo(refused);
    }

    @Test
    @DisplayName("a subject has neither line ends nor tabs")
    void subject() {
        assertThat(read("a\nb", TextKind.SUBJECT)).isEqualTo("1:2 template.line-break-in-subject {}");
        assertThat(read("a\tb", TextKind.SUBJECT)).isEqualTo("1:2 template.control-character {character=U+0009}");
        assertThat(read("é ~", TextKind.SUBJECT)).isEmpty();
    }

    @Test
    @DisplayName("a template equals one of the same source and kind")
    void value() {
        Template template = Template.parse("{{a}}", TextKind.PLAIN);
        assertThat(template)
                .isEqualTo(Template.parse("{{a}}", TextKind.PLAIN))
                .hasSameHashCodeAs(Template.parse("{{a}}", TextKind.PLAIN))
                .isNotEqualTo(Template.parse("{{a}}", TextKind.HTML))
                .isNotEqualTo(Template.parse("{{b}}", TextKind.PLAIN))
                .isNotEqualTo(null);
        assertThat(template.hashCode())
                .isNotZero()
                .isNotEqualTo(Template.parse("{{a}}", TextKind.HTML).hashCode())
                .isNotEqualTo(Template.parse("{{b}}", TextKind.PLAIN).hashCode());
        assertThat(template.kind()).isEqualTo(TextKind.PLAIN);
        assertThat(template.toString()).isNotEmpty();
    }
}
