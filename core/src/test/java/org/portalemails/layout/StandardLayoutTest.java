package org.portalemails.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalemails.template.RenderedText;
import org.portalemails.template.RenderingTooLargeException;
import org.portalemails.template.TextKind;
import org.portalemails.testkit.MailLayoutContract;

@DisplayName("The standard layout")
class StandardLayoutTest {
    private static final MailLogo LOGO = new MailLogo("logo@a.example", "dark@a.example", "Érable & fils", 180, 48);

    @Nested
    class KeepsTheContract extends MailLayoutContract {
        @Override
        protected MailLayout layout() {
            return MailLayout.standard();
        }
    }

    private static RenderedText html(String html) {
        return RenderedText.literal(TextKind.HTML, html);
    }

    private static MailFrame frame(Locale language, MailLogo logo) {
        return new MailFrame(language, "Objet <b>", "Premiers mots", "Érable & fils", AccentColour.BUILT_IN, logo);
    }

    private static MailBlock block(Locale language, RenderedText content) {
        return new MailBlock(language, content, html("<p>Signature</p>"), html("<p>Footer</p>"));
    }

    private static String document(String content) {
        return MailLayout.standard()
                .document(List.of(block(Locale.ENGLISH, html(content))), frame(Locale.ENGLISH, null))
                .masked();
    }

    private static Document parsed(String content) {
        return Jsoup.parse(document(content));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>x</p>",
                "<h1>Own</h1><p>x</p>",
                "<h1>Own</h1><h1>Second</h1>",
                "<p><a class=\"button\" href=\"https://a.example/\">Go</a></p>",
                "<p class=\"note\">n <a href=\"https://a.example/\">x</a></p><p class=\"code\">123</p><code>c</code>",
                "<table><tr><th scope=\"row\">a</th><td>b</td></tr></table>",
                "<table><tr><td>a</td><td>b</td></tr></table>",
                "<table><tr><td><table><tr><th scope=\"row\">a</th><td>b</td></tr></table></td></tr></table>",
                "<table><tr><th>a<td><table width=\"9\"><tr><td>b",
                "<TABLE BORDER=0><TR><TD>a</TABLE>",
                "<table role=\"presentation\"><tr><th>a</th><td>b</td></tr></table>",
                "<h1>Own</h1><h3>Third</h3><h3>Third, too</h3><h6>Sixth</h6><h2>Second</h2>",
                "<h3>Third</h3><p>x</p><h1>Late</h1><h4>Fourth</h4>",
                "<ul><li>a</ul><blockquote>q</blockquote><small>s</small><hr>",
                "<ol><li><a class=\"button other\" href='https://a.example/?a=\"'>Go</a></ol>"
            })
    @DisplayName("keeps the rules of the consortium, whatever its authors' vocabulary says")
    void rules(String content) {
        assertThat(MailRules.broken(document(content))).isEmpty();
    }

    @Test
    @DisplayName("has the subject as its title, and as its heading unless the content has one")
    void heading() {
        assertThat(parsed("<p>x</p>").title()).isEqualTo("Objet <b>");
        assertThat(parsed("<p>x</p>").select("h1").eachText()).containsExactly("Objet <b>");
        assertThat(parsed("<h1>Own</h1><h1>More</h1>").select("h1").eachText()).containsExactly("Own");
        assertThat(parsed("<h1>Own</h1><h1>More</h1>").select("h2").eachText()).containsExactly("More");
    }

    @Test
    @DisplayName(
            "leaves out no order of headings, keeps what stands under what, and has none above that which comes first")
    void orders() {
        assertThat(orders("<h1>a</h1><h3>b</h3><h3>c</h3><h6>d</h6><h4>e</h4><h2>f</h2><h3>g</h3>"))
                .containsExactly("h1 a", "h2 b", "h2 c", "h3 d", "h3 e", "h2 f", "h3 g");
        assertThat(orders("<h2>a</h2><h4>b</h4><h1>c</h1><h2>d</h2>"))
                .containsExactly("h1 Objet <b>", "h2 a", "h3 b", "h2 c", "h2 d");
        assertThat(orders("<p>x</p><h5>a</h5>")).containsExactly("h1 Objet <b>", "h2 a");
        MailFrame frame = frame(Locale.ENGLISH, null);
        Document two = Jsoup.parse(MailLayout.standard()
                .document(
                        List.of(
                                block(Locale.ENGLISH, html("<h3>a</h3><h4>b</h4>")),
                                block(Locale.FRENCH, html("<h1>c</h1><h4>d</h4>"))),
                        frame)
                .masked());
        assertThat(orders(two)).containsExactly("h1 Objet <b>", "h2 a", "h3 b", "h2 c", "h3 d");
    }

    private static List<String> orders(String content) {
        return orders(parsed(content));
    }

    private static List<String> orders(Document mail) {
        return mail.select("h1,h2,h3,h4,h5,h6").stream()
                .map(heading -> heading.tagName() + " " + heading.text())
                .toList();
    }

    @Test
    @DisplayName("says of a table for looks that it is one, and of no other")
    void roles() {
        assertThat(parsed("<table><tr><td>x</td></tr></table>")
                        .select(".pe-pad table")
                        .attr("role"))
                .isEqualTo("presentation");
        assertThat(parsed("<table><tr><th>x</th></tr></table>")
                        .selectFirst(".pe-pad table")
                        .hasAttr("role"))
                .isFalse();
        assertThat(parsed("<table role=grid><tr><td>x</td></tr></table>")
                        .select(".pe-pad table")
                        .attr("role"))
                .as("an author may know better")
                .isEqualTo("grid");
    }

    @Test
    @DisplayName("shows a logo with its text and a twin for dark backgrounds, and the sender's name without one")
    void logo() {
        String with = MailLayout.standard()
                .document(List.of(block(Locale.FRENCH, html("x"))), frame(Locale.FRENCH, LOGO))
                .masked();
        assertThat(MailRules.broken(with)).isEmpty();
        assertThat(Jsoup.parse(with).select("img").eachAttr("src"))
                .containsExactly("cid:logo@a.example", "cid:dark@a.example");
        assertThat(Jsoup.parse(with).select("img").eachAttr("alt")).containsOnly("Érable & fils");
        assertThat(document("x")).doesNotContain("<img").contains("Érable &amp; fils");
    }

    @Test
    @DisplayName("gives a signature the looks of its mail, whatever mails had the same signature before")
    void sameSignature() {
        RenderedText signature = html("<h1>Team</h1><p><a href=\"https://a.example/\">Us</a></p><ul><li>x</li></ul>");
        for (int twice = 0; twice < 2; twice++) {
            for (String content : List.of("<p>x</p>", "<h1>Own</h1>")) {
                for (Locale language : List.of(Locale.ENGLISH, Locale.forLanguageTag("ar"))) {
                    for (String colour : List.of("#0b5cab", "#7a1f3d")) {
                        AccentColour accent = AccentColour.parse(colour);
                        Document mail = Jsoup.parse(MailLayout.standard()
                                .document(
                                        List.of(new MailBlock(language, html(content), signature, html(""))),
                                        new MailFrame(language, "Subject", "", "Sender", accent, null))
                                .masked());
                        boolean own = content.contains("Own");
                        assertThat(mail.select("h1").eachText()).containsExactly(own ? "Own" : "Subject");
                        assertThat(mail.select("h2").eachText()).containsExactly("Team");
                        assertThat(mail.selectFirst("a").attr("style")).contains("color:" + accent.hex());
                        assertThat(mail.selectFirst("ul").attr("style"))
                                .contains(language == Locale.ENGLISH ? "padding-left:24px" : "padding-right:24px");
                    }
                }
            }
        }
    }

    @Test
    @DisplayName("is mirrored for languages that are written from right to left, each block by itself")
    void directions() {
        String mixed = MailLayout.standard()
                .document(
                        List.of(
                                block(Locale.forLanguageTag("ar"), html("<ul><li>x</li></ul>")),
                                block(Locale.ENGLISH, html("<p>y</p>"))),
                        frame(Locale.forLanguageTag("ar"), null))
                .masked();
        Document document = Jsoup.parse(mixed);
        assertThat(MailRules.broken(mixed)).isEmpty();
        assertThat(document.selectFirst("html").attr("dir")).isEqualTo("rtl");
        assertThat(document.select("td > div[lang=ar][dir=rtl] li")).hasSize(1);
        assertThat(document.select("td > div[lang=en][dir=ltr] p").eachText()).startsWith("y");
        assertThat(document.selectFirst("ul").attr("style")).contains("padding-right:24px");
    }

    @Test
    @DisplayName("makes a button that is a cell with a colour of its own, and repeats its address as text")
    void button() {
        Document document = parsed("<p><a class=\"button\" href=\"https://a.example/?a=1&amp;b=2\">Go</a></p><p>x</p>");
        Element cell = document.selectFirst("td.pe-button");
        assertThat(cell.attr("bgcolor")).isEqualTo("#1a5fb4");
        assertThat(cell.selectFirst("a").attr("href")).isEqualTo("https://a.example/?a=1&b=2");
        assertThat(document.select("p.pe-muted span").eachText()).containsExactly("https://a.example/?a=1&b=2");
        assertThat(document.select("p").eachText()).contains("x").doesNotContain("");
    }

    @Test
    @DisplayName("goes on with a paragraph that a button interrupts")
    void interrupted() {
        Document document = parsed("<p>a <a class=\"button\" href=\"https://a.example/\">Go</a> b</p>");
        assertThat(document.select("p").eachText()).contains("a", "b").doesNotContain("");
        assertThat(document.select("p table")).isEmpty();
    }

    @Test
    @DisplayName("keeps the holes of a content, and repeats that of a button")
    void holes() {
        RenderedText content = RenderedText.of(
                TextKind.HTML,
                List.of(
                        new RenderedText.Piece.Literal("<a class=\"button\" href=\""),
                        new RenderedText.Piece.Secret("link"),
                        new RenderedText.Piece.Literal("\">Go</a> "),
                        new RenderedText.Piece.Secret("other")));
        RenderedText document =
                MailLayout.standard().document(List.of(block(Locale.ENGLISH, content)), frame(Locale.ENGLISH, null));
        assertThat(document.secretFields()).containsExactly("link", "other");
        Document filled = Jsoup.parse(document.reveal(field -> "https://a.example/" + field + "?a=1&b=2"));
        assertThat(filled.selectFirst("td.pe-button a").attr("href")).isEqualTo("https://a.example/link?a=1&b=2");
        assertThat(filled.selectFirst("p.pe-muted span").text()).isEqualTo("https://a.example/link?a=1&b=2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "</td></tr></table></div></body></html>x",
                "<td>x</td></table>",
                "<table><tr><td>x",
                "<div><b><ul><li>x",
                "<p><strong>x</p>y",
                "x<!-- never ends",
                "x<a href=\"never ends",
                "<body onload=x><title>t</title>x</body></html>",
                "</p></p></div>x",
                "<a class=button href=x>x</div></table>"
            })
    @DisplayName("stands around a content that is badly nested, and nothing of it breaks out")
    void badlyNested(String content) {
        Document document = parsed(content);
        Element foot = document.selectFirst(".pe-foot");
        assertThat(foot).isNotNull();
        assertThat(foot.text()).isEqualTo("Footer");
        assertThat(foot.closest(".pe-card")).isNull();
        assertThat(document.select(".pe-card").text()).contains("x", "Signature");
        assertThat(document.select(".pe-card a:contains(Signature), .pe-card b:contains(Signature)"))
                .isEmpty();
    }

    @Test
    @DisplayName("takes the nearest colour that can be read for one that cannot")
    void unreadableAccent() {
        MailFrame yellow = new MailFrame(Locale.ENGLISH, "s", "", "x", AccentColour.parse("#ffcc00"), null);
        String html = MailLayout.standard()
                .document(
                        List.of(block(Locale.ENGLISH, html("<a class=\"button\" href=\"https://a.example/\">Go</a>"))),
                        yellow)
                .masked();
        assertThat(MailRules.broken(html)).isEmpty();
        assertThat(html).doesNotContain("bgcolor=\"#ffcc00\"");
    }

    @Test
    @DisplayName("puts an author's own style behind its own")
    void ownStyle() {
        assertThat(document("<p style='color:#c00' class=x>a</p>"))
                .contains("<p style=\"margin:0 0 16px;color:#c00\" class=x>a</p>");
    }

    @Test
    @DisplayName("refuses to grow beyond what a mail may be")
    void tooLarge() {
        assertThatThrownBy(() -> document("<a class=button href=https://a>x</a>".repeat(1000)))
                .isInstanceOf(RenderingTooLargeException.class);
    }
}
