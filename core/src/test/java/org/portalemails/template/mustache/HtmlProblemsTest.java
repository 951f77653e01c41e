package org.portalemails.template.mustache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalemails.template.MergeValues;
import org.portalemails.template.Position;
import org.portalemails.template.TextKind;

/** Line breaks are shown as {@code |}, tabs as {@code ~}. */
@DisplayName("HTML of a mail")
class HtmlProblemsTest {
    private static String problems(String html) {
        return Template.read(html.replace('|', '\n').replace('~', '\t'), TextKind.HTML).problems().stream()
                .map(problem -> problem.position() + " " + problem.code().replace("template.", ""))
                .collect(Collectors.joining(", "));
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "<p>x< → 1:5 markup-not-closed",
                "<p>x</ → 1:5 markup-not-closed",
                "x<p title=\"x>y</p> → 1:2 markup-not-closed",
                "x<p title='x>y</p> → 1:2 markup-not-closed",
                "x<p title=x → 1:2 markup-not-closed",
                "x<!-- x → 1:2 markup-not-closed",
                "x<!doctype → 1:2 markup-not-closed",
                "x<style>p{} → `1:2 element-never-ends, 1:2 element-not-closed`",
                "x<style>p{}</style → `1:2 element-never-ends, 1:2 element-not-closed`",
                "x<style>p{}</styles> → `1:2 element-never-ends, 1:2 element-not-closed`",
                "x<title>p → `1:2 element-never-ends, 1:2 element-not-closed`",
            })
    @DisplayName("that does not end is named where it begins")
    void unfinished(String html, String expected) {
        assertThat(problems(html)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "x</>y → 1:2 markup-not-allowed",
                "x</>{{a}} → 1:2 markup-not-allowed",
                "x</1{{a}}> → 1:2 markup-not-allowed, 1:5 field-in-comment",
                "x</1>{{a}} → 1:2 markup-not-allowed",
                "<!ENTITY x>x → 1:1 markup-not-allowed",
                "<?xml version=\"1.0\"?>x → 1:1 markup-left-out",
                "<!>x → 1:1 markup-not-allowed",
                "<!d>x → 1:1 markup-not-allowed",
                "<!doctyp>x → 1:1 markup-not-allowed",
                "<!doctypx>x → 1:1 markup-not-allowed",
                "<![>x → 1:1 markup-not-allowed",
                "<![i>x → 1:1 markup-not-allowed",
                "<![ix>x → 1:1 markup-not-allowed",
                "<![endi>x → 1:1 markup-not-allowed",
                "<![endix>x → 1:1 markup-not-allowed",
                "<!-x>x → 1:1 markup-not-allowed",
                "<!ENTITY {{a}}>x → 1:1 markup-not-allowed, 1:10 field-in-comment",
                "<zzz>x</zzz> → 1:1 element-left-out",
                "x<ZAP>x</zap> → 1:2 element-left-out",
                "<zap>x</zap><zap>y</zap> → 1:1 element-left-out",
                "<form>x</form><form>y</form> → 1:1 element-not-allowed",
                "x</form> → 1:2 element-not-allowed",
            })
    @DisplayName("has no markup but elements, comments, a document type and open conditions")
    void otherMarkup(String html, String expected) {
        assertThat(problems(html)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "<!doctype html>x",
                "<!DOCTYPE>x",
                "<!---->x",
                "<!-- a -- b --->x",
                "<!--x[if -->y",
                "<!---->{{a}}",
                "<!----!>{{a}}",
                "<title>a</titl>b</title>c",
                "<TITLE>a</Title>c",
                "<title>a</title/>c",
                "<title>a</title >c",
                "<title>a</title|>c",
                "<title>a<</title>{{a}}",
                "<title>a</</title>{{a}}",
                "<title>a <b>c</title>{{a}}",
                "<title>{{a}}</title>b",
                "<style>p{}</style ><p>{{a}}</p>",
                "<style>p{}</style/><p>{{a}}</p>",
                "<p title = \"{{a}}\">b</p>",
                "<p title|=|\"{{a}}\">b</p>",
                "<p title =~'{{a}}'>b</p>",
                "<p nowrap title=\"{{a}}\">b</p>",
                "<p nowrap  title=\"{{a}}\">b</p>",
                "<p nowrap/title=\"{{a}}\">b</p>",
                "<p width=1 title=\"{{a}}\">b</p>",
                "<p width=1|title=\"{{a}}\">b</p>",
                "<p nowrap>b</p>",
                "<p nowrap >b</p>",
                "<p nowrap=>b</p>",
                "<p width=1>b</p>",
                "<br/>x",
                "<br / >x",
                "<br|/>x",
                "<p title=\"a\"|lang=\"b\">x</p>",
                "<p title=\"a\"lang=\"{{a}}\">x</p>",
                "x</zap>",
                "<p style=\"scroll-behavior: smooth\">x</p>",
                "<p style=\"background: url(https://a.example/?a=1&amp;b=2)\">x</p>",
                "<p xml:lang=\"fr\">x</p>",
                "<html xmlns:v=\"urn:x\">x",
                "<meta http-equiv=\" Content-Language \" content=\"fr\">x",
                "<meta http-equiv=\"X-UA-Compatible\" content=\"IE=edge\">x",
                "<p style=\"background: url( 'https://a.example/x' )\">x</p>",
                "<p style=\"a /* b */ c /* d */\">x</p>",
            })
    @DisplayName("may be written in every way that HTML has")
    void allowed(String html) {
        assertThat(problems(html)).isEmpty();
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "<p action=\"x\">b</p> → 1:4 attribute-not-allowed",
                "<p action>b</p> → 1:4 attribute-not-allowed",
                "<p action >b</p> → 1:4 attribute-not-allowed",
                "<p action=x>b</p> → 1:4 attribute-not-allowed",
                "<p action=>b</p> → 1:4 attribute-not-allowed",
                "<p lang=\"a\"action=\"b\">b</p> → 1:12 attribute-not-allowed",
                "<p lang=a action=b>b</p> → 1:11 attribute-not-allowed",
                "<p lang action=b>b</p> → 1:9 attribute-not-allowed",
                "<p/action=b>b</p> → 1:4 attribute-not-allowed",
                "<p onclick=\"x\">b</p> → 1:4 attribute-not-allowed",
                "<p a.b=\"x\">b</p> → 1:4 attribute-not-allowed",
                "<meta http-equiv=\"refresh\" content=\"0\">x → 1:7 attribute-not-allowed",
                "<a href=\"x\">b</a> → 1:4 link-not-allowed",
                "<a href=\"www.erable.example/a?b=c\">b</a> → 1:4 link-without-scheme",
                "<a href=\" claire@erable.example\">b</a> → 1:4 link-without-scheme",
                "<a href=\"javascript:www.erable.example\">b</a> → 1:4 link-not-allowed",
                "<img alt=\"\" src=\"www.erable.example/a.png\">x → 1:13 link-not-allowed",
                "<a href>b</a> → 1:4 link-not-allowed",
                "<a href=\"http://a.example/\">b</a> → 1:4 link-not-encrypted",
                "<a href=\"ftp:{{a}}\">b</a> → 1:4 link-not-allowed",
                "<p style=\"&foo;\">b</p> → 1:4 style-not-allowed",
                "<p style=\"a:expression (1)\">b</p> → 1:4 style-not-allowed",
                "<p style=\"a:url(\">b</p> → 1:4 style-address-not-allowed",
                "<p style=\"a:url(cid:x) url(x)\">b</p> → 1:4 style-address-not-allowed",
                "<p style=\"a:url(x);b:expression(1)\">b</p> → `1:4 style-not-allowed, 1:4 style-address-not-allowed`",
                "<img alt=\"\" src=\"cid:logo\">x → 1:13 link-not-allowed",
                "<img src=\"https://a.example/x\">x → 1:1 image-without-text",
                "<p style=\"@im/* */port /*\">b</p> → 1:4 style-not-allowed",
                "<style>@import x;</style>a<style>p{}</style>b → 1:1 import-left-out",
                "<style>p{}</style>a<style>@import x;</style>b → 1:20 import-left-out",
                "<title></{{a}}</title>b → 1:10 field-in-script",
                "x<style>{{a}}</style> → 1:9 field-in-style",
            })
    @DisplayName("is refused at its attribute, once for each")
    void attributes(String html, String expected) {
        assertThat(problems(html)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "<!--[if IE]>x<![endif]-->y → 1:1 conditional-comment",
                "<!-- |~[ I F IE]> -->y → 1:1 conditional-comment",
                "<![if IE]>x<![endif]> → 1:1 conditional-comment",
                "<![IF IE]>x<![ENDIF]> → 1:1 conditional-comment",
                "a<<b>x</b> → 1:2 bare-less-than",
                "a<@x → 1:2 bare-less-than",
                "a<[x → 1:2 bare-less-than",
                "a<`x → 1:2 bare-less-than",
                "a<1 → 1:2 bare-less-than",
                "<td>x</td><td>y</td> → 1:1 no-table-around",
            })
    @DisplayName("leaves conditional comments out, and warns of a < that begins nothing")
    void commentsAndLessThan(String html, String expected) {
        assertThat(problems(html)).isEqualTo(expected);
    }

    @Test
    @DisplayName("has no more than a hundred elements in each other, and says so once")
    void depth() {
        assertThat(problems("<b>".repeat(100) + "x" + "</b>".repeat(100))).isEmpty();
        assertThat(problems("<b>".repeat(150) + "x" + "</b>".repeat(150))).isEqualTo("1:301 too-many-elements");
        assertThat(problems("<br>".repeat(150) + "x")).isEmpty();
        assertThat(problems("<ul>" + "<li>x".repeat(150) + "</ul>")).isEmpty();
    }

    @Test
    @DisplayName("shows something: a text, an image or a value")
    void showsSomething() {
        assertThat(problems("<img alt=\"x\" src=\"https://a.example/x.png\">")).isEmpty();
        assertThat(problems("<img alt=\"\" src=\"https://a.example/x.png\">")).isEqualTo("1:1 empty");
        assertThat(problems("<p>{{a}}</p>")).isEmpty();
        assertThat(problems("<p> |~ </p>")).isNotEmpty();
        assertThat(problems("<br>")).isNotEmpty();
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "<p v:shapes=\"x\">b</p> → <p >b</p>",
                "<p v:shapes='x' lang=\"fr\">b</p> → <p  lang=\"fr\">b</p>",
                "<p lang=\"fr\"v:shapes=\"x\"dir=\"ltr\">b</p> → <p lang=\"fr\"dir=\"ltr\">b</p>",
                "<p o:spid>b</p> → <p >b</p>",
                "<p o:spid lang=fr>b</p> → <p lang=fr>b</p>",
                "<p o:spid=1 lang=fr>b</p> → <p  lang=fr>b</p>",
                "<p o:spid=>b</p> → <p >b</p>",
                "<p o:spid=1>b</p> → <p >b</p>",
                "<br o:spid/>b → <br />b",
                "<br lang=fr o:spid=\"1\"/>b → <br lang=fr />b",
                "<p xlink:href=\"javascript:x\">b</p> → <p >b</p>",
                "<p V:Ext=\"{{a}}\" title=\"{{b}}\">b</p> → <p  title=\"B\">b</p>",
                "<p v:ext=\"{{#a}}x{{/a}}\" title=\"{{b}}\">b</p> → <p  title=\"B\">b</p>",
                "<p {{#b}}v:ext=\"x\"{{/b}} title=\"{{b}}\">b</p> → <p  title=\"B\">b</p>",
                "<p title=\"{{b}}\" v:ext=\"x\">b</p> → <p title=\"B\" >b</p>",
            })
    @DisplayName("is sent without the attributes of Word and Outlook, with a warning")
    void attributesOfWord(String html, String sent) {
        TemplateReading reading = Template.read(html, TextKind.HTML);
        assertThat(reading.problems()).extracting(TemplateProblem::code).containsExactly("template.attribute-left-out");
        assertThat(reading.template()
                        .orElseThrow()
                        .render(MergeValues.builder()
                                .text("a", "A")
                                .text("b", "B")
                                .build())
                        .masked())
                .isEqualTo(sent);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=windows-1252\">",
                "<META content='text/html; charset=iso-8859-1' HTTP-EQUIV=content-type>",
                "<meta charset=windows-1252>",
                "<meta charset=\"ISO-8859-1\"/>",
                "<meta http-equiv=\"Content-Type\" content=\"text/html; charset&#61;utf-16\">",
            })
    @DisplayName("never says that it is written in something else than UTF-8")
    void otherEncodings(String meta) {
        TemplateReading reading = Template.read("<head>" + meta + "</head>{{b}}é", TextKind.HTML);
        assertThat(reading.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("template.charset-left-out");
            assertThat(problem.isError()).isFalse();
            assertThat(problem.position()).isEqualTo(new Position(1, 7));
        });
        assertThat(reading.template()
                        .orElseThrow()
                        .render(MergeValues.builder().text("b", "B").build())
                        .masked())
                .isEqualTo("<head></head>Bé");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "<meta charset=\"utf-8\">x",
                "<meta charset=UTF8>x",
                "<meta http-equiv=\"Content-Type\" content=\"text/html; charset='UTF-8'\">x",
                "<meta http-equiv=\"Content-Type\" content=\"text/html\">x",
                "<meta name=\"description\" content=\"charset=x\">x",
            })
    @DisplayName("may say that it is written in UTF-8")
    void utf8(String html) {
        assertThat(problems(html)).isEmpty();
        assertThat(problems("<meta charset=\"{{a}}\">x")).contains("attribute-not-allowed");
    }
}
