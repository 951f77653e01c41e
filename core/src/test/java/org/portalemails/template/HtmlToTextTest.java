package org.portalemails.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

@DisplayName("The text of an HTML mail")
class HtmlToTextTest {
    private static String text(String html) {
        return HtmlToText.convert(RenderedText.literal(TextKind.HTML, html)).reveal(field -> "<" + field + ">");
    }

    @Test
    @DisplayName("keeps links as text and address, without saying the same thing twice")
    void links() {
        assertThat(text("Go to <a href=\"https://a.example/x?y=1&amp;z=2\">the portal</a>."))
                .isEqualTo("Go to the portal (https://a.example/x?y=1&z=2).");
        assertThat(text("<a href=\"https://a.example/\">https://a.example</a>")).isEqualTo("https://a.example");
        assertThat(text("<a href=\"https://a.example/\">a.example</a>")).isEqualTo("a.example");
        assertThat(text("<a href=\"mailto:a@b.example?subject=x\">a@b.example</a>"))
                .isEqualTo("a@b.example");
        assertThat(text("<a href=\"mailto:a@b.example\">write</a>")).isEqualTo("write (a@b.example)");
        assertThat(text("<a href=\"tel:+15145550100\">call us</a>")).isEqualTo("call us (+15145550100)");
        assertThat(text("<a href=\"https://a.example/\"><img src=\"x\" alt=\"Logo\"></a>"))
                .isEqualTo("Logo (https://a.example/)");
        assertThat(text("<a href=\"https://a.example/\"><img src=\"x\"></a>")).isEqualTo("https://a.example/");
        assertThat(text("<a href=\"#top\">top</a> <a name=\"x\">x</a>")).isEqualTo("top x");
        assertThat(text("<a href=\"https://a.example/\">x")).isEqualTo("x (https://a.example/)");
        assertThat(text("<a href=https://a.example/?a=1&copy=2>x</a>")).isEqualTo("x (https://a.example/?a=1&copy=2)");
    }

    @Test
    @DisplayName("keeps the holes of secrets, in texts and in links")
    void secrets() {
        RenderedText html = Template.parse(
                        "<p>{{name}}, <a href=\"{{resetLink}}\">choose</a> or <a href=\"{{resetLink}}\">{{resetLink}}</a>",
                        TextKind.HTML)
                .render(MergeValues.builder()
                        .text("name", "A & B")
                        .secret("resetLink")
                        .build());
        RenderedText text = HtmlToText.convert(html);
        assertThat(text.kind()).isEqualTo(TextKind.PLAIN);
        assertThat(text.secretFields()).containsExactly("resetLink");
        assertThat(text.reveal(field -> "https://a.example/?t=1&u=2"))
                .isEqualTo("A & B, choose (https://a.example/?t=1&u=2) or https://a.example/?t=1&u=2");
    }

    @Test
    @DisplayName("cannot be given a hole by its content")
    void noForgedHoles() {
        RenderedText html = RenderedText.of(
                TextKind.HTML,
                List.of(
                        new RenderedText.Piece.Literal("\uffff\ue000 &#xffff;&#xe000; &#65535;\ue000"),
                        new RenderedText.Piece.Secret("link")));
        assertThat(HtmlToText.convert(html).pieces().stream().filter(p -> p instanceof RenderedText.Piece.Secret))
                .hasSize(1);
    }

    @Test
    @DisplayName("collapses white space and keeps paragraphs, headings and line breaks")
    void blocks() {
        assertThat(
                        text(
                                "<h1>Title</h1>\n<p>One\n  two</p>\n\n<p>three<br>four<br/><br>five</p><div>six</div><div>seven</div>"))
                .isEqualTo("Title\n\nOne two\n\nthree\nfour\n\nfive\n\nsix\nseven");
        assertThat(text("  a <b> b</b>  <i>c </i> ")).isEqualTo("a b c");
        assertThat(text("a&nbsp;&nbsp;b co\u00adop")).isEqualTo("a  b coop");
        assertThat(text("a<hr>b")).isEqualTo("a\n\n" + "-".repeat(40) + "\n\nb");
        assertThat(text("")).isEmpty();
        assertThat(text(" <p> </p> <br> ")).isEmpty();
    }

    @Test
    @DisplayName("marks and indents lists, with or without end tags")
    void lists() {
        assertThat(text("<p>Has:</p><ul><li>one</li><li>two<br>more</li></ul><p>after</p>"))
                .isEqualTo("Has:\n\n- one\n- two\n  more\n\nafter");
        assertThat(text("<ul><li>one<li>two</ul>x")).isEqualTo("- one\n- two\n\nx");
        assertThat(text("<ol><li>one</li><li>two</li></ol><ol start=\"9\"><li>a</li><li>b<p>c</p></li></ol>"))
                .isEqualTo("1. one\n2. two\n\n9. a\n10. b\n    c");
        assertThat(text("<ul><li>one<ul><li>inner</li></ul></li><li>two</li></ul>"))
                .isEqualTo("- one\n  - inner\n- two");
        assertThat(text("<ul><li></li><li>x</li></ul>")).isEqualTo("- x");
        assertThat(text("<li>alone</li>")).isEqualTo("- alone");
    }

    @Test
    @DisplayName("makes a line of every row of a table")
    void tables() {
        assertThat(text("<table><tr><th>Company</th><th>Town</th></tr>\n<tr><td>A</td>\n<td>B</td></tr></table>after"))
                .isEqualTo("Company | Town\nA | B\n\nafter");
        assertThat(text("<table role=\"presentation\"><tr><td><p>a</p></td></tr><tr><td>b</td><td>c</td></tr></table>"))
                .isEqualTo("a\n\nb c");
        assertThat(text("<table><tr><td></td><td>b</td></tr></table>")).isEqualTo("b");
    }

    @Test
    @DisplayName("keeps preformatted text and quotations")
    void preformatted() {
        assertThat(text("a<pre>\n  x  y\n\n z</pre>b")).isEqualTo("a\n\n  x  y\n\n z\n\nb");
        assertThat(text("<blockquote><p>a</p><p>b</p></blockquote>c")).isEqualTo("> a\n> b\n\nc");
    }

    @Test
    @DisplayName("leaves out what the HTML does not show")
    void hidden() {
        assertThat(
                        text(
                                "<!DOCTYPE html><head><title>t</title><style>p > a {}</style></head><!-- <p>c</p> -->a<!-->b<!-- x --!>c"))
                .isEqualTo("abc");
        assertThat(text("<div style=\"Display: none\">pre<div>view</div></div>a"))
                .isEqualTo("a");
        assertThat(text("<div style=\"display:none\">a<div>b</div>c")).isEqualTo("a\nb\nc");
    }

    @Test
    @DisplayName("survives broken HTML of any length in linear time")
    void broken() {
        for (String unit : List.of(
                "<",
                "<a",
                "<a ",
                "</",
                "<!--",
                "<ul><li>",
                "<blockquote>",
                "<a href='",
                "&",
                "&#",
                "<p>",
                "</ul>",
                "<table><td>",
                "<pre>\n")) {
            assertThat(text(unit.repeat(20_000))).isNotNull();
        }
        assertThat(text("a < b & c > d")).isEqualTo("a < b & c > d");
        assertThat(text("a<b")).isEqualTo("a");
    }

    @Test
    @DisplayName("is made of HTML only")
    void onlyHtml() {
        assertThatThrownBy(() -> HtmlToText.convert(RenderedText.literal(TextKind.PLAIN, "a")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("resolves references as the HTML standard says")
    void references() {
        assertThat(HtmlEntities.decode(
                        "&lt;&amp;lt; &eacute;&Eacute; &rsquo; &euro; &#8217;&#x2019; &unknown; &amp", false))
                .isEqualTo("<&lt; éÉ ’ € ’’ &unknown; &");
        assertThat(HtmlEntities.decode("&copy2 &notit; &#0;&#xD800;&#x110000;&#99999999999;&#7;", false))
                .isEqualTo("©2 ¬it; \ufffd\ufffd\ufffd\ufffd\ufffd");
        assertThat(HtmlEntities.decode("?a=1&copy=2&lt;&reg", true)).isEqualTo("?a=1&copy=2<®");
    }

    @Test
    @DisplayName("resolves references of the corpus")
    @EnabledIfSystemProperty(named = Corpus.PROPERTY, matches = ".+", disabledReason = "needs the corpora")
    void corpus() {
        for (List<String> row : Corpus.rows("html-unescape.tsv")) {
            assertThat(HtmlEntities.decode(row.get(0), false)).isEqualTo(row.get(1));
        }
    }
}
