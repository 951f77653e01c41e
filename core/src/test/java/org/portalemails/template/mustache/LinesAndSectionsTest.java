package org.portalemails.template.mustache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.portalemails.template.MergeValues;
import org.portalemails.template.TextKind;
import org.portalemails.template.html.HtmlEntities;

/** Line breaks are shown as {@code |}, tabs as {@code ~}; {@code a} is {@code A}, {@code l} has two items, {@code n} no value. */
@DisplayName("In a template")
class LinesAndSectionsTest {
    private static final MergeValues VALUES =
            MergeValues.builder().text("a", "A").list("l", List.of("1", "2")).build();

    private static String lines(String text) {
        return text.replace('|', '\n').replace('~', '\t');
    }

    private static String render(String source, TextKind kind) {
        return Template.parse(lines(source), kind)
                .render(VALUES)
                .masked()
                .replace('\n', '|')
                .replace('\t', '~');
    }

    /** As Mustache's specification has it. */
    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "`x|{{#a}}|y|{{/a}}|z` → `x|y|z`",
                "`x|  {{#a}}  |y|~{{/a}} ~|z` → `x|y|z`",
                "`{{#a}}|y|{{/a}}|z` → `y|z`",
                "`x|{{#a}}|y|{{/a}}` → `x|y|`",
                "`x|  {{#a}}|y|  {{/a}}` → `x|y|`",
                "`x|{{! note }}|z` → `x|z`",
                "`x|  {{! note| more }}  |z` → `x|z`",
                "`  {{! note }}|z` → `z`",
                "`x|{{^n}}|y|{{/n}}|z` → `x|y|z`",
                "`x|{{^a}}|y|{{/a}}|z` → `x|z`",
                "`x|{{#l}}|{{.}}|{{/l}}|z` → `x|1|2|z`",
                "`x|{{#l}}|  {{.}}|{{/l}}|z` → `x|  1|  2|z`",
                "`x| {{#a}} y|{{/a}}|z` → `x|  y|z`",
                "`x|{{#a}}y|{{/a}}z` → `x|y|z`",
                "`x {{#a}}|y|{{/a}}|z` → `x |y|z`",
                "`x|{{a}}|z` → `x|A|z`",
                "`x|  {{a}}  |z` → `x|  A  |z`",
                "`x|{{#a}}{{/a}}|z` → `x||z`",
                "`x| {{#a}} {{/a}} |z` → `x|   |z`",
                "`x{{! note }}|z` → `x|z`",
                "`x|{{! note }}z` → `x|z`",
                "`{{#a}}|{{#a}}|y|{{/a}}|{{/a}}|z` → `y|z`",
            })
    @DisplayName("a line that has only a section's tag or a comment leaves no line")
    void standalone(String source, String expected) {
        assertThat(render(source, TextKind.PLAIN)).isEqualTo(expected);
    }

    @Test
    @DisplayName("a subject has no lines, so nothing is taken away with a tag")
    void subject() {
        assertThat(render("x {{#a}} y {{/a}} z", TextKind.SUBJECT)).isEqualTo("x  y  z");
        assertThat(render(" {{#a}}y{{/a}} ", TextKind.SUBJECT)).isEqualTo(" y ");
    }

    @Test
    @DisplayName("a section that is not closed is named, and those outside of it are understood")
    void notClosed() {
        assertThat(problems("{{#a}}{{#b}}x{{/a}}")).isEqualTo("1:7 section-not-closed b");
        assertThat(problems("{{#a}}{{#b}}{{^c}}x{{/a}}y"))
                .isEqualTo("1:7 section-not-closed b, 1:13 section-not-closed c");
        assertThat(problems("{{#a}}x{{/b}}{{/a}}")).isEqualTo("1:8 section-not-opened b");
        assertThat(problems("x{{/b}}")).isEqualTo("1:2 section-not-opened b");
        assertThat(problems("{{#a}}{{#b}}x")).isEqualTo("1:1 section-not-closed a, 1:7 section-not-closed b");
        assertThat(problems("{{#a}}x{{/a}}{{/a}}")).isEqualTo("1:14 section-not-opened a");
    }

    @Test
    @DisplayName("every use of a field has its kind and its place")
    void uses() {
        assertThat(Template.parse("{{#a}}{{.}}{{^b}}{{c}}{{/b}}{{/a}}{{^d}}x{{/d}}", TextKind.PLAIN).uses().stream()
                        .map(use -> use.position().column() + " " + use.field() + " " + use.usage())
                        .toList())
                .containsExactly("1 a SECTION", "7 a CURRENT", "12 b INVERTED", "18 c VARIABLE", "35 d INVERTED");
        assertThat(Template.parse("{{#a}}{{^b}}{{.}}{{/b}}{{/a}}", TextKind.PLAIN)
                        .uses()
                        .get(2)
                        .field())
                .as("what . is in an inverted section is what it is around it")
                .isEqualTo("a");
    }

    @Test
    @DisplayName("a value is missing where it would be shown, and only there")
    void missing() {
        Template template = Template.parse(
                "{{x}}{{#n}}{{y}}{{/n}}{{^n}}{{z}}{{/n}}{{#a}}{{u}}{{/a}}{{^a}}{{v}}{{/a}}{{a}}", TextKind.PLAIN);
        assertThat(template.fieldsWithoutValue(VALUES)).containsExactlyInAnyOrder("x", "z", "u");
    }

    @Test
    @DisplayName("the name of a field is a letter, then up to 63 letters, digits and _")
    void names() {
        for (String name : List.of("a", "Z", "z", "A", "aZ09_", "x".repeat(64))) {
            assertThat(problems("{{" + name + "}}")).isEmpty();
        }
        for (String name : List.of("1", "_a", "a-b", "@", "[", "`", "a/b", "a:b", "é", "aé")) {
            assertThat(problems("{{" + name + "}}")).isEqualTo("1:1 expression " + name);
        }
        assertThat(problems("{{" + "x".repeat(65) + "}}")).startsWith("1:1 expression x");
        for (String name : List.of("a.b", "a.b.c")) {
            assertThat(problems("{{" + name + "}}")).isEqualTo("1:1 dotted-name " + name);
        }
        for (String name : List.of("a.", ".a", "a..b", "a.1")) {
            assertThat(problems("{{" + name + "}}")).isEqualTo("1:1 expression " + name);
        }
        assertThat(problems("{{#.}}x{{/.}}")).startsWith("1:1 current-as-section");
        assertThat(problems("{{#}}x{{/}}")).startsWith("1:1 empty-tag");
        assertThat(problems("{{<a}}x{{$b}}")).isEqualTo("1:1 inheritance a, 1:8 inheritance b");
        assertThat(problems("x{{{a}} }}")).isEqualTo("1:2 tag-not-closed");
        assertThat(problems("{{{a}}}")).startsWith("1:1 unescaped-output a");
    }

    private static String problems(String source) {
        return Template.read(source, TextKind.PLAIN).problems().stream()
                .filter(TemplateProblem::isError)
                .map(problem -> problem.position() + " " + problem.code().replace("template.", "") + " "
                        + String.join(",", problem.arguments().values()))
                .map(String::strip)
                .collect(Collectors.joining(", "));
    }

    @Test
    @DisplayName("references in HTML mean what the standard says, at its borders too")
    void references() {
        assertThat(HtmlEntities.decode("&#x9;&#10;&#31;&#32;&#126;", false)).isEqualTo("\t\n\ufffd ~");
        assertThat(HtmlEntities.decode("&#x7f;&#128;&#x9f;&#xa0;", false)).isEqualTo("\u007f€Ÿ\u00a0");
        assertThat(HtmlEntities.decode("&#xd7ff;&#xd800;&#xdfff;&#xe000;", false))
                .isEqualTo("\ud7ff\ufffd\ufffd\ue000");
        assertThat(HtmlEntities.decode("&#xfdcf;&#xfdd0;&#xfdef;&#xfdf0;", false))
                .isEqualTo("\ufdcf\ufffd\ufffd\ufdf0");
        assertThat(HtmlEntities.decode("&#xfffd;&#xfffe;&#xffff;&#x1fffe;", false))
                .isEqualTo("\ufffd\ufffd\ufffd\ufffd");
        assertThat(HtmlEntities.decode("&#x10fffd;&#x110000;", false)).isEqualTo("\udbff\udffd\ufffd");
        assertThat(HtmlEntities.decode("&#65&#x42C&#", false)).isEqualTo("AЬ&#");
        assertThat(HtmlEntities.decode("&#x;&#xg;&#;&#１;", false)).isEqualTo("&#x;&#xg;&#;&#１;");
        assertThat(HtmlEntities.decode("&eacutex &ampx &notanentity; &", false)).isEqualTo("éx &x ¬anentity; &");
        assertThat(HtmlEntities.decode("&eacutex &eacute= &eacute &eacute", true))
                .isEqualTo("&eacutex &eacute= é é");
        assertThat(HtmlEntities.decode("&eacute9 &eacuteZ &eacute/", true)).isEqualTo("&eacute9 &eacuteZ é/");
        assertThat(HtmlEntities.decode("&apos; &apos &euro", false)).isEqualTo("' &apos &euro");
    }
}
