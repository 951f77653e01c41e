package org.portalemails.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The words of the library")
class MessagesTest {
    private static Properties file(String language) throws IOException {
        Properties words = new Properties();
        words.load(new StringReader(
                Resources.read("language/messages." + language + ".properties").orElseThrow()));
        return words;
    }

    private static Set<String> arguments(String pattern) {
        Set<String> names = new TreeSet<>();
        Pattern.compile("\\[(\\w+)]").matcher(pattern).results().forEach(match -> names.add(match.group(1)));
        return names;
    }

    @Test
    @DisplayName(
            "exist in English and French for every code, with the same arguments; Canada says otherwise what it says otherwise")
    void translations() throws IOException {
        Properties english = file("en");
        Properties french = file("fr");
        Properties canadian = file("fr-CA");
        assertThat(french.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        assertThat(english.stringPropertyNames()).containsAll(canadian.stringPropertyNames());
        for (String code : english.stringPropertyNames()) {
            assertThat(arguments(french.getProperty(code))).as(code).isEqualTo(arguments(english.getProperty(code)));
            assertThat(french.getProperty(code)).as(code).doesNotContain("'");
        }
        for (String code : canadian.stringPropertyNames()) {
            assertThat(arguments(canadian.getProperty(code))).as(code).isEqualTo(arguments(english.getProperty(code)));
            assertThat(canadian.getProperty(code)).as(code).isNotEqualTo(french.getProperty(code));
            // The labels of the manual are what they are, to the letter.
            assertThat(
                            code.startsWith("screen.label.") || code.startsWith("screen.mail.")
                                    ? ""
                                    : canadian.getProperty(code))
                    .as(code)
                    .doesNotContain("'");
        }
        assertThat(french.values().toString()).doesNotContain("courriel");
    }

    @Test
    @DisplayName("serve every reader, whatever the host's locale: no code and no \u201ce-mail\u201d reaches Canada")
    void readers() throws IOException {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.FRANCE);
            for (String code : file("en").stringPropertyNames()) {
                assertThat(Messages.in(Locale.CANADA_FRENCH).text(code))
                        .isNotEqualTo(code)
                        .doesNotContain("e-mail");
            }
            for (Locale reader : List.of(Locale.ENGLISH, Locale.CANADA, Locale.JAPAN, Locale.ROOT, new Locale("x!"))) {
                assertThat(Messages.in(reader).text("role.primary")).isEqualTo("primary contact");
            }
            for (String reader : List.of("fr", "fr-FR", "fr-BE", "fr-CA")) {
                assertThat(Messages.in(Locale.forLanguageTag(reader)).text("role.primary"))
                        .isEqualTo("contact principal");
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    @DisplayName("never ask for the removal of what is left out already")
    void leftOut() throws IOException {
        for (Locale reader : List.of(Locale.ENGLISH, Locale.FRENCH, Locale.CANADA_FRENCH)) {
            for (String code : file("en").stringPropertyNames()) {
                if (code.endsWith("left-out") || code.equals("template.conditional-comment")) {
                    assertThat(Messages.in(reader).text(code))
                            .as(code)
                            .containsAnyOf("left out", "retiré")
                            .doesNotContainPattern("Supprimez|Remove|Delete");
                }
            }
        }
    }

    @Test
    @DisplayName("take arguments as they are, name mails, and show what is not given")
    void arguments() {
        Messages english = Messages.in(Locale.ENGLISH);
        assertThat(english.text("text.too-long", Map.of("max", "[max] $1"))).isEqualTo("Up to [max] $1 characters.");
        assertThat(english.text("text.too-long")).isEqualTo("Up to … characters.");
        assertThat(english.text(
                        "text.field-of-another-mail",
                        Map.of("field", "x", "mails", "reset-password,old-primary-contact")))
                .contains("Reset Password, ");
        assertThat(english.text("no.such.code")).isEqualTo("no.such.code");
    }

    @Test
    @DisplayName("are known by their codes")
    void known() {
        assertThat(Messages.in(Locale.FRENCH).has("text.too-long")).isTrue();
        assertThat(Messages.in(Locale.FRENCH).has("no.such.code")).isFalse();
    }

    @Test
    @DisplayName("join suggestions with a word before the last one")
    void suggestions() {
        String code = "text.unknown-field-did-you-mean";
        Map<String, String> two = Map.of("field", "x", "suggestions", "a, b");
        Map<String, String> one = Map.of("field", "x", "suggestions", "a");
        assertThat(Messages.in(Locale.ENGLISH).text(code, two)).contains("a or b");
        assertThat(Messages.in(Locale.ENGLISH).text(code, one)).contains("a").doesNotContain(" or ");
    }
}
