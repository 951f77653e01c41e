package org.portalemails.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.portalemails.settings.form.SettingsRules;

@DisplayName("The built-in texts")
class BuiltInTextsTest {
    private static final BuiltInTexts TEXTS = BuiltInTexts.load();
    private static final Locale CANADIAN_FRENCH = Locale.CANADA_FRENCH;

    static Stream<Arguments> everyText() {
        return Stream.of(NotificationType.values())
                .flatMap(type -> TEXTS.texts(type).keySet().stream().map(language -> Arguments.of(type, language)));
    }

    @Test
    @DisplayName("exist for all ten mails in en, fr and fr-CA")
    void existForAllMails() {
        assertThat(everyText()).hasSize(30);
        assertThat(TEXTS.languages()).containsExactlyInAnyOrder(Locale.ENGLISH, Locale.FRENCH, CANADIAN_FRENCH);
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("everyText")
    @DisplayName("pass our own checks without an error and without a warning")
    void passOurOwnChecks(NotificationType type, Locale language) {
        MailText text = TEXTS.text(type, language);
        assertThat(SettingsRules.standard().checkText(type, text))
                .extracting(v -> v + " " + v.message(Locale.ENGLISH))
                .isEmpty();
        assertThat(ContentFormat.detect(text.content())).isEqualTo(text.format());
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("everyText")
    @DisplayName("need nothing from elsewhere: no image, no style sheet, no script")
    void needNothingFromElsewhere(NotificationType type, Locale language) {
        assertThat(TEXTS.text(type, language).content()).doesNotContain("<img", "<link", "<style", "<script", "url(");
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("everyText")
    @DisplayName("never end a sentence with a company's name: \"Érablière du Nord inc.\" brings its own full stop")
    void neverEndASentenceWithACompanysName(NotificationType type, Locale language) {
        MailText text = TEXTS.text(type, language);
        assertThat(text.subject() + "\n" + text.content())
                .doesNotContainPattern(
                        "\\{\\{(companyName|senderCompanyName|customerGroupName|companyCustomerNames|linkedCompanyCustomers)}}"
                                + "(</\\w+>)*\\.");
    }

    @Test
    @DisplayName("keep their other languages when a host puts one of its own beside them")
    void oneOfTheHost() {
        MailText german = new MailText("Neues Kennwort", "{{resetLink}}", ContentFormat.PLAIN);
        BuiltInTexts extended = TEXTS.with(NotificationType.RESET_PASSWORD, Locale.GERMAN, german);
        assertThat(extended.text(NotificationType.RESET_PASSWORD, Locale.GERMANY))
                .isEqualTo(german);
        assertThat(extended.texts(NotificationType.RESET_PASSWORD))
                .containsAllEntriesOf(TEXTS.texts(NotificationType.RESET_PASSWORD))
                .hasSize(4);
        assertThat(TEXTS.texts(NotificationType.RESET_PASSWORD)).hasSize(3);
    }

    @Test
    @DisplayName("are in a language only if every mail is")
    void commonLanguages() {
        MailText german = new MailText("s", "{{resetLink}}", ContentFormat.PLAIN);
        assertThat(TEXTS.with(NotificationType.RESET_PASSWORD, Locale.GERMAN, german)
                        .languages())
                .doesNotContain(Locale.GERMAN);
        BuiltInTexts all = TEXTS;
        for (NotificationType type : NotificationType.values()) {
            all = all.with(type, Locale.GERMAN, german);
        }
        assertThat(all.languages()).contains(Locale.GERMAN).hasSize(4);
    }
}
