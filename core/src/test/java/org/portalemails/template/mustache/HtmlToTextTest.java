package org.portalemails.template.mustache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.portalemails.template.MergeValues;
import org.portalemails.template.RenderedText;
import org.portalemails.template.RenderingTooLargeException;
import org.portalemails.template.TextKind;
import org.portalemails.template.html.HtmlEntities;

@DisplayName("The text of an HTML mail")
class HtmlToTextTest {
    private static String text(String html) {
        return RenderedText.literal(TextKind.HTML, html).plain().reveal(field -> "<" + field + ">");
    }

    @Test
    @DisplayName("keeps links as text and address, without saying the same thing twice")
    void links() {
        assertThat(text("Go to <a href=\"https://a.example/x?y=1&amp;z=2\">the portal</a>."))
                .isEqualTo("Go to the portal.\nhttps://a.example/x?y=1&z=2");
        assertThat(text("<a href=\"https://a.example/\">https://a.example</a>")).isEqualTo("https://a.example");
        assertThat(text("<a href=\"https://a.example/\">a.example</a>")).isEqualTo("a.example");
        assertThat(text("<a href=\"mailto:a@b.example?subject=x\">a@b.example</a>"))
                .isEqualTo("a@b.example");
        assertThat(text("<a href=\"mailto:a@b.example\">write</a>")).isEqualTo("write\na@b.example");
        assertThat(text("<a href=\"tel:+15145550100\">call us</a>")).isEqualTo("call us\n+15145550100");
        assertThat(text("<a href=\"https://a.example/\"><img src=\"x\" alt=\"Logo\"></a>"))
                .isEqualTo("Logo\nhttps://a.example/");
        assertThat(text("<a href=\"https://a.example/\"><img src=\"x\"></a>")).isEqualTo("https://a.example/");
        assertThat(text("<a href=\"#top\">top</a> <a name=\"x\">x</a>")).isEqualTo("top x");
        assertThat(text("<a href=\"https://a.example/\">x")).isEqualTo("x\nhttps://a.example/");
        assertThat(text("<a href=https://a.example/?a=1&copy=2>x</a>")).isEqualTo("x\nhttps://a.example/?a=1&copy=2");
    }

    @Test
    @DisplayName(
            "puts addresses on lines of their own below what they belong to, so that nothing grows together with them")
    void addressesApart() {
        assertThat(text("<p><a href=\"https://a.example/x\"><img src=\"x\" alt=\"\"></a>Valid for 30 minutes.</p>"))
                .isEqualTo("https://a.example/x\nValid for 30 minutes.");
        assertThat(text("<a href=\"https://a.example/x\"><div>Choose</div></a>Valid"))
                .isEqualTo("Choose\nhttps://a.example/x\nValid");
        assertThat(text("<p><a href=\"https://a.example/x\">https://a.example/x</a>Valid</p>"))
                .isEqualTo("https://a.example/x Valid");
        assertThat(text("<p>at<a href=\"https://a.example/x\">https://a.example/x</a>.</p>"))
                .isEqualTo("at https://a.example/x .");
        assertThat(
                        text(
                                "<p>l'<a href=\"https://a.example/\">accès</a>, <a href=\"https://b.example/\">b</a></p><p>c</p>"))
                .isEqualTo("l'accès, b\naccès – https://a.example/\nb – https://b.example/\n\nc");
        assertThat(text("<ul><li><a href=\"https://a.example/\">a</a> x<li>b</ul>"))
                .isEqualTo("- a x\n  https://a.example/\n- b");
        assertThat(text("<blockquote><a href=\"https://a.example/\">a</a> x</blockquote>b"))
                .isEqualTo("> a x\n> https://a.example/\n\nb");
        assertThat(text("a <a href=\"https://a.example/\">b</a><br>c")).isEqualTo("a b\nhttps://a.example/\nc");
        assertThat(text("<pre><a href=\"https://a.example/\">b</a> c\n  d</pre>"))
                .isEqualTo("b c\nhttps://a.example/\n  d");
        assertThat(text("<table><tr><td><a href=\"https://a.example/\">a</a><td>b<tr><td>c</table>"))
                .isEqualTo("a b\nhttps://a.example/\nc");
        assertThat(text("<a href=\"https://a.example/\"></a>x"))
                .as("nobody sees this link")
                .isEqualTo("x");
        assertThat(text("<a href=\"https://a.example/\">a</a> and <a href=\"https://a.example/\">again</a>"))
                .isEqualTo("a and again\na – https://a.example/");
    }

    @Test
    @DisplayName("says an address or a number once, however it is written")
    void once() {
        assertThat(text("<a href=\"tel:+1418555-0100\">+1 418 555-0100</a>")).isEqualTo("+1 418 555-0100");
        assertThat(text("<a href=\"tel:+1-418-555-0100;ext=12\">Call +1 418 555-0100, ext. 12</a>"))
                .isEqualTo("Call +1 418 555-0100, ext. 12");
        assertThat(text("<a href=\"mailto:a+b%40x@y.example\">a+b%40x@y.example</a>"))
                .isNotBlank();
        assertThat(text("<a href=\"mailto:A%2Bb@y.example\">Write to a+b@Y.example</a>"))
                .isEqualTo("Write to a+b@Y.example");
    }

    @Test
    @DisplayName("keeps the lines of an element whose style does")
    void linesKeptByStyle() {
        assertThat(text("<td>x</td><p style=\"white-space: pre-line\">12, rue\n  Beaumont\nQu\u00e9bec</p>b\nc"))
                .isEqualTo("x\n\n12, rue\nBeaumont\nQu\u00e9bec\n\nb c");
        assertThat(
                        text(
                                "<span style=\"white-space:pre-wrap\">a\nb</span> <span style=\"white-space:nowrap\">c\nd</span>"))
                .isEqualTo("a\nb c d");
    }

    @Test
    @DisplayName("loses no character to an end tag that ends nothing")
    void strayEndTags() {
        assertThat(text("<ol><li></blockquote>x")).isEqualTo("1. x");
        assertThat(text("a</p>b</blockquote>c</li>d</table>e</pre>f</a>g</div>h"))
                .isEqualTo("abcdefgh");
        assertThat(text("<ul><li>a</ol>b</ul>c")).isEqualTo("- ab\n\nc");
        assertThat(text("<blockquote><ul><li>a</blockquote>b")).isEqualTo("> - a\n\nb");
        assertThat(text("<table><tr><td><p>a</table></td></tr></p>b")).isEqualTo("a\n\nb");
    }

    @Test
    @DisplayName("never has two empty lines in a row, nor characters that nobody sees")
    void spacers() {
        assertThat(text("a<p>&nbsp;</p><p>&nbsp;</p><p>\u200b</p><div>&zwnj;&nbsp;&zwnj;</div>b"))
                .isEqualTo("a\n\nb");
        assertThat(text("a\u200bb\ufeffc\u00add")).isEqualTo("abcd");
        assertThat(text("\u0645\u06cc\u200c\u062e \u200c x")).isEqualTo("\u0645\u06cc\u200c\u062e x");
        assertThat(text("\ud83d\udc69\u200d\ud83d\udcbb \u2764\ufe0f"))
                .isEqualTo("\ud83d\udc69\u200d\ud83d\udcbb \u2764\ufe0f");
    }

    @Test
    @DisplayName("is never longer than a mail may be")
    void bounded() {
        String html = "<ol start=999999><li>".repeat(6) + "<hr>x".repeat(20_000);
        assertThatThrownBy(() -> text(html)).isInstanceOf(RenderingTooLargeException.class);
    }

    @Test
    @DisplayName("keeps the holes of secrets, in texts and in links")
    void secrets() {
        RenderedText html = Template.parse(
                        "<p>{{name}}, <a href=\"{{resetLink}}\">choose</a> or <a href=\"{{resetLink}}\">{{resetLink}}</a>",
                        TextKind.HTML)
                .render(MergeValues.builder()
                        .text("name", "A & B")
                        .hole("resetLink")
                        .build());
        RenderedText text = html.plain();
        assertThat(text.kind()).isEqualTo(TextKind.PLAIN);
        assertThat(text.secretFields()).containsExactly("resetLink");
        assertThat(text.reveal(field -> "https://a.example/?t=1&u=2"))
                .isEqualTo("A & B, choose or https://a.example/?t=1&u=2\nhttps://a.example/?t=1&u=2");
    }

    @Test
    @DisplayName("cannot be given a hole by its content")
    void noForgedHoles() {
        RenderedText html = RenderedText.of(
                TextKind.HTML,
                List.of(
                        new RenderedText.Piece.Literal("\uffff\ue000 &#xffff;&#xe000; &#65535;\ue000"),
                        new RenderedText.Piece.Secret("link")));
        assertThat(html.plain().pieces().stream().filter(p -> p instanceof RenderedText.Piece.Secret))
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
        assertThat(text("a&nbsp;&nbsp;b co\u00adop")).isEqualTo("a b coop");
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
        assertThat(text("<table><tr><th scope=\"row\">Company:<td>A<tr><th scope=row>Town:<td>B</table>"))
                .isEqualTo("Company: A\nTown: B");
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
        assertThat(text("<div style=\"display:none\">a<div>b</div>c")).isEmpty();
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
        assertThatThrownBy(() -> RenderedText.literal(TextKind.PLAIN, "a").plain())
                .isInstanceOf(IllegalStateException.class);
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

    @Test
    @DisplayName("reads attributes however they are written")
    void attributes() {
        for (String href : List.of(
                "href=\"https://a.example/y\"",
                "href = \"https://a.example/y\"",
                "href\n=\n'https://a.example/y'",
                "href=https://a.example/y",
                "HREF=https://a.example/y ",
                "class=x href=https://a.example/y",
                "class='x'href=https://a.example/y",
                "nowrap href=https://a.example/y",
                "href=\"https://a.example/y\" href=\"https://b.example/\"")) {
            assertThat(text("<a " + href + ">x</a>.")).as(href).isEqualTo("x.\nhttps://a.example/y");
        }
        assertThat(text("<img alt=a>b<img alt=''>c<img alt>d<img alt= >e")).isEqualTo("abcde");
        assertThat(text("b<img alt=\"a")).as("a tag that never ends is none").isEqualTo("b");
        assertThat(text("a<@b><[c><`d><{e><1>")).isEqualTo("a<@b><[c><`d><{e><1>");
        assertThat(text("a<b>c</b><B>d</B><z>e</z><Z>f</Z>")).isEqualTo("acdef");
        assertThat(text("a</b")).isEqualTo("a");
        assertThat(text("a<?x?>b<!x>c")).isEqualTo("abc");
    }

    @Test
    @DisplayName("shows of a link what a reader can use")
    void addresses() {
        assertThat(text("<a href=\"MAILTO:a@b.example\">x</a>")).isEqualTo("x\na@b.example");
        assertThat(text("<a href=\"sms:+1?body=x\">x</a>")).isEqualTo("x\n+1");
        assertThat(text("<a href=\"tel:+1\">x</a>")).isEqualTo("x\n+1");
        assertThat(text("<a href=\" https://a.example/ \">x</a>")).isEqualTo("x\nhttps://a.example/");
        assertThat(text("<a href=\"http://a.example/\">a.example</a>")).isEqualTo("a.example\nhttp://a.example/");
        assertThat(text("<a href=\"HTTPS://a.example\">a.example/</a>")).isEqualTo("a.example/");
        assertThat(text("<a href=\"https://a.example/\">A.example</a>")).isEqualTo("A.example\nhttps://a.example/");
        assertThat(text("<a href=\"https://a.example/\">x<a href=\"https://b.example/\">y</a></a>"))
                .isEqualTo("xy\nx – https://a.example/\ny – https://b.example/");
        assertThat(text("</a>x<a href=\"\">y</a><a>z</a>")).isEqualTo("xyz");
        // A link in a link ends the outer one, also where blocks or hidden things stand in between.
        String link = "<a href=\"https://a.example/\">";
        assertThat(text(link + "<p style=\"display:none\">" + link + "x</a></p>x"))
                .isEqualTo("x");
        assertThat(text(link + "<div>" + link + "x</a></div>y")).isEqualTo("x\nhttps://a.example/\ny");
        assertThat(text(link + "<b>" + link + "x</a></b>y")).isEqualTo("xy\nhttps://a.example/");
        assertThat(text("<table><tr><td>" + link + "x<td>" + link + "y</a></table>"))
                .isEqualTo("x y\nx – https://a.example/");
    }

    @Test
    @DisplayName("keeps the holes of several secrets apart")
    void severalSecrets() {
        RenderedText html = RenderedText.of(
                TextKind.HTML,
                List.of(
                        new RenderedText.Piece.Secret("b"),
                        new RenderedText.Piece.Literal(" and "),
                        new RenderedText.Piece.Secret("a"),
                        new RenderedText.Piece.Secret("b")));
        RenderedText text = html.plain();
        assertThat(text.reveal(field -> field)).isEqualTo("b and a b");
        assertThat(text.pieces()).hasSize(5);
    }

    @Test
    @DisplayName("numbers items from where their list begins, and only by what is a number")
    void numbers() {
        assertThat(text("<ol start=\"0\"><li>a<li>b</ol>")).isEqualTo("0. a\n1. b");
        assertThat(text("<ol start=\"999999\"><li>a</ol>")).isEqualTo("999999. a");
        for (String start : List.of("x", "-1", "1000000", "", "1.5")) {
            assertThat(text("<ol start=\"" + start + "\"><li>a</ol>")).isEqualTo("1. a");
        }
        assertThat(text("<ol><li>a<ul><li>b</ul><li>c</ol>")).isEqualTo("1. a\n   - b\n2. c");
        assertThat(text("<ul><li>a<ol><li>b<li>c</ol><li>d</ul>")).isEqualTo("- a\n  1. b\n  2. c\n- d");
        assertThat(text("</ul></ol></li>a")).isEqualTo("a");
        assertThat(text("<ul><li>a</ul></ul><ul><li>b</ul>")).isEqualTo("- a\n\n- b");
    }

    @Test
    @DisplayName("indents what stands in each other up to six deep")
    void depth() {
        assertThat(text("<blockquote>".repeat(8) + "a" + "</blockquote>".repeat(8) + "b"))
                .isEqualTo("> ".repeat(6) + "a\n\nb");
        assertThat(text("<blockquote>a<blockquote>b</blockquote>c</blockquote></blockquote>d"))
                .isEqualTo("> a\n> > b\n> c\n\nd");
        assertThat(text("<blockquote><p>a<br><br>b</blockquote>")).isEqualTo("> a\n>\n> b");
    }

    @Test
    @DisplayName(
            "separates cells by a bar where a table has headings or lines, and by a blank where it is only for looks")
    void cells() {
        assertThat(text("<table><tr><td>a<td>b</tr></table><td>c<td>d")).isEqualTo("a b\n\ncd");
        assertThat(text("<table><tr><td>a<td><table role=presentation><tr><td>b<td>c</table><td>d</table>"))
                .isEqualTo("a\n\nb c\n\nd");
        assertThat(text("</table><table><tr><th>a<th>b</table>")).isEqualTo("a | b");
        assertThat(text("<table border=1><tr><td>a<td>b</table>")).isEqualTo("a | b");
        assertThat(text("<table border=0><tr><td>Logo<td>Boreal</table>")).isEqualTo("Logo Boreal");
        assertThat(text("<table border=1 role=presentation><tr><td>a<td>b</table>"))
                .isEqualTo("a b");
    }

    @Test
    @DisplayName("takes preformatted text as it stands, but for the line break it begins with")
    void preformattedText() {
        assertThat(text("<pre>a\n\n\n  b</pre>")).isEqualTo("a\n\n\n  b");
        assertThat(text("<pre>\n\na</pre>b  c")).isEqualTo("a\n\nb c");
        assertThat(text("<pre>a<b>\nb</b></pre>")).isEqualTo("a\nb");
        assertThat(text("<pre>a<pre>b  c</pre>d  e</pre>f  g")).isEqualTo("a\n\nb  c\n\nd  e\n\nf g");
        assertThat(text("</pre>a  b")).isEqualTo("a b");
        assertThat(text("<pre>a\tb</pre>c\td")).isEqualTo("a\tb\n\nc d");
    }

    @Test
    @DisplayName("leaves out what is hidden, up to where its element ends")
    void hiddenElements() {
        assertThat(text("a<span style='color:red;DISPLAY : NONE'>b<span>c</span>d</span>e"))
                .isEqualTo("ae");
        assertThat(text("a<div style=display:none>b<span>c</div>d")).isEqualTo("ad");
        assertThat(text("a<span style=display:none>b<div>c</span>d")).isEqualTo("a");
        assertThat(text("<p style=display:none>a<p>b")).isEqualTo("b");
        assertThat(text("<table><tr><td style=\"display:none\">pre<td>a</table>"))
                .isEqualTo("a");
        for (String hiding : List.of(
                "style=\"max-height:0;overflow:hidden\"",
                "style=\"OVERFLOW: hidden; max-height : 0px !important\"",
                "style=\"width:0;height:0;overflow:hidden\"",
                "style=\"mso-hide:all\"",
                "style=\"visibility:hidden\"",
                "style=\"opacity:0.0\"",
                "style=\"position:absolute;left:-9999px\"",
                "style=\"display:block;display:none\"",
                "hidden",
                "hidden=\"\"")) {
            assertThat(text("<div " + hiding + ">pre<b>view</b></div>a"))
                    .as(hiding)
                    .isEqualTo("a");
        }
        for (String showing : List.of(
                "style=\"display:none;display:block\"",
                "style=\"max-height:0\"",
                "style=\"overflow:hidden\"",
                "style=\"font-size:0\"",
                "style=\"opacity:0.9\"",
                "style=\"height:20px;overflow:hidden\"",
                "style=\"margin-left:-10px\"",
                "data-hidden=\"\"",
                "style=\"background:url('https://a.example/;display:none')\"")) {
            assertThat(text("<div " + showing + ">b</div>a")).as(showing).isEqualTo("b\na");
        }
        assertThat(text("<p style=display:none>a")).isEmpty();
        assertThat(text("<span style=display:block>a</span>")).isEqualTo("a");
    }

    @Test
    @DisplayName("keeps blocks on lines of their own")
    void linesOfTheirOwn() {
        for (String name :
                List.of("div", "section", "article", "header", "footer", "main", "nav", "aside", "address", "center")) {
            assertThat(text("a<" + name + ">b</" + name + ">c")).as(name).isEqualTo("a\nb\nc");
        }
        for (String name : List.of("p", "h1", "h6", "figure", "dl")) {
            assertThat(text("a<" + name + ">b</" + name + ">c")).as(name).isEqualTo("a\n\nb\n\nc");
        }
        assertThat(text("a<br><br><br>b")).isEqualTo("a\n\nb");
        assertThat(text("<b>a</b><i>b</i> <u>c</u>")).isEqualTo("ab c");
        assertThat(text("a\u0007b")).isEqualTo("a b");
    }

    @Test
    @DisplayName("finds the end of comments and of text that is not shown")
    void commentsEnd() {
        assertThat(text("a<!-- > -->b")).isEqualTo("ab");
        assertThat(text("a<!---->b<!--->c<!-->d")).isEqualTo("abcd");
        assertThat(text("a<!----!>b")).isEqualTo("ab");
        assertThat(text("a<!-- x --!>b<!-- y -->c")).isEqualTo("abc");
        assertThat(text("a<!-- x -->b --!>c")).isEqualTo("ab --!>c");
        assertThat(text("a<!-- x")).isEqualTo("a");
        assertThat(text("a<!x")).isEqualTo("a");
        assertThat(text("a<title>b</titl>c</TITLE>d<style>e</style >f")).isEqualTo("adf");
        assertThat(text("a<title>b")).isEqualTo("a");
        assertThat(text("a<title>b</titles>c</title>d<style>e</style/>f")).isEqualTo("adf");
        assertThat(text("a<title>b</title")).isEqualTo("a");
        assertThat(text("a<style></style>b")).isEqualTo("ab");
    }
}
