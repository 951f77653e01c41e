package org.portalemails.composition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.portalemails.host.PortalProfile;
import org.portalemails.layout.AccentColour;
import org.portalemails.layout.MailLayout;
import org.portalemails.layout.MailLogo;
import org.portalemails.layout.MailRules;
import org.portalemails.notification.BuiltInTexts;
import org.portalemails.notification.FieldCatalogue;
import org.portalemails.notification.MailText;
import org.portalemails.notification.MailValues;
import org.portalemails.notification.MergeField;
import org.portalemails.notification.NotificationType;
import org.portalemails.settings.EffectiveSettings;
import org.portalemails.settings.InheritedSettings;
import org.portalemails.testkit.SampleSettings;

@DisplayName("Every built-in mail")
class BuiltInMailsTest {
    private static final PortalProfile PROFILE = SampleSettings.profile();
    private static final String LINK = "https://portal.example/reset?token=T&step=1";

    static Stream<Arguments> everyMail() {
        return Stream.of(NotificationType.values()).flatMap(type -> BuiltInTexts.load().languages().stream()
                .map(language -> Arguments.of(type, language)));
    }

    private static Surroundings around(Locale language) {
        return Surroundings.of(
                MailLayout.standard(),
                PROFILE,
                language,
                EffectiveSettings.of(null, InheritedSettings.NOTHING, BuiltInTexts.load()));
    }

    private static Surroundings branded(Locale language) {
        Surroundings plain = around(language);
        return new Surroundings(
                plain.layout(),
                true,
                language,
                plain.sender(),
                AccentColour.parse("#ffcc00").nearest(),
                new MailLogo("logo@a.example", "dark@a.example", "Boréal", 160, 40),
                plain.signature(),
                plain.footer());
    }

    private static Written write(
            NotificationType type, Locale language, Surroundings around, Map<String, String> given) {
        MailText text = BuiltInTexts.load().text(type, language);
        return new PreparedTexts.Prepared(text)
                .write(MailValues.examples(type, PROFILE, language, given, FieldCatalogue.builtIn()), around);
    }

    private static String html(Written mail) {
        return mail.body().html().reveal(field -> LINK);
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("everyMail")
    @DisplayName("keeps the rules of the Email Markup Consortium, with and without a brand")
    void rules(NotificationType type, Locale language) {
        assertThat(MailRules.broken(html(write(type, language, around(language), Map.of()))))
                .isEmpty();
        assertThat(MailRules.broken(html(write(type, language, branded(language), Map.of()))))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("everyMail")
    @DisplayName("has a text part that a person could have typed, with signature and footer at its end")
    void text(NotificationType type, Locale language) {
        String text =
                write(type, language, around(language), Map.of()).body().text().reveal(field -> LINK);
        assertThat(text)
                .doesNotContain("<", "&amp;", "\n\n\n", "\u034f")
                .containsSubsequence("\n\nDistribution Boréale\nService aux comptes\n", "+1 418 555-0100\n")
                .containsPattern("\n\nDistribution Boréale [^\n]+Portail Boréal[^\n]+$");
        assertThat(text.split("\nDistribution Boréale\nService aux comptes\n", -1))
                .as("the signature stands once")
                .hasSize(2);
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("everyMail")
    @DisplayName("stays far below the 102 kB at which Gmail clips")
    void size(NotificationType type, Locale language) {
        assertThat(html(write(type, language, branded(language), Map.of())).length())
                .isLessThan(16_000);
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("everyMail")
    @DisplayName("has the same elements whatever its values are")
    void hostileValues(NotificationType type, Locale language) {
        Map<String, String> harmless = new HashMap<>();
        Map<String, String> hostile = new HashMap<>();
        for (MergeField field : FieldCatalogue.builtIn().fields(type)) {
            if (!field.is(MergeField.Flag.LINK) && !field.is(MergeField.Flag.SECRET)) {
                harmless.put(field.name(), "x");
                hostile.put(
                        field.name(),
                        "\"'></td></tr></table></div><script>alert(1)</script><h1>{{resetLink}}</h1><!-- <a class=\"button\" href=\"");
            }
        }
        assertThat(shape(html(write(type, language, around(language), hostile))))
                .isEqualTo(shape(html(write(type, language, around(language), harmless))));
    }

    private static List<String> shape(String html) {
        return Jsoup.parse(html).getAllElements().stream()
                .filter(element -> !element.tagName().equals("#root"))
                .map(element -> element.cssSelector() + " "
                        + element.attributes().asList().stream()
                                .map(a -> a.getKey())
                                .toList())
                .toList();
    }

    @Test
    @DisplayName("shows its first words in the list of an inbox, behind the salutation, without a link")
    void preheader() {
        Element first = Jsoup.parse(
                        html(write(NotificationType.RESET_PASSWORD, Locale.ENGLISH, around(Locale.ENGLISH), Map.of())))
                .body()
                .child(0);
        assertThat(first.attr("style")).contains("display:none");
        assertThat(first.textNodes().stream().map(TextNode::text).reduce("", String::concat))
                .startsWith("On November 24, 2026")
                .doesNotContain("https://", "Hello");
    }
}
