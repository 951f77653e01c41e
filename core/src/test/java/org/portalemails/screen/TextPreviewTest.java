package org.portalemails.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.portalemails.CustomerGroupId;
import org.portalemails.address.EmailAddress;
import org.portalemails.email.ComposedMail;
import org.portalemails.email.MailId;
import org.portalemails.host.PortalProfile;
import org.portalemails.notification.BuiltInTexts;
import org.portalemails.notification.ContentFormat;
import org.portalemails.notification.MailText;
import org.portalemails.notification.NotificationType;
import org.portalemails.settings.EffectiveSettings;
import org.portalemails.settings.InheritedSettings;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.form.SettingsRules;
import org.portalemails.template.RenderedText;

@DisplayName("A preview")
class TextPreviewTest {
    private static final PortalProfile PROFILE = PortalProfile.builder()
            .senderCompanyName("Nordik & fils")
            .portalName("Portail Nordik")
            .portalUrl("https://portail.nordik.example/")
            .zone(ZoneId.of("America/Montreal"))
            .build();
    private static final TextPreview PREVIEW = new TextPreview(SettingsRules.standard(), PROFILE);

    private static TextPreview.Rendered reset(String subject, String content, Map<String, String> given) {
        MailText text = new MailText(subject, content, ContentFormat.detect(content));
        return PREVIEW.render(NotificationType.RESET_PASSWORD, text, Locale.CANADA_FRENCH, given);
    }

    static Stream<Arguments> everyBuiltInText() {
        return Stream.of(NotificationType.values()).flatMap(type -> BuiltInTexts.load().texts(type).keySet().stream()
                .map(language -> Arguments.of(type, language)));
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("everyBuiltInText")
    @DisplayName("of every built-in text is whole: no tag is left, nothing is missing, no secret shows")
    void builtIn(NotificationType type, Locale language) {
        TextPreview.Rendered rendered = PREVIEW.render(type, BuiltInTexts.load().text(type, language), language);
        assertThat(rendered.isSound()).isTrue();
        assertThat(rendered.violations()).isEmpty();
        for (String part : new String[] {rendered.subject(), rendered.text(), rendered.html()}) {
            assertThat(part).isNotBlank().doesNotContain("{{", "}}", "  ,", "EXAMPLE");
        }
        assertThat(rendered.text()).doesNotContain("<p>", "&amp;");
    }

    @Test
    @DisplayName("shows what the host says of itself in the language of the text")
    void namesPerLanguage() {
        PortalProfile profile = PortalProfile.builder()
                .senderCompanyName("Nordik et fils")
                .senderCompanyName(Locale.ENGLISH, "Nordik & Sons")
                .portalName("Portail Nordik")
                .portalName(Locale.ENGLISH, "Nordik Portal")
                .portalUrl("https://portail.nordik.example/")
                .portalUrl(Locale.ENGLISH, "https://portail.nordik.example/en")
                .supportContactName(Locale.ENGLISH, "Accounts")
                .build();
        MailText text = new MailText(
                "{{portalName}}",
                "{{senderCompanyName}}, {{portalUrl}}, {{#supportContactName}}{{supportContactName}}{{/supportContactName}} {{resetLink}}",
                ContentFormat.PLAIN);
        TextPreview preview = new TextPreview(SettingsRules.standard(), profile);
        TextPreview.Rendered english = preview.render(NotificationType.RESET_PASSWORD, text, Locale.CANADA);
        assertThat(english.subject()).isEqualTo("Nordik Portal");
        assertThat(english.text()).startsWith("Nordik & Sons, https://portail.nordik.example/en, Accounts ");
        TextPreview.Rendered french = preview.render(NotificationType.RESET_PASSWORD, text, Locale.CANADA_FRENCH);
        assertThat(french.subject()).isEqualTo("Portail Nordik");
        assertThat(french.text()).startsWith("Nordik et fils, https://portail.nordik.example/,  ");
    }

    @Test
    @DisplayName("shows the host's own values, examples for the rest, and dates as the reader writes them")
    void values() {
        TextPreview.Rendered rendered = reset(
                "{{portalName}}",
                "<p>{{senderCompanyName}} {{userName}} {{resetLinkExpiresAt}} {{sentDate}}</p>"
                        + "<a href=\"{{resetLink}}\">x {{companyCustomerNames}}</a>",
                Map.of());
        assertThat(rendered.subject()).isEqualTo("Portail Nordik");
        assertThat(rendered.html())
                .contains("Nordik &amp; fils mtremblay 24\u00a0novembre 2026 à 10\u00a0h\u00a045 (heure de l’Est)")
                .contains("24\u00a0novembre 2026<")
                .contains("inc. et Sirops");
    }

    @Test
    @DisplayName("masks secrets, even if somebody gives them")
    void secrets() {
        TextPreview.Rendered rendered = reset(
                "Reset",
                "<a href=\"{{resetLink}}\">x</a> {{resetLink}}",
                Map.of("resetLink", "https://portal.example/reset/s3cr3t"));
        assertThat(rendered.html()).contains(RenderedText.MASK).doesNotContain("s3cr3t");
        assertThat(rendered.text()).contains(RenderedText.MASK).doesNotContain("s3cr3t");
        assertThat(rendered.toString()).doesNotContain("s3cr3t");
    }

    @Test
    @DisplayName("takes given values, which never become syntax; an empty one is an absent one")
    void given() {
        TextPreview.Rendered rendered = reset(
                "For {{companyName}}",
                "<p>{{companyName}}{{#recipientFirstName}} to {{recipientFirstName}}{{/recipientFirstName}}"
                        + "{{#companyCustomerNames}}[{{.}}]{{/companyCustomerNames}}</p>{{resetLink}}",
                Map.of(
                        "companyName",
                        "<script>{{resetLink}}\r\nBcc: x",
                        "recipientFirstName",
                        "",
                        "companyCustomerNames",
                        "A\nB"));
        assertThat(rendered.subject()).doesNotContain("\r", "\n").contains("<script>{{resetLink}}");
        assertThat(rendered.html())
                .contains("&lt;script&gt;{{resetLink}}")
                .contains("[A][B]")
                .doesNotContain(" to ");
    }

    @Test
    @DisplayName("says what is wrong, and shows the half that is right")
    void errors() {
        TextPreview.Rendered rendered = reset("Reset {{resetLink}}", "{{resetLink}}", Map.of());
        assertThat(rendered.isSound()).isFalse();
        assertThat(rendered.subject()).isNull();
        assertThat(rendered.text()).isEqualTo(RenderedText.MASK);
        assertThat(rendered.html()).isNull();
        assertThat(rendered.violations()).extracting(v -> v.code()).containsExactly("text.secret-in-subject");
    }

    @Test
    @DisplayName("can be sent to an administrator, marked as a test, from the real sender and without a secret")
    void testMail() {
        EffectiveSettings settings = EffectiveSettings.of(
                PortalEmailSettings.builder()
                        .sendFrom(EmailAddress.of("portail@nordik.example"))
                        .replyTo(EmailAddress.of("aide@nordik.example"))
                        .build(),
                InheritedSettings.NOTHING,
                BuiltInTexts.load());
        MailText text = settings.text(NotificationType.RESET_PASSWORD, Locale.CANADA_FRENCH)
                .text();
        ComposedMail mail = PREVIEW.testMail(
                NotificationType.RESET_PASSWORD,
                text,
                Locale.CANADA_FRENCH,
                settings,
                new CustomerGroupId("G"),
                EmailAddress.of("admin@nordik.example"),
                Instant.parse("2026-11-24T15:15:00.5Z"),
                new MailId("m1"));
        assertThat(mail.subject()).startsWith("[Essai] ");
        assertThat(mail.to().address().value()).isEqualTo("admin@nordik.example");
        assertThat(mail.from().address().value()).isEqualTo("portail@nordik.example");
        assertThat(mail.links()).isEmpty();
        assertThat(mail.text().secretFields()).isEmpty();
        assertThat(mail.text().masked())
                .startsWith("Essai\u00a0: données fictives")
                .contains(RenderedText.MASK);
        assertThat(mail.date()).isEqualTo("2026-11-24T15:15:00Z");
        assertThat(mail.reveal(Map.of()).html()).contains("Essai\u00a0: données fictives");
    }

    @Test
    @DisplayName("of a text with errors is not sent")
    void noTestMailOfABrokenText() {
        EffectiveSettings none = EffectiveSettings.of(null, InheritedSettings.NOTHING, BuiltInTexts.load());
        MailText text = new MailText("x", "no link", ContentFormat.PLAIN);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PREVIEW.testMail(
                        NotificationType.RESET_PASSWORD,
                        text,
                        Locale.ENGLISH,
                        none,
                        new CustomerGroupId("G"),
                        EmailAddress.of("admin@nordik.example"),
                        Instant.EPOCH,
                        new MailId("m1")))
                .withMessageContaining("text.field-missing");
    }
}
