package org.portalemails.composition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.portalemails.layout.AccentColour;
import org.portalemails.layout.MailLayout;
import org.portalemails.layout.MailLogo;
import org.portalemails.notification.BuiltInTexts;
import org.portalemails.notification.FieldCatalogue;
import org.portalemails.notification.MailText;
import org.portalemails.notification.MailValues;
import org.portalemails.notification.MergeField;
import org.portalemails.notification.NotificationType;
import org.portalemails.settings.EffectiveSettings;
import org.portalemails.settings.InheritedSettings;
import org.portalemails.template.RenderedText;
import org.portalemails.template.RenderingTooLargeException;
import org.portalemails.template.TextKind;
import org.portalemails.template.mustache.Template;
import org.portalemails.testkit.SampleSettings;

@Label("A mail of a shape that is remembered")
class MailShapeProperties {
    private static final NotificationType TYPE = NotificationType.CUSTOMER_VALIDATION_CONFIRMATION;

    /** Of a mail: two texts, a list, one that also stands in tags, a link by which readers act, one of the host. */
    private static final FieldCatalogue CATALOGUE = FieldCatalogue.builtIn()
            .with(MergeField.of("x", "X", "X", "x"), TYPE)
            .with(MergeField.of("y", "Y", "Y", "y"), TYPE)
            .with(MergeField.of("tag", "T", "T", "t"), TYPE);

    private static final List<String> PARTS = List.of(
            "{{x}}",
            "{{x}}",
            " {{y}} ",
            "{{#x}}one {{x}}{{/x}}",
            "{{^x}}none{{/x}}",
            "{{#y}}<p>{{.}}</p>{{/y}}",
            "{{#linkedCompanyCustomers}}<li>{{.}}</li>{{/linkedCompanyCustomers}}",
            "{{#linkedCompanyCustomers}}[{{.}}{{x}}]{{/linkedCompanyCustomers}}",
            "{{linkedCompanyCustomers}}",
            "{{^linkedCompanyCustomers}}</a>{{/linkedCompanyCustomers}}",
            "<a class=\"button\" href=\"{{portalUrl}}\">{{x}}</a>",
            "<a href=\"{{portalUrl}}\">Go</a>",
            "<a href=\"{{portalUrl}}/x\">{{portalUrl}} {{y}}</a>",
            "<a href=\"mailto:{{tag}}\">{{x}}</a>",
            "<a href=\"https://a.example/{{tag}}\">{{tag}}</a>",
            "<a href=\"https://a.example/\">",
            "<a href=\"mailto:help@a.example\">",
            "<a href=\"tel:+14185550100\">",
            "<a href=\"#top\">",
            "</a>",
            "<img src=\"https://a.example/i.png\" alt=\"{{tag}}\">",
            "<p>",
            "</p>",
            "<p class=\"note\">",
            "<h1>",
            "</h1>",
            "<h2>",
            "<pre>",
            "<pre>\n",
            "</pre>",
            "<p style=\"white-space: pre-line\">",
            "<div style=\"display:none\">",
            "<div hidden>",
            "</div>",
            "<table>",
            "<table border=\"1\">",
            "<tr>",
            "<td>",
            "<th scope=\"row\">",
            "</table>",
            "<ul>",
            "<ol start=\"7\">",
            "<li>",
            "</ul>",
            "<blockquote>",
            "</blockquote>",
            "<b>",
            "</b>",
            "<br>",
            "<hr>",
            "<title>{{x}}</title>",
            "&",
            "&am",
            "&#3",
            "&nbsp;",
            "&zwnj;",
            "\ufe0f",
            "\udb80\udc00",
            "help@",
            "https://a.exa",
            "a",
            "Hello,",
            ".",
            ",",
            " ",
            "\n",
            "\n\n",
            "/",
            "Words that fill the list of an inbox up to where the preheader is cut, and a little beyond. ");

    private static final List<String> VALUES = List.of(
            "x",
            "Jane Doe",
            "a b c",
            "10\u00a0h\u202f30",
            "L’Épicerie & Fils <inc.>",
            "\"'",
            ",",
            "lt",
            "amp;",
            "#39;",
            "9;",
            "help@a.example",
            "HELP@A.EXAMPLE",
            "a.example",
            "https://a.example",
            "https://a.example/",
            "+14185550100",
            "1 418 555-0100",
            "://",
            "/",
            "…",
            "e\u0301",
            "\u0301",
            "日本",
            // What takes the direct way.
            " x",
            "x ",
            "a  b",
            "a\u00a0 b",
            "\u202fx",
            "a\nb",
            "\n\n",
            "a\tb",
            "x\r\ny",
            "\u200bx",
            "x\u200d",
            "\u200c\u200d",
            "\u00ad",
            "\ufe0f",
            "\u202ex",
            "\u2066a\u2069",
            "😀",
            "\ud83d",
            "\uffff\ue000",
            "\ufffe\ue000",
            "\ue000",
            "\ufdd0",
            "\udb80\udc00",
            "\u0000",
            "\u3000",
            "{{x}}",
            "</p><a href=\"https://evil.example/\">",
            "<!-- ",
            "",
            "w".repeat(109),
            "word ".repeat(40).strip(),
            "\"".repeat(251),
            "é".repeat(2000));

    /**
     * What a mail says.
     *
     * @param x a value, or nothing
     * @param y a value, or nothing
     * @param tag a value, or nothing
     * @param items of the list
     */
    record Given(String x, String y, String tag, List<String> items) {
        MailValues values() {
            return MailValues.examples(
                    TYPE,
                    SampleSettings.profile(),
                    Locale.ENGLISH,
                    Map.of("x", x, "y", y, "tag", tag, "linkedCompanyCustomers", String.join("\n", items)),
                    CATALOGUE);
        }
    }

    @Provide
    Arbitrary<String> contents() {
        Arbitrary<String> start = Arbitraries.frequency(
                Tuple.of(12, ""),
                Tuple.of(1, "<!DOCTYPE html>\n<html lang=\"en\"><body>"),
                Tuple.of(1, "<body>"),
                Tuple.of(1, "<head><title>{{x}}</title></head>"));
        return Combinators.combine(
                        start, Arbitraries.of(PARTS).list().ofMinSize(1).ofMaxSize(14))
                .as((begin, parts) -> begin + String.join("", parts));
    }

    @Provide
    Arbitrary<Given> given() {
        // Half of the mails have harmless values only, so that many have a shape.
        Arbitrary<String> harmless = Arbitraries.of(VALUES.subList(0, 24));
        Arbitrary<String> any = Arbitraries.of(VALUES);
        return Arbitraries.of(true, true, false).flatMap(tame -> {
            Arbitrary<String> value =
                    Arbitraries.frequencyOf(Tuple.of(5, tame ? harmless : any), Tuple.of(1, Arbitraries.just("")));
            return Combinators.combine(value, value, value, value.list().ofMaxSize(3))
                    .as(Given::new);
        });
    }

    private static Surroundings around(boolean framed, boolean logo) {
        Surroundings plain = Surroundings.of(
                MailLayout.standard(),
                SampleSettings.profile(),
                Locale.ENGLISH,
                EffectiveSettings.of(null, InheritedSettings.NOTHING, BuiltInTexts.load()));
        return new Surroundings(
                plain.layout(),
                framed,
                logo ? Locale.CANADA_FRENCH : Locale.ENGLISH,
                plain.sender(),
                AccentColour.BUILT_IN,
                logo ? new MailLogo("logo@a.example", null, "Boréal", 160, 40) : null,
                plain.signature(),
                plain.footer());
    }

    /** A mail, or why there is none. */
    private static Object result(Supplier<MailBody> way) {
        try {
            return way.get();
        } catch (IllegalArgumentException | RenderingTooLargeException e) {
            return e.getClass();
        }
    }

    private static void assertSame(
            MailShapes shapes, Template content, Given given, String subject, Surroundings around) {
        MailValues values = given.values();
        Object direct = result(() -> PreparedTexts.body(content, values, subject, around, null));
        Object byShape = result(() -> shapes.body(content, values, subject, around));
        assertThat(byShape).as("%s with %s", content.source(), given).isEqualTo(direct);
    }

    @Property(tries = 5000, edgeCases = EdgeCasesMode.NONE)
    @Label("has the same characters, links and holes as one that was made alone, whatever its values are")
    void same(
            @ForAll("contents") String source,
            @ForAll("given") Given first,
            @ForAll("given") Given second,
            @ForAll("given") Given third,
            @ForAll boolean framed,
            @ForAll boolean logo) {
        Optional<Template> parsed = Template.read(source, TextKind.HTML).template();
        Assume.that(parsed.isPresent());
        Template content = parsed.orElseThrow();
        MailShapes shapes = new MailShapes();
        Surroundings around = around(framed, logo);
        List<Given> mails = new ArrayList<>(List.of(first, second, third, first));
        for (Given given : mails) {
            assertSame(shapes, content, given, "S & " + given.x(), around);
        }
        assertSame(shapes, content, first, "", around(!framed, logo));
        boolean hasShape = content.parted(first.values().merge())
                .filter(values -> !isRefused(content, first))
                .flatMap(values -> MailShape.of(content, values, around))
                .isPresent();
        Statistics.label("has a shape").collect(hasShape).coverage(coverage -> coverage.check(true)
                .percentage(share -> share > 15));
    }

    private static boolean isRefused(Template content, Given given) {
        return result(() -> PreparedTexts.body(content, given.values(), "", around(false, false), null))
                instanceof Class;
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    @Label("of the library has the same characters as one that was made alone")
    void builtIn(@ForAll NotificationType type, @ForAll("given") Given given, @ForAll boolean second) {
        Locale language = second ? Locale.CANADA_FRENCH : Locale.ENGLISH;
        MailText text = BuiltInTexts.load().text(type, language);
        Surroundings around = Surroundings.of(
                MailLayout.standard(),
                SampleSettings.profile(),
                language,
                EffectiveSettings.of(null, InheritedSettings.NOTHING, BuiltInTexts.load()));
        PreparedTexts texts = new PreparedTexts(FieldCatalogue.builtIn());
        for (String value : List.of(given.x(), given.y(), "Jane", "")) {
            Map<String, String> values = Map.of(
                    "recipientFullName",
                    value,
                    "userName",
                    given.tag(),
                    "companyName",
                    value,
                    "mailingAddress",
                    given.x());
            MailValues mail =
                    MailValues.examples(type, SampleSettings.profile(), language, values, FieldCatalogue.builtIn());
            assertThat(texts.write(text, mail, around)).isEqualTo(new PreparedTexts.Prepared(text).write(mail, around));
        }
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    @Label("knows what stays as it is, wherever between tags it stands")
    void texts(@ForAll("strings") String value) {
        RenderedText html = RenderedText.literal(TextKind.HTML, "<p>" + TextKind.HTML.escape(value) + "</p>");
        Optional<Template> one = Template.read("{{x}}", TextKind.HTML).template();
        MailValues values = new Given(value, "", "", List.of()).values();
        if (values.merge().get("x") != null
                && one.orElseThrow().parted(values.merge()).isPresent()) {
            assertThat(html.plain().masked()).isEqualTo(value.replace('\u00a0', ' '));
        }
    }

    @Provide
    Arbitrary<String> strings() {
        return Arbitraries.strings().ofMaxLength(6);
    }
}
