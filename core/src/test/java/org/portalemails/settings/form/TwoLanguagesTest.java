package org.portalemails.settings.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalemails.address.EmailAddress;
import org.portalemails.notification.ContentFormat;
import org.portalemails.notification.MailText;
import org.portalemails.notification.NotificationType;
import org.portalemails.settings.EffectiveSettings;
import org.portalemails.settings.InheritedSettings;
import org.portalemails.settings.MailLanguages;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.Setting;
import org.portalemails.settings.SettingsViolation;
import org.portalemails.template.Severity;

@DisplayName("Whoever wants two languages in a mail is told at the field")
class TwoLanguagesTest {
    private static final SettingsRules RULES = SettingsRules.standard();

    private static SettingsForm form(String mode) {
        SettingsForm form = new SettingsForm();
        form.setSendFrom("portal@boreal.example");
        form.setLanguage("en");
        form.setMailLanguages(mode);
        form.setSecondLanguage("fr-CA");
        return form;
    }

    private static void write(SettingsForm form, String language, String content) {
        TextForm text = form.getResetPassword().translation(language);
        text.setSubject("Reset");
        text.setContent(content);
    }

    private static List<String> found(SettingsForm form, PortalEmailSettings installation) {
        return RULES.check(form, InheritedSettings.byGroup(null, installation)).stream()
                .filter(violation -> violation.code().startsWith("brand."))
                .peek(violation -> assertThat(violation.severity()).isEqualTo(Severity.WARNING))
                .map(violation -> violation.path() + " " + violation.code() + " "
                        + violation.arguments().get("mails"))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"both", "both-if-unknown"})
    @DisplayName("when a text cannot stand beside another: plain text, or a document of its own")
    void notTogether(String mode) {
        assertThat(found(form(mode), null)).isEmpty();
        for (String content : List.of(
                "Go to {{resetLink}}",
                "<html><body><p><a href=\"{{resetLink}}\">x</a></p></body></html>",
                "{{! ours }}\n<!DOCTYPE html><p><a href=\"{{resetLink}}\">x</a></p>")) {
            for (String language : List.of("en", "fr-CA")) {
                SettingsForm form = form(mode);
                write(form, language, content);
                assertThat(found(form, null))
                        .as(content)
                        .containsExactly("mailLanguages brand.two-languages-not-together reset-password");
            }
        }
        SettingsForm header = form(mode);
        write(header, "en", "<header><p>Boréal</p></header><p><a href=\"{{resetLink}}\">x</a></p>");
        assertThat(found(header, null)).isEmpty();
    }

    @Test
    @DisplayName("with the mails concerned by their names")
    void names() {
        SettingsForm form = form("both");
        write(form, "en", "Go to {{resetLink}}");
        SettingsViolation warning = RULES.check(form, InheritedSettings.NOTHING).stream()
                .filter(violation -> violation.path().equals("mailLanguages"))
                .findFirst()
                .orElseThrow();
        assertThat(warning.message(Locale.ENGLISH)).contains("Reset Password").doesNotContain("[");
        assertThat(warning.message(Locale.CANADA_FRENCH))
                .contains("Réinitialiser mot de passe", "courriels")
                .doesNotContain("[");
    }

    @Test
    @DisplayName("when there is no text in one of them, or no frame that holds both")
    void oneText() {
        SettingsForm form = form("both");
        form.setSecondLanguage("de");
        write(form, "de", "<p><a href=\"{{resetLink}}\">Neues Passwort</a></p>");
        assertThat(found(form, null))
                .singleElement()
                .asString()
                .startsWith("mailLanguages brand.two-languages-one-text customer-access-request,")
                .doesNotContain("reset-password");
        form = form("both");
        form.setLayout("false");
        assertThat(found(form, null))
                .singleElement()
                .asString()
                .startsWith("mailLanguages brand.two-languages-without-frame ");
        assertThat(found(form("recipient"), null)).isEmpty();
    }

    @Test
    @DisplayName("when both together are longer than Gmail shows, although each of them is not")
    void clipped() {
        String half = "<p>a</p>\n".repeat(1_200) + "<p><a href=\"{{resetLink}}\">x</a></p>";
        SettingsForm form = form("both");
        write(form, "en", half);
        assertThat(found(form, null)).isEmpty();
        write(form, "fr-CA", half);
        assertThat(RULES.check(form, InheritedSettings.NOTHING))
                .extracting(SettingsViolation::code)
                .containsExactly("brand.two-languages-clipped");
        form.setMailLanguages("recipient");
        assertThat(RULES.check(form, InheritedSettings.NOTHING)).isEmpty();
    }

    @Test
    @DisplayName("when the company's second language is the group's own, and may save nevertheless")
    void same() {
        PortalEmailSettings company = PortalEmailSettings.builder()
                .sendFrom(EmailAddress.of("portal@boreal.example"))
                .set(Setting.MAIL_LANGUAGES, MailLanguages.BOTH)
                .set(Setting.SECOND_LANGUAGE, Locale.FRENCH)
                .build();
        SettingsForm form = new SettingsForm();
        form.setLanguage("fr");
        assertThat(found(form, company))
                .singleElement()
                .asString()
                .startsWith("mailLanguages brand.two-languages-the-same ");
        form.setSecondLanguage("en");
        assertThat(found(form, company)).isEmpty();
        form.setSecondLanguage("fr");
        assertThat(RULES.check(form, InheritedSettings.byGroup(null, company)))
                .as("what is typed here is refused here")
                .extracting(SettingsViolation::toString)
                .containsExactly("secondLanguage brand.second-language-same");
    }

    @Test
    @DisplayName("and in the preview of a text, saved or not")
    void preview() {
        PortalEmailSettings settings = RULES.parse(form("both"), InheritedSettings.NOTHING);
        EffectiveSettings effective = EffectiveSettings.of(settings, InheritedSettings.NOTHING, RULES.builtInTexts());
        MailText text = new MailText("Reset", "Go to {{resetLink}}", ContentFormat.PLAIN);
        assertThat(RULES.checkLanguages(NotificationType.RESET_PASSWORD, text, Locale.ENGLISH, effective))
                .extracting(SettingsViolation::code)
                .containsExactly("brand.two-languages-not-together");
        assertThat(RULES.checkLanguages(NotificationType.RESET_PASSWORD, text, Locale.GERMAN, effective))
                .as("no text of the two")
                .isEmpty();
    }
}
