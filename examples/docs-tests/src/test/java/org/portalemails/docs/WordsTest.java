package org.portalemails.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalemails.notification.FieldCatalogue;
import org.portalemails.notification.MergeField;
import org.portalemails.notification.NotificationType;

/** Rules for words that people read. Each rule is shown to find what it forbids. */
@DisplayName("The words of the library and of the demo")
class WordsTest {
    /** Colons and guillemets have a no-break space, in Canada as in France. */
    private static final Pattern BREAKABLE =
            Pattern.compile(" [:»]|«(?![\u00a0\u202f])|(?<![\u00a0\u202f])»" + "|[\\p{L}\\d)}\\]%](?::)(?=\\s|$)");

    /** Canada: no space before these. */
    private static final Pattern SPACE_BEFORE_MARK = Pattern.compile("[\\h\u00a0\u202f][;!?]");

    /** France: a no-break space before these. */
    private static final Pattern NO_SPACE_BEFORE_MARK = Pattern.compile("(?<![\u00a0\u202f!?])[;!?]");

    /** Where a name would need an article or an elision: "de Aciérie", "de Érable", "pour Portail". */
    private static final Pattern BEFORE_NAME = Pattern.compile(
            "(?iu)(?<![\\p{L}’'])(?:de|du|des|à|au|aux|jusqu[’']à|jusqu[’']au|que|le|la|les|pour|sur|par|en|chez|avec)"
                    + "[\\h\\s]+(?:<\\w[^>]*>)*\\{\\{[#^]?(\\w+)"
                    + "|(?iu)(?<!\\p{L})(?:d|l|qu|s|n|j|m|t|jusqu|lorsqu|puisqu)[’'](?:<\\w[^>]*>)*\\{\\{[#^]?(\\w+)"
                    + "|(?iu)(?<![\\p{L}’'])(?:de|du|des|que|le|la|les|au|aux)[\\h\\s]+«\\h?\\{\\{[#^]?(\\w+)");

    /** Words for one gender only. */
    private static final Pattern GENDERED_FRENCH = Pattern.compile(
            "(?iu)\\b(?:lui-même|elle-même|administrateurs?|administratrices?|demandeurs?|lecteurs?|exploitants?|auteurs?"
                    + "|vous êtes (?:dé)?connecté|monsieur|madame)\\b");

    private static final Pattern GENDERED_ENGLISH =
            Pattern.compile("(?i)\\b(?:he|him|his|himself|she|her|hers|herself|chairman|sir|madam)\\b");

    /** Words of which another one is ours. */
    private static final Pattern OTHER_WORD_FRENCH =
            Pattern.compile("(?iu)\\b(?:réglages?|en file|merci de nous prévenir" + "|ouvrir une session|hôte)\\b");

    private static final Pattern FRANCE_ONLY = Pattern.compile("(?iu)\\be-mails?\\b");
    private static final Pattern OTHER_WORD_ENGLISH =
            Pattern.compile("(?i)\\b(?:e-mails?|somebody|nobody|stands? in|dead|reader)\\b");

    private static List<String> found(Pattern pattern, Stream<Words> words) {
        return words.flatMap(word -> pattern.matcher(word.text())
                        .results()
                        .map(match -> word.where() + ": …" + around(word.text(), match) + "…"))
                .toList();
    }

    private static String around(String text, MatchResult match) {
        return text.substring(Math.max(0, match.start() - 20), Math.min(text.length(), match.end() + 20));
    }

    private static Stream<Words> french() {
        return Words.all().stream().filter(Words::isFrench);
    }

    private static Stream<Words> of(Locale language) {
        return Words.all().stream().filter(words -> words.language().equals(language));
    }

    @Test
    @DisplayName("are found: messages, texts, documents, and French in sources")
    void found() {
        assertThat(Words.all().stream().map(words -> words.where().replaceAll(" .*", "")))
                .contains(
                        "core/src/main/resources/org/portalemails/language/messages.fr-CA.properties",
                        "core/src/main/resources/org/portalemails/language/messages.fr.properties",
                        "core/src/main/resources/org/portalemails/notification/texts/reset-password.fr.html",
                        "core/src/main/resources/org/portalemails/notification/texts/no-account.fr-CA.html",
                        "examples/demo-erp/src/main/resources/words/words_fr_CA.properties",
                        "examples/demo-erp/src/main/resources/words/words.properties",
                        "docs/fr/courriels-portail.md",
                        "core/src/main/java/org/portalemails/notification/ResetPassword.java");
    }

    @Test
    @DisplayName("in French have a no-break space before a colon and inside guillemets")
    void noBreakSpaces() {
        assertThat(found(BREAKABLE, french())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Objet : x, true",
        "Objet: x, true",
        "Objet\u00a0: x, false",
        "l’adresse https://portail.example, false",
        "« x », true",
        "«\u00a0x », true",
        "« x\u00a0», true",
        "«x», true",
        "«\u00a0x\u00a0», false",
        "il manque un « @ », true",
        "il manque un «\u00a0@\u00a0», false"
    })
    void breakableSpacesAreFound(String text, boolean wrong) {
        assertThat(BREAKABLE.matcher(Words.read(text)).find()).isEqualTo(wrong);
    }

    @Test
    @DisplayName("in the French of Canada have no space before ; ! ?, in that of France a no-break one")
    void marks() {
        assertThat(found(SPACE_BEFORE_MARK, of(Locale.CANADA_FRENCH))).isEmpty();
        assertThat(found(NO_SPACE_BEFORE_MARK, of(Locale.FRENCH))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Vraiment ?, true, true", "Vraiment\u00a0?, true, false", "Vraiment?, false, true"})
    void marksAreFound(String text, boolean wrongInCanada, boolean wrongInFrance) {
        assertThat(SPACE_BEFORE_MARK.matcher(text).find()).isEqualTo(wrongInCanada);
        assertThat(NO_SPACE_BEFORE_MARK.matcher(text).find()).isEqualTo(wrongInFrance);
    }

    @Test
    @DisplayName("in French never put a name where it would need an article or an elision")
    void names() {
        Set<String> moments = new HashSet<>(Set.of("since", "now")); // of the report of failures
        for (NotificationType type : NotificationType.values()) {
            for (MergeField field : FieldCatalogue.builtIn().fields(type)) {
                if (field.is(MergeField.Flag.MOMENT) || field.is(MergeField.Flag.DATE)) {
                    moments.add(field.name());
                }
            }
        }
        assertThat(moments).contains("requestedAt", "sentDate");
        List<String> wrong = new ArrayList<>();
        for (Path file : Words.files("core/src/main/resources", ".html")) {
            if (Words.language(file, Locale.ENGLISH).getLanguage().equals("fr")) {
                BEFORE_NAME
                        .matcher(Documents.read(file))
                        .results()
                        .filter(match -> Stream.of(1, 2, 3)
                                .map(match::group)
                                .noneMatch(field -> field != null && moments.contains(field)))
                        .forEach(match -> wrong.add(Words.name(file) + ": " + match.group()));
            }
        }
        assertThat(wrong).isEmpty();
        // Words of the demo have arguments in place of fields.
        Properties demo = Words.properties(
                Documents.ROOT.resolve("examples/demo-erp/src/main/resources/words/words_fr_CA.properties"));
        assertThat(demo.values().stream()
                        .map(Object::toString)
                        .filter(Pattern.compile("(?iu)\\b(?:de|que|d’|l’) ?\\{0}")
                                .asPredicate()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "le contact principal de {{companyName}}, true",
        "le portail de <strong>{{senderCompanyName}}</strong>, true",
        "de « {{portalName}} », true",
        "Votre nom pour {{portalName}}, true",
        "l’{{companyName}}, true",
        "qu’{{companyName}}, true",
        "sur « {{portalName}} », false",
        "votre société ({{companyName}}), false",
        "Contact principal – {{companyName}}, false",
        "Téléphone : {{supportContactPhone}}, false"
    })
    void namesAreFound(String text, boolean wrong) {
        assertThat(BEFORE_NAME.matcher(text).find()).isEqualTo(wrong);
    }

    @Test
    @DisplayName("are for every gender")
    void genders() {
        assertThat(found(GENDERED_FRENCH, french())).isEmpty();
        assertThat(found(GENDERED_ENGLISH, of(Locale.ENGLISH))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"L’a demandé lui-même.", "Un administrateur peut l’ouvrir.", "Vous êtes déconnecté."})
    void gendersAreFound(String text) {
        assertThat(GENDERED_FRENCH.matcher(text).find()).isTrue();
    }

    @Test
    @DisplayName("are the same for the same thing: email, courriel, paramètres, en attente")
    void oneWord() {
        assertThat(found(OTHER_WORD_ENGLISH, of(Locale.ENGLISH))).isEmpty();
        assertThat(found(OTHER_WORD_FRENCH, french())).isEmpty();
        assertThat(found(FRANCE_ONLY, of(Locale.CANADA_FRENCH))).isEmpty();
    }

    @Test
    @DisplayName("of Canada replace words of France where France has an e-mail or a space, and only those")
    void canada() {
        Path folder = Documents.ROOT.resolve("core/src/main/resources/org/portalemails/language");
        Properties france = Words.properties(folder.resolve("messages.fr.properties"));
        Properties canada = Words.properties(folder.resolve("messages.fr-CA.properties"));
        Set<String> differing = france.stringPropertyNames().stream()
                .filter(key -> FRANCE_ONLY.matcher(france.getProperty(key)).find()
                        || SPACE_BEFORE_MARK
                                .matcher(Words.read(france.getProperty(key)))
                                .find())
                .collect(Collectors.toSet());
        assertThat(canada.stringPropertyNames()).containsAll(differing).isSubsetOf(france.stringPropertyNames());
    }
}
