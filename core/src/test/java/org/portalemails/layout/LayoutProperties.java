package org.portalemails.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.portalemails.template.RenderedText;
import org.portalemails.template.TextKind;

@Label("The standard layout, around any content,")
class LayoutProperties {
    private static final List<String> PARTS = List.of(
            "<p>",
            "</p>",
            "<p class=note>",
            "<div>",
            "</div>",
            "<b>",
            "</b>",
            "<a href=\"https://a.example/\">",
            "</a>",
            "<table>",
            "</table>",
            "<tr>",
            "<td>",
            "</td>",
            "<th scope=row>",
            "</th>",
            "<ul>",
            "<li>",
            "</ul>",
            "<h1>",
            "</h1>",
            "<h2>",
            "</h2>",
            "<h3>",
            "<h5>",
            "</h5>",
            "<table role=presentation>",
            "<br>",
            "<hr>",
            "</body>",
            "</html>",
            "<body>",
            "<code>",
            "</code>",
            "<blockquote>",
            "</blockquote>",
            "<font>",
            "</font>",
            "<style>p{}</style>",
            "<title>t</title>",
            "<!-- c -->",
            "<",
            "&amp;",
            "one ",
            " two",
            "three",
            "\n",
            "<br",
            "<p style='color:red'>",
            "</tr>",
            "<center>",
            "</center>");

    @Provide
    Arbitrary<String> contents() {
        return Arbitraries.of(PARTS).list().ofMaxSize(24).map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> contentsWithButtons() {
        return Arbitraries.of(PARTS).list().ofMaxSize(12).flatMap(before -> contents()
                .map(after -> String.join("", before) + "<a class=button href=\"https://b.example/\">Go" + after));
    }

    private static Document document(String content) {
        MailBlock block = new MailBlock(Locale.ENGLISH, html(content), html("<p>Signature</p>"), html("<p>Footer</p>"));
        MailFrame frame = new MailFrame(Locale.ENGLISH, "Subject", "", "Sender", AccentColour.BUILT_IN, null);
        return Jsoup.parse(MailLayout.standard().document(List.of(block), frame).masked());
    }

    private static RenderedText html(String html) {
        return RenderedText.literal(TextKind.HTML, html);
    }

    @Property(tries = 1000)
    @Label("keeps its own elements where they are")
    void unbroken(@ForAll("contentsWithButtons") String content) {
        Document document = document(content);
        assertThat(document.select(".pe-foot").eachText()).containsExactly("Footer");
        assertThat(document.select(".pe-card .pe-foot")).isEmpty();
        Element signature = document.selectFirst("p:containsOwn(Signature)");
        assertThat(signature.parent().className()).isEqualTo("pe-line");
        assertThat(signature.parent().parent().attr("lang")).isEqualTo("en");
        assertThat(signature.parent().parent().parent().className()).isEqualTo("pe-pad");
        assertThat(document.select("h1")).hasSizeLessThanOrEqualTo(2);
    }

    @Property(tries = 1000)
    @Label("shows all that browsers show of it without the layout, and no more")
    void sameText(@ForAll("contents") String content) {
        // As the check of a text sends it: a sign that begins no tag is a reference.
        String cut = content.replaceAll("<br(?!>)|<title>t</title>", "").replaceAll("<(?![a-z/!])", "&lt;");
        String card = document(cut).select(".pe-card .pe-pad > div").text();
        assertThat(letters(card)).isEqualTo(letters(Jsoup.parse(cut).body().text() + "Signature"));
    }

    @Property(tries = 1000)
    @Label("is heard in order: one heading of the first order, no gap below it, tables that say what they are")
    void heard(@ForAll("contents") String content) {
        String html = document(content).outerHtml();
        assertThat(MailRules.broken("<!DOCTYPE html>" + html))
                .as(html)
                .noneMatch(rule -> rule.startsWith("one heading")
                        || rule.startsWith("no order")
                        || rule.startsWith("a role for layout"));
    }

    /** In no order: browsers move text that stands in a table outside of its cells. */
    private static String letters(String text) {
        char[] letters = text.replaceAll("\\s", "").toCharArray();
        Arrays.sort(letters);
        return new String(letters);
    }
}
