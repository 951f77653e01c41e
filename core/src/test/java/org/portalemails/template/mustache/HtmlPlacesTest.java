package org.portalemails.template.mustache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalemails.template.TextKind;

@DisplayName("In HTML, a field")
class HtmlPlacesTest {
    private static List<String> places(String html) {
        return Template.parse(html, TextKind.HTML).uses().stream()
                .map(use -> use.field() + " " + use.place())
                .toList();
    }

    private static List<String> problems(String html) {
        return Template.read(html, TextKind.HTML).problems().stream()
                .map(problem -> problem.position() + " " + problem.code())
                .toList();
    }

    private static List<String> errors(String html) {
        return Template.read(html, TextKind.HTML).problems().stream()
                .filter(TemplateProblem::isError)
                .map(problem -> problem.position() + " " + problem.code())
                .toList();
    }

    @Test
    @DisplayName("may stand in text, in a quoted attribute and in a link")
    void allowed() {
        assertThat(places("<title>{{a}}</title><p title=\"{{b}}\" lang='x{{c}}y'>{{d}} {{! {{x}}<b>{{e}}</b></p>"))
                .containsExactly("a TEXT", "b QUOTED_ATTRIBUTE", "c QUOTED_ATTRIBUTE", "d TEXT", "e TEXT");
        assertThat(places("<a href=\"{{a}}\"><img src='{{b}}' alt=\"{{c}}\"></a>"))
                .containsExactly("a WHOLE_LINK", "b WHOLE_LINK", "c QUOTED_ATTRIBUTE");
        assertThat(places("<a href=\"{{a}}/x?y={{b}}\">x</a>")).containsExactly("a WHOLE_LINK", "b LINK_PART");
        assertThat(places("<a href=\"https://h.example/{{a}}\">x</a><a HREF=\"mailto:{{b}}?subject={{c}}\">x</a>"))
                .containsExactly("a LINK_PART", "b MAIL_ADDRESS", "c LINK_PART");
        assertThat(places("<a href=\" \n{{a}}\">x</a>")).containsExactly("a WHOLE_LINK");
    }

    @ParameterizedTest(name = "may not stand so: {0}")
    @ValueSource(
            strings = {
                "1:9 template.field-in-unquoted-attribute <a href={{x}}>b</a>",
                "1:11 template.field-in-unquoted-attribute <p title=a{{x}}>b</p>",
                "1:11 template.field-in-unquoted-attribute <p title= {{x}}>b</p>",
                "1:2 template.field-in-tag <{{x}}>",
                "1:3 template.field-in-tag </{{x}}>",
                "1:3 template.field-in-tag <p{{x}}>b</p>",
                "1:4 template.field-in-tag <p {{x}}>b</p>",
                "1:6 template.field-in-tag <p ti{{x}}=\"a\">b</p>",
                "1:13 template.field-in-tag <p title=\"a\"{{x}}>b</p>",
                "1:11 template.field-in-comment <!doctype {{x}}>b",
                "1:8 template.field-in-style <style>{{x}}</style>b",
                "1:11 template.field-in-style-attribute <p style=\"{{x}}\">b</p>",
                "1:18 template.field-in-link-host <a href=\"https://{{x}}/\">b</a>",
                "1:19 template.field-in-link-host <a href=\"https://a{{x}}/\">b</a>",
                "1:15 template.field-in-link-host <a href=\"{{y}}{{x}}\">b</a>",
                "1:17 template.field-in-link-host <a href=\"{{y}}.b{{x}}\">b</a>",
                "1:10 template.section-in-link <a href=\"{{#x}}https://a/{{/x}}\">b</a>",
                "1:3 template.section-after-tag-name <p{{#x}} title=\"a\"{{/x}}>b</p>",
                "1:1 template.section-splits-markup {{#x}}<p title=\"{{/x}}\">b</p>",
                "1:4 template.section-splits-markup <p {{#x}}title=\"a{{/x}}\">b</p>",
                "1:11 template.section-splits-markup <p title=\"{{#x}}\" lang=\"{{/x}}\">b</p>",
                "1:1 template.section-splits-markup {{#x}}<p {{/x}}>b</p>",
            })
    void refused(String expectation) {
        int code = expectation.indexOf(' ', expectation.indexOf(' ') + 1);
        assertThat(problems(expectation.substring(code + 1))).contains(expectation.substring(0, code));
    }

    @Test
    @DisplayName("may not stand in scripts and event handlers, which are refused anyway")
    void active() {
        assertThat(problems("<script>{{x}}</script>b"))
                .containsExactly("1:1 template.element-not-allowed", "1:9 template.field-in-script");
        assertThat(problems("<p onclick=\"{{x}}\">b</p>"))
                .containsExactly("1:4 template.attribute-not-allowed", "1:13 template.field-in-event-attribute");
        assertThat(problems("<a href=\"javascript:{{x}}\">b</a>")).containsExactly("1:4 template.link-not-allowed");
    }

    @Test
    @DisplayName("may stand in a section that holds whole tags, attributes or texts")
    void sections() {
        assertThat(places("{{#x}}<p>{{.}}</p>{{/x}}")).containsExactly("x TEXT", "x TEXT");
        assertThat(places("<p {{#x}}title=\"{{.}}\"{{/x}} lang=\"a\">b</p>"))
                .containsExactly("x TEXT", "x QUOTED_ATTRIBUTE");
        assertThat(places("<p lang=\"a\"{{#x}} title=\"{{.}}\"{{/x}}>b</p>"))
                .containsExactly("x TEXT", "x QUOTED_ATTRIBUTE");
        assertThat(places("<p title=\"a{{#x}}b{{/x}}{{^x}}c{{/x}}\">b</p>"))
                .containsExactly("x QUOTED_ATTRIBUTE", "x QUOTED_ATTRIBUTE");
        assertThat(places("<a href=\"https://a.example/{{#x}}?u={{.}}{{/x}}\">b</a>"))
                .containsExactly("x LINK_PART", "x LINK_PART");
    }

    @ParameterizedTest(name = "stands in a mail without what acts by itself: {0}")
    @ValueSource(
            strings = {
                "<script src=//x></script>",
                "<SCRIPT>x</SCRIPT>",
                "<img src=x onerror=alert(1)>",
                "<img/src=\"x\"/onerror=alert(1)>",
                "<svg onload=alert(1)>",
                "<iframe src=\"https://a.example/\"></iframe>",
                "<form action=\"https://a.example/\"></form>",
                "<input value=\"x\">",
                "<object data=\"x\"></object>",
                "<embed src=\"x\">",
                "<base href=\"https://a.example/\">",
                "<meta http-equiv=\"refresh\" content=\"0\">",
                "<a href=\"javascript:alert(1)\">x</a>",
                "<a href=\"java\nscript:alert(1)\">x</a>",
                "<a href=\"&#106;avascript:alert(1)\">x</a>",
                "<a href=\"javascript&colon;alert(1)\">x</a>",
                "<a href=\"data:text/html,x\">x</a>",
                "<a href=\"//a.example/\">x</a>",
                "<a href=\"a.html\">x</a>",
                "<a href=\"\">x</a>",
                "<a href>x</a>",
                "<img src=\"data:image/png;base64,x\">",
                "<p style=\"width:expression(alert(1))\">x</p>",
                "<p style=\"width:exp/**/ression(alert(1))\">x</p>",
                "<p style=\"width:expression&#40;alert(1))\">x</p>",
                "<p style=\"background:url(javascript:alert(1))\">x</p>",
                "<p style=\"background:url( 'http://a.example/' )\">x</p>",
                "<p style=\"width:\\65xpression(1)\">x</p>",
                "<style>p{behavior:url(x)}</style>x",
                "<style>p{width:\\65xpression(1)}</style>x",
                "<style>p{background:\\75rl(javascript:x)}</style>x",
                "<![CDATA[x]]>x",
                "<!ENTITY x>x",
                "<p onclick:x=\"x\">x</p>",
                "<p \"=\"x\">x</p>",
                "<p><",
                "<p title=\"x>y</p>",
                "<!-- x",
                "<style>p{}",
                "<noscript>x</noscript>",
            })
    void activeLiterals(String html) {
        assertThat(errors(html)).isNotEmpty();
    }

    @Test
    @DisplayName("stands in a mail of tables, styles and links without a complaint")
    void ordinaryMail() {
        assertThat(
                        problems(
                                """
                        <!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
                        <html xmlns="http://www.w3.org/1999/xhtml" lang="fr">
                        <head>
                        <meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
                        <meta name="viewport" content="width=device-width">
                        <title>Réinitialisation</title>
                        <style type="text/css">/* wide */ @media (max-width: 600px) { .a > td { width: 100% !important } }</style>
                        </head>
                        <body bgcolor="#ffffff" style="margin:0; font-family: 'Segoe UI', Arial">
                        <!-- top -->
                        <table role="presentation" cellpadding=0 width="100%"><tr><td align=center>
                          <img src="https://a.example/logo.png" alt="{{senderCompanyName}}" width="120"><br/>
                          <ul><li>un<li>deux</ul>
                          <p>Bonjour&nbsp;{{recipientFullName}},
                          <p>{{#resetLink}}<a href="{{resetLink}}" style="color:#fff; background: url('https://a.example/b.png')">Choisir</a>{{/resetLink}}
                          <a href="#top">haut</a> <a href="tel:+15145550100">tél</a> <a name="x"></a>
                        </td></tr></table>
                        </body>
                        </html>
                        """))
                .isEmpty();
    }

    @Test
    @DisplayName("stands in HTML whose mistakes are warnings: they do not keep it from being saved")
    void warnings() {
        assertThat(problems("<p>a</b>")).containsExactly("1:5 template.end-tag-without-start");
        assertThat(problems("<div>\n<b>a</div>")).containsExactly("2:1 template.element-not-closed");
        assertThat(problems("<b><i>a</b></i>"))
                .containsExactly("1:4 template.element-not-closed", "1:12 template.end-tag-without-start");
        assertThat(problems("a < b")).containsExactly("1:3 template.bare-less-than");
        assertThat(problems("<a href=\"http://a.example/\">x</a>")).containsExactly("1:4 template.link-not-encrypted");
        assertThat(Template.parse("<b>a", TextKind.HTML).warnings()).hasSize(1);
    }

    @Test
    @DisplayName("is not fooled by where comments end")
    void comments() {
        assertThat(places("<!-->{{a}}")).containsExactly("a TEXT");
        assertThat(places("<!--->{{a}}")).containsExactly("a TEXT");
        assertThat(places("<!-- x --!>{{a}}")).containsExactly("a TEXT");
        assertThat(places("<!-- x --->{{a}}")).containsExactly("a TEXT");
        assertThat(places("<!--!>{{a}}-->b")).isEmpty();
        assertThat(places("<!-- -!>{{a}}-->b")).isEmpty();
        assertThat(places("<!-- --!!>{{a}}-->b")).isEmpty();
        assertThat(places("<!---!>{{a}}-->b")).isEmpty();
    }
}
