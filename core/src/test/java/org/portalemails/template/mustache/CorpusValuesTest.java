package org.portalemails.template.mustache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalemails.language.VisibleText;
import org.portalemails.template.MergeValues;
import org.portalemails.template.RenderedText;
import org.portalemails.template.TextKind;

/** Every text of the corpora as the value of a field, in every place where a field may stand. */
@DisplayName("A merge value from the corpora")
@EnabledIfSystemProperty(named = Corpus.PROPERTY, matches = ".+", disabledReason = "needs the corpora")
class CorpusValuesTest {
    private static final String HARMLESS = "harmless";

    private static final Template HTML = Template.parse(
            """
            <!DOCTYPE html>
            <html><head><title>{{v}}</title><style>p { color: red }</style></head><body>
            <p title="{{v}}" lang='{{v}}'>{{v}}</p>
            <ul>{{#l}}<li class="a {{.}}">{{.}}</li>{{/l}}</ul>
            <table><tr><td>{{v}}{{#v}}<b>{{.}}</b>{{/v}}</td></tr></table>
            <pre>{{v}}</pre>
            <a href="https://a.example/{{v}}?u={{v}}#{{v}}">x</a><a href='mailto:{{v}}'>y</a>
            {{^v}}nothing{{/v}}
            </body></html>
            """,
            TextKind.HTML);
    private static final Template PLAIN = Template.parse("[{{v}}|{{#l}}{{.}},{{/l}}]\n", TextKind.PLAIN);
    private static final Template SUBJECT = Template.parse("[{{v}}]", TextKind.SUBJECT);

    private static Stream<String> payloads(String file) {
        return switch (file) {
            case "invisible-characters.tsv", "homoglyphs.tsv", "low-byte-truncation.tsv" ->
                Corpus.texts(file).stream().map(point -> "a" + codePoint(point) + "b");
            case "redos.tsv" ->
                Corpus.rows(file).stream()
                        .map(row -> row.get(0) + row.get(1).repeat(Integer.parseInt(row.get(2))) + row.get(3));
            default -> Corpus.texts(file).stream();
        };
    }

    private static String codePoint(String point) {
        int code = Integer.parseInt(point.substring(2), 16);
        return code >= 0xd800 && code <= 0xdfff ? String.valueOf((char) code) : Character.toString(code);
    }

    private static MergeValues values(String value) {
        return MergeValues.builder()
                .text("v", value)
                .list("l", List.of(value, value))
                .hole("resetLink")
                .build();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "header-injection.tsv",
                "xss.tsv",
                "template-injection.tsv",
                "naughty.tsv",
                "invisible-characters.tsv",
                "homoglyphs.tsv",
                "low-byte-truncation.tsv",
                "redos.tsv"
            })
    @DisplayName("leaves the HTML as it is with a harmless value, and is carried as text")
    void carried(String file) {
        Corpus.Tally tally = new Corpus.Tally(file + ", as values");
        payloads(file).forEach(payload -> {
            String value = payload;
            if (payload.length() > MergeValues.MAX_VALUE_LENGTH) {
                assertThat(catchTooLong(payload)).isTrue();
                tally.add("refused as too long, then cut");
                value = payload.substring(0, MergeValues.MAX_VALUE_LENGTH);
            }
            if (!VisibleText.isIn(value)) {
                tally.add("without a value");
                return;
            }
            check(value);
            tally.add("carried as text");
        });
        tally.print();
        assertThat(tally.count("carried as text") + tally.count("without a value"))
                .isEqualTo((int) payloads(file).count());
    }

    private static boolean catchTooLong(String payload) {
        try {
            values(payload);
            return false;
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessage("v: at most 2048 characters");
            return true;
        }
    }

    private static void check(String value) {
        MergeValues values = values(value);
        RenderedText html = HTML.render(values);
        assertThat(html.secretFields()).as("a value is not read as a template").isEmpty();
        Document actual = Jsoup.parse(html.masked());
        assertThat(HtmlShape.of(html.masked()))
                .isEqualTo(HtmlShape.of(HTML.render(values(HARMLESS)).masked()));
        for (Element link : actual.select("a")) {
            assertThat(link.attr("href")).matches("(https://a\\.example/|mailto:)[!-~]*");
        }

        String carried = TextKind.PLAIN.escape(value);
        Element paragraph = actual.selectFirst("body > p");
        assertThat(paragraph.attr("title")).isEqualTo(carried);
        assertThat(paragraph.attr("lang")).isEqualTo(carried);
        assertThat(paragraph.wholeText()).isEqualTo(carried);
        assertThat(actual.select("li").eachAttr("class")).containsOnly("a " + carried);
        String subject = SUBJECT.render(values).masked();
        assertThat(subject)
                .hasSizeLessThanOrEqualTo(255)
                .doesNotContainPattern("[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029]");
        assertThat(PLAIN.render(values).masked()).isEqualTo("[" + carried + "|" + carried + "," + carried + ",]\n");
        assertThat(html.plain().secretFields()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"xss.tsv", "naughty.tsv", "header-injection.tsv", "template-injection.tsv"})
    @DisplayName("is refused as a whole link, unless it is an https address; then it stays in its attribute")
    void links(String file) {
        Template link = Template.parse("<a href=\"{{v}}\">x</a>", TextKind.HTML);
        Corpus.Tally tally = new Corpus.Tally(file + ", as links");
        for (String payload : Corpus.texts(file)) {
            for (String value : List.of(payload, "https://a.example/" + payload, "https://" + payload)) {
                if (!VisibleText.isIn(value) || value.length() > MergeValues.MAX_VALUE_LENGTH) {
                    continue;
                }
                try {
                    String html = link.render(values(value)).masked();
                    Element anchor = Jsoup.parse(html).selectFirst("a");
                    assertThat(anchor.attributes().size()).isEqualTo(1);
                    assertThat(anchor.attr("href")).matches("https://[A-Za-z0-9.:-]+([/?#][!-~]*)?");
                    assertThat(anchor.childNodeSize()).isEqualTo(1);
                    tally.add("carried, percent-encoded");
                } catch (IllegalArgumentException e) {
                    assertThat(e).hasMessage("v: an absolute https address is needed where a link stands");
                    tally.add("refused");
                }
            }
        }
        tally.print();
    }
}
