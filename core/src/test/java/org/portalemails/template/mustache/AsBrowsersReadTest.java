package org.portalemails.template.mustache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalemails.template.MergeValues;
import org.portalemails.template.RenderedText;
import org.portalemails.template.TextKind;

@DisplayName("HTML that browsers mend is sent so that they read it as we do")
class AsBrowsersReadTest {
    private static List<String> codes(String html) {
        return Template.read(html, TextKind.HTML).problems().stream()
                .map(problem -> problem.code().replace("template.", ""))
                .toList();
    }

    private static RenderedText rendered(String html) {
        return Template.read(html, TextKind.HTML)
                .template()
                .orElseThrow()
                .render(MergeValues.builder().text("a", "A").text("b", "B").build());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "<div><font style=\"display:none\">Preview</div><p>Hello</p> → "
                        + "<div><font style=\"display:none\">Preview</font></div><p>Hello</p>",
                "<div><a href=\"https://x.example/old\">Our site</div><p>Hello</p> → "
                        + "<div><a href=\"https://x.example/old\">Our site</a></div><p>Hello</p>",
                "<p><b>x<p title=\"{{a}}\">y → <p><b>x</b><p title=\"A\">y",
                "<p><b><i>x<div>y</div> → <p><b><i>x</i></b><div>y</div>",
                "<b><font style=\"display:none\">x</b>y → <b><font style=\"display:none\">x</font></b>y",
                "<ul><li><b>x<li>y</ul> → <ul><li><b>x</b><li>y</ul>",
                "<p><b>x{{a}} → <p><b>xA</b>",
                "<body><b>x</body> → <body><b>x</body></b>",
                "<div><span>x</div>y → <div><span>x</div>y",
            })
    @DisplayName("with the end tags that are missing of formatting and links, with a warning")
    void missingEndTags(String html, String sent) {
        assertThat(codes(html)).contains("element-not-closed");
        assertThat(rendered(html).masked()).isEqualTo(sent);
    }

    @Test
    @DisplayName("with what stands behind the end of the body inside of what is open")
    void behindTheBody() {
        assertThat(rendered("<body><p>x</p><div style=\"display:none\">y</body>z")
                        .plainWithoutImages()
                        .masked())
                .isEqualTo("x");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "<p>x</p><body style=\"display:none\">y → <p>x</p>y",
                "<body>x<body style=\"display:none\">y → <body>xy",
                "<body><body hidden>y → <body>y",
                "x<html hidden>y → xy",
                "<html><html hidden>y → <html>y",
                "{{a}}<body hidden>y → Ay",
                "<br><body hidden>y → <br>y",
            })
    @DisplayName("without a body that comes too late: its style would hold for all that stands before it")
    void lateBody(String html, String sent) {
        assertThat(codes(html)).containsExactly("late-root");
        assertThat(rendered(html).masked()).isEqualTo(sent);
    }

    @Test
    @DisplayName("not at all if a late body cannot be left out any more")
    void lateBodyWithField() {
        assertThat(codes("x<body title=\"{{a}}\" style=\"display:none\">y"))
                .containsExactlyInAnyOrder("late-root", "element-not-allowed");
        assertThat(codes(
                        "<html lang=\"{{a}}\"><head><title>t</title><meta charset=\"utf-8\"><style>p{}</style></head>\n"
                                + "<body title=\"{{a}}\">y</body></html>"))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "<p>x</p title=\">y\">z → <p>x</p>z",
                "<p>x</P lang=fr / a>z → <p>x</P>z",
                "<style>p{}</style title=\">\">z → <style>p{}</style>z",
                "<p>x</p href='javascript:>'>z → <p>x</p>z",
            })
    @DisplayName("without the attributes of end tags, with a warning")
    void endTags(String html, String sent) {
        assertThat(codes(html)).isNotEmpty().containsOnly("attribute-left-out");
        assertThat(rendered(html).masked()).isEqualTo(sent);
        assertThat(rendered(html).plainWithoutImages().masked()).endsWith("z").doesNotContain(">");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>Hi</p title=\">{{a}}\">",
                "<p>Hi</p {{#a}}title=\"x\"{{/a}}>",
                "<p>Hi</p title='{{#a}}x{{/a}}'>",
                "<style>p{}</style title=\"{{a}}\">Hi"
            })
    @DisplayName("not at all if a field stands in an end tag")
    void fieldInEndTag(String html) {
        assertThat(codes(html)).contains("field-in-tag");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "<p popover>x</p>y → <p >x</p>y",
                "<div INERT=\"\" lang=\"fr\">x</div>y → <div  lang=\"fr\">x</div>y",
            })
    @DisplayName("without attributes that only a script can undo")
    void scriptsOnly(String html, String sent) {
        assertThat(codes(html)).containsExactly("attribute-left-out");
        assertThat(rendered(html).masked()).isEqualTo(sent);
    }

    @Test
    @DisplayName("with its hidden parts told from the others, however they are marked and wherever they end")
    void hidden() {
        for (String html : List.of(
                "<p style=\"display:none ! important\">x</p>y",
                "<p style=\"display:none!important;\">x</p>y",
                "<p style=\"display : none !\n important\">x</p>y")) {
            assertThat(rendered(html).plainWithoutImages().masked()).as(html).isEqualTo("y");
        }
        assertThat(rendered("<ul><li style=\"display:none\">x<li>y</ul><p>z</p>")
                        .plainWithoutImages()
                        .masked())
                .isEqualTo("- y\n\nz");
    }

    @Test
    @DisplayName("with what follows hidden if the end tag of a hidden part stands in a section that is not shown")
    void endTagInSection() {
        String html = "<div><font style=\"display:none\">x{{^c}}</font>{{/c}}</div><p>y</p>";
        assertThat(rendered(html).plainWithoutImages().masked()).isEqualTo("y");
        assertThat(rendered(html.replace("c}}", "a}}")).plainWithoutImages().masked())
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "<a href=\"mailto:help@x.example\">not-help@x.example</a> → `not-help@x.example|help@x.example`",
                "<a href=\"mailto:help@x.example\">Write to Help@x.example.</a> → Write to Help@x.example.",
                "<a href=\"tel:911\">1-800-911-0000</a> → `1-800-911-0000|911`",
                "<a href=\"tel:+14185550142\">+1 (418) 555-0142</a> → +1 (418) 555-0142",
            })
    @DisplayName("with the target of a link that its label only seems to name")
    void labels(String html, String text) {
        assertThat(rendered(html).plainWithoutImages().masked()).isEqualTo(text.replace('|', '\n'));
    }
}
