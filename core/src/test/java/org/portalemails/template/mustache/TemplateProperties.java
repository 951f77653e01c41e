package org.portalemails.template.mustache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.statistics.Statistics;
import org.portalemails.template.MergeValues;
import org.portalemails.template.Position;
import org.portalemails.template.RenderedText;
import org.portalemails.template.TextKind;
import org.portalemails.template.html.HtmlEntities;
import org.portalemails.template.html.HttpsAddress;
import org.portalemails.template.html.LinkValue;

/**
 * Laws of the language. The number of tries is jqwik's default, so that the profile {@code long-properties} can raise it to a
 * million.
 */
@Label("Templates")
class TemplateProperties {
    /** A template as a person thinks of it; the test writes it down and says what it must show. */
    sealed interface Part {
        record Literal(String text) implements Part {}

        record Value(String field) implements Part {}

        record Comment(String text) implements Part {}

        record Section(String field, boolean inverted, List<Part> body) implements Part {}

        record Items(List<Part> body) implements Part {}
    }

    private static final List<String> FIELDS = List.of("present", "absent", "secret");

    @Provide
    Arbitrary<List<Part>> parts() {
        return parts(3);
    }

    private static Arbitrary<List<Part>> parts(int depth) {
        Arbitrary<Part> literal = Arbitraries.of(
                        "a", " ", "}}", "}", "{ { ", "é", "œ’", "😀", "\n", "\t", ".", "#", "/x", "&<>\"'")
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(pieces -> new Part.Literal(String.join("", pieces)));
        Arbitrary<Part> value = Arbitraries.of(FIELDS).map(Part.Value::new);
        Arbitrary<Part> comment = Arbitraries.of("", "x", " {{y ", "\n", "} ").map(Part.Comment::new);
        if (depth == 0) {
            return Arbitraries.oneOf(literal, value).list().ofMaxSize(3);
        }
        Arbitrary<Part> section = Combinators.combine(
                        Arbitraries.of(FIELDS), Arbitraries.of(true, false), Arbitraries.lazy(() -> parts(depth - 1)))
                .as(Part.Section::new);
        Arbitrary<Part> items = Arbitraries.lazy(() -> parts(0)).map(Part.Items::new);
        return Arbitraries.oneOf(literal, literal, value, comment, section, items)
                .list()
                .ofMaxSize(5);
    }

    private static String print(List<Part> parts) {
        StringBuilder out = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Part.Literal literal) {
                out.append(literal.text());
            } else if (part instanceof Part.Value value) {
                out.append("{{").append(value.field()).append("}}");
            } else if (part instanceof Part.Comment comment) {
                // A visible sign in the same line keeps the line: the rule of lines has its own tests.
                out.append("|{{!").append(comment.text()).append("}}");
            } else if (part instanceof Part.Section section) {
                out.append("|{{")
                        .append(section.inverted() ? '^' : '#')
                        .append(section.field())
                        .append("}}")
                        .append(print(section.body()))
                        .append("|{{/")
                        .append(section.field())
                        .append("}}");
            } else if (part instanceof Part.Items items) {
                out.append("|{{#list}}").append(print(items.body())).append("|{{.}}{{/list}}");
            }
        }
        return out.toString();
    }

    private static String expected(List<Part> parts) {
        StringBuilder out = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Part.Literal literal) {
                out.append(literal.text());
            } else if (part instanceof Part.Value value) {
                out.append(value(value.field()));
            } else if (part instanceof Part.Comment) {
                out.append('|');
            } else if (part instanceof Part.Section section) {
                boolean shown = section.inverted() == section.field().equals("absent");
                out.append('|').append(shown ? expected(section.body()) + "|" : "");
            } else if (part instanceof Part.Items items) {
                out.append('|');
                for (String item : List.of("one", "two")) {
                    out.append(expected(items.body())).append('|').append(item);
                }
            }
        }
        return out.toString();
    }

    private static String value(String field) {
        return switch (field) {
            case "present" -> "{{value}}";
            case "secret" -> "{{#hole}}";
            default -> "";
        };
    }

    private static MergeValues values() {
        return MergeValues.builder()
                .text("present", "{{value}}")
                .hole("secret")
                .list("list", List.of("one", "two"))
                .build();
    }

    @Property
    @Label("print and parse back to themselves, and show what they say")
    void parseAndRender(@ForAll("parts") List<Part> parts) {
        String source = print(parts);
        Template template =
                Template.read(source + "|", TextKind.PLAIN).template().orElseThrow();
        assertThat(template.source()).isEqualTo(source + "|");
        Template again = Template.parse(template.source(), TextKind.PLAIN);
        assertThat(again).isEqualTo(template);
        assertThat(again.uses()).isEqualTo(template.uses());
        assertThat(template.render(values()).reveal(field -> "{{#hole}}")).isEqualTo(expected(parts) + "|");
    }

    @Provide
    Arbitrary<String> fragments() {
        return Arbitraries.of(
                        "<",
                        ">",
                        "</",
                        "/>",
                        "\"",
                        "'",
                        "=",
                        "/",
                        "!",
                        "-",
                        "--",
                        "<!--",
                        "-->",
                        "<!doctype",
                        "&",
                        ";",
                        "#",
                        "?",
                        " ",
                        "\n",
                        "\t",
                        "\r",
                        "a",
                        "p",
                        "b",
                        "td",
                        "title",
                        "style",
                        "script",
                        "href",
                        "src",
                        "onx",
                        "lang",
                        "https://",
                        "x.example",
                        "javascript:",
                        "mailto:",
                        "url(",
                        "<p>",
                        "</p>",
                        "<a href=\"",
                        "<p title='",
                        "<title>",
                        "</title>",
                        "<style>",
                        "</style>",
                        "{{",
                        "}}",
                        "{{x}}",
                        "{{link}}",
                        "{{#x}}",
                        "{{/x}}",
                        "{{^x}}",
                        "{{#list}}",
                        "{{/list}}",
                        "{{.}}",
                        "{{! c }}",
                        "{{{x}}}",
                        "{{>",
                        "{{=",
                        "\u0000",
                        "\u2028",
                        "\ud83d",
                        "😀",
                        "é",
                        "’",
                        "\u202e")
                .list()
                .ofMaxSize(24)
                .map(pieces -> String.join("", pieces));
    }

    /** Whole tags with fields and sections, and a few fragments to break them. */
    @Provide
    Arbitrary<String> pages() {
        Arbitrary<String> whole = Arbitraries.of(
                "<p title=\"{{x}}\">",
                "<p lang='a{{x}}b' {{#x}}title='{{.}}'{{/x}}>",
                "</p>",
                "<a href=\"{{link}}\">",
                "<a href='{{link}}/a?b={{x}}'>",
                "<a href=\"https://x.example/{{x}}#{{x}}\">",
                "<a href=\"mailto:{{x}}\">",
                "</a>",
                "{{x}}",
                "{{#x}}<b>{{.}}</b>{{/x}}",
                "{{^x}}n{{/x}}",
                "<ul>{{#list}}<li>{{.}}{{/list}}</ul>",
                "<!-- c -->",
                "<title>{{x}}</title>",
                "<style>p{}</style>",
                "<table><tr><td>",
                "</table>",
                "<br/>",
                "&amp;",
                "&{{x}};",
                "a < b",
                "<pre>\n{{x}}</pre>",
                "{{! c }}");
        return Arbitraries.frequencyOf(Tuple.of(4, whole), Tuple.of(1, fragments()))
                .list()
                .ofMinSize(1)
                .ofMaxSize(8)
                .map(pieces -> String.join("", pieces));
    }

    @Property
    @Label("are read without an exception whatever is typed, with words and a place for every mistake")
    void readIsTotal(@ForAll("fragments") String source, @ForAll TextKind kind) {
        TemplateReading reading = Template.read(source, kind);
        Position last = Position.START;
        for (TemplateProblem problem : reading.problems()) {
            assertThat(problem.message(Locale.FRENCH)).isNotEqualTo(problem.code());
            assertThat(problem.position()).isGreaterThanOrEqualTo(last);
            last = problem.position();
        }
        boolean errors = reading.problems().stream().anyMatch(TemplateProblem::isError);
        assertThat(reading.template().isEmpty()).isEqualTo(errors);
    }

    @Property
    @Label("that are accepted render without an exception, and no value changes the tree of the HTML")
    void renderingIsSafe(@ForAll("pages") String source, @ForAll("evil") String value) {
        TemplateReading reading = Template.read(source, TextKind.HTML);
        boolean accepted = reading.template().isPresent() && isChecked(reading);
        Statistics.label("accepted").collect(accepted);
        Assume.that(accepted);
        Template template = reading.template().orElseThrow();
        RenderedText actual = template.render(evil(value));
        assertThat(HtmlShape.of(actual.masked()))
                .as(source)
                .isEqualTo(HtmlShape.of(template.render(evil("harmless")).masked()));
        actual.plain();
        Statistics.label("accepted").coverage(coverage -> coverage.check(true).percentage(share -> share > 10));
    }

    /** What the catalogue of fields asks for beyond the language. */
    private static boolean isChecked(TemplateReading reading) {
        boolean linksStandWhereLinksMust = reading.uses().stream()
                .noneMatch(use ->
                        use.place() == FieldUse.Place.WHOLE_LINK && !use.field().equals("link"));
        return linksStandWhereLinksMust && reading.nestedLists("list"::equals).isEmpty();
    }

    private static MergeValues evil(String value) {
        return MergeValues.builder()
                .text("x", value)
                .list("list", List.of(value, value))
                .text("link", "https://host.example/" + value)
                .build();
    }

    @Provide
    Arbitrary<String> evil() {
        return Arbitraries.of(
                        "<",
                        ">",
                        "\"",
                        "'",
                        "=",
                        "/",
                        "-->",
                        "--!>",
                        "</title>",
                        "</style>",
                        "<script>alert(1)</script>",
                        " onx=1 ",
                        "javascript:",
                        "&",
                        "&#34;",
                        "&quot;",
                        "{{x}}",
                        "a",
                        "\n",
                        "\u2028",
                        "\\",
                        "`",
                        "]]>",
                        ":",
                        "//",
                        "?",
                        "#")
                .list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .map(pieces -> "v" + String.join("", pieces));
    }

    @Property
    @Label("escape every value whole: nothing of it is syntax, and nothing but control characters is lost")
    void escapingIsTotal(@ForAll @StringLength(max = 60) String value) {
        for (TextKind kind : TextKind.values()) {
            String escaped = kind.escape(value);
            assertThat(escaped.chars().noneMatch(c -> c < 0x20 && c != '\n' && c != '\t' || c >= 0x7f && c < 0xa0))
                    .isTrue();
            assertThat((kind == TextKind.HTML ? TextKind.PLAIN : kind).escape(escaped))
                    .isEqualTo(escaped);
        }
        String html = TextKind.HTML.escape(value);
        assertThat(html).doesNotContain("<", ">", "\"", "'");
        assertThat(HtmlEntities.decode(html, false)).isEqualTo(TextKind.PLAIN.escape(value));
        assertThat(HtmlEntities.decode(html, true)).isEqualTo(TextKind.PLAIN.escape(value));
        assertThat(TextKind.SUBJECT.escape(value)).doesNotContain("\n", "\r", "\u2028", "\u0085");
    }

    @Property
    @Label("take links only as https, and make parts of links that cannot leave their place")
    void linksAreSafe(@ForAll @StringLength(max = 60) String value) {
        assertThat(LinkValue.part(value)).matches("[A-Za-z0-9._~@:%-]*");
        String link = HttpsAddress.parse("https://a.example/" + value).orElse(null);
        assertThat(link)
                .matches("https://a\\.example/[!-~]*")
                .doesNotContain("\"", "<", ">", "`", "\\", "'".repeat(2) + "\"");
        String guess = HttpsAddress.parse(value).orElse(null);
        assertThat(guess == null || guess.startsWith("https://")).isTrue();
    }

    @Property
    @Label("are converted to text without an exception, keeping their holes apart")
    void textIsTotal(
            @ForAll("fragments") String html, @ForAll @Size(max = 3) List<@StringLength(max = 3) String> fields) {
        List<RenderedText.Piece> pieces = new ArrayList<>();
        pieces.add(new RenderedText.Piece.Literal(html));
        fields.forEach(field -> pieces.add(new RenderedText.Piece.Secret(field)));
        pieces.add(new RenderedText.Piece.Literal(html));
        RenderedText text = RenderedText.of(TextKind.HTML, pieces).plain();
        assertThat(fields).containsAll(text.secretFields());
        Map<Boolean, Long> holes = text.pieces().stream()
                .collect(Collectors.partitioningBy(p -> p instanceof RenderedText.Piece.Secret, Collectors.counting()));
        // Where a line has several links, each is named again beside its address.
        assertThat(holes.get(true)).isLessThanOrEqualTo(2L * fields.size());
    }
}
