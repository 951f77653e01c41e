package org.portalemails.composition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.email.ComposedMail;
import org.portalemails.email.MailId;
import org.portalemails.email.PlannedMail;
import org.portalemails.layout.AccentColour;
import org.portalemails.layout.BrandImage;
import org.portalemails.layout.MailLayout;
import org.portalemails.layout.MailRules;
import org.portalemails.limit.RequestLimits;
import org.portalemails.notification.BuiltInTexts;
import org.portalemails.notification.CompositionPolicy;
import org.portalemails.notification.ContentFormat;
import org.portalemails.notification.FieldCatalogue;
import org.portalemails.notification.MailText;
import org.portalemails.notification.NotificationType;
import org.portalemails.settings.BrandText;
import org.portalemails.settings.EffectiveSettings;
import org.portalemails.settings.InheritedSettings;
import org.portalemails.settings.MailLanguages;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.Setting;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.SampleSettings;
import org.portalemails.testkit.SettableClock;

@DisplayName("A mail looks as its settings say:")
class BrandedMailsTest {
    private static final String LINK = "https://portal.boreal.example/r?t=1";
    private static final BrandImage LOGO = BrandImage.parse(
            "iVBORw0KGgoAAAANSUhEUgAAAB4AAAASCAIAAADDkPmOAAAAFUlEQVR42mNgGAWjYBSMglEwCmgFAAZmAAEPbI9mAAAAAElFTkSuQmCC");

    private static ComposedMail reset(PortalEmailSettings settings) {
        List<PlannedMail> plans = new MailComposer(
                        FieldCatalogue.builtIn(),
                        BuiltInTexts.load(),
                        CompositionPolicy.DEFAULT,
                        RequestLimits.none(),
                        MailLayout.standard())
                .compose(
                        SampleEvents.passwordResetRequested("e"),
                        SampleSettings.group(),
                        EffectiveSettings.of(settings, InheritedSettings.NOTHING, BuiltInTexts.load()),
                        SampleSettings.profile(),
                        SettableClock.START,
                        () -> new MailId("m"));
        return ((PlannedMail.Send) plans.get(0)).mail();
    }

    private static String html(ComposedMail mail) {
        return mail.reveal(Map.of("resetLink", LINK)).html();
    }

    private static String text(ComposedMail mail) {
        return mail.reveal(Map.of("resetLink", LINK)).text();
    }

    @Test
    @DisplayName("logo with its words, colour, signature with values, and footer")
    void brand() {
        ComposedMail mail = reset(SampleSettings.allOn().toBuilder()
                .set(Setting.LOGO, LOGO)
                .set(Setting.ACCENT_COLOUR, AccentColour.parse("#7a1f5c"))
                .brandText(BrandText.LOGO_TEXT, Locale.CANADA_FRENCH, "Boréal & fils")
                .brandText(
                        BrandText.SIGNATURE,
                        Locale.FRENCH,
                        "Le service <des> comptes\n{{#supportContactPhone}}\nau {{supportContactPhone}}\n{{/supportContactPhone}}")
                .brandText(BrandText.FOOTER, Locale.FRENCH, "<p>12, rue du <b>Port</b></p>")
                .build());
        assertThat(mail.imageDigests()).containsExactly(LOGO.digest());
        assertThat(html(mail))
                .contains("cid:" + LOGO.contentId(), "alt=\"Boréal &amp; fils\"", "#7a1f5c")
                .contains("Le service &lt;des&gt; comptes", "12, rue du <b>Port</b>");
        assertThat(text(mail)).contains("Le service <des> comptes\nau ", "12, rue du Port");
        assertThat(MailRules.broken(html(mail))).isEmpty();
    }

    @Test
    @DisplayName("no frame, no signature and no logo where the frame is off")
    void off() {
        ComposedMail mail = reset(SampleSettings.allOn().toBuilder()
                .set(Setting.LAYOUT, false)
                .set(Setting.LOGO, LOGO)
                .brandText(BrandText.FOOTER, Locale.FRENCH, "rue du Port")
                .build());
        assertThat(mail.imageDigests()).isEmpty();
        assertThat(html(mail)).doesNotContain("rue du Port").contains(LINK);
        assertThat(text(mail)).doesNotContain("rue du Port").contains(LINK);
    }

    private static PortalEmailSettings.Builder both() {
        return SampleSettings.allOn().toBuilder()
                .language(Locale.ENGLISH)
                .set(Setting.MAIL_LANGUAGES, MailLanguages.BOTH)
                .set(Setting.SECOND_LANGUAGE, Locale.CANADA_FRENCH);
    }

    @Test
    @DisplayName("two languages in one mail, each with its words, its lang, and the same link; one subject")
    void twoLanguages() {
        ComposedMail mail = reset(both().build());
        assertThat(mail.language()).isEqualTo(Locale.ENGLISH);
        assertThat(mail.links()).containsOnlyKeys("resetLink");
        String text = text(mail);
        assertThat(text.indexOf("Hello")).isNotNegative().isLessThan(text.indexOf("Bonjour"));
        assertThat(text.split("\n\\* \\* \\*\n", -1)).hasSize(2).allMatch(part -> part.contains("\n" + LINK + "\n"));
        assertThat(html(mail)).contains("lang=\"en\"", "lang=\"fr-CA\"");
        assertThat(html(mail).split(Pattern.quote("href=\"" + LINK.replace("&", "&amp;")), -1))
                .hasSizeGreaterThan(2);
        assertThat(MailRules.broken(html(mail))).isEmpty();
    }

    @Test
    @DisplayName("French first where French is required, also in the subject")
    void frenchFirst() {
        ComposedMail mail = reset(both().frenchRequired(true).build());
        assertThat(mail.language()).isEqualTo(Locale.CANADA_FRENCH);
        assertThat(mail.subject()).contains("mot de passe");
        assertThat(text(mail).indexOf("Bonjour")).isLessThan(text(mail).indexOf("Hello"));
    }

    @Test
    @DisplayName("the first language alone where a text cannot stand beside another")
    void alone() {
        ComposedMail mail = reset(both().text(
                        NotificationType.RESET_PASSWORD,
                        Locale.ENGLISH,
                        new MailText("Reset", "Go to {{resetLink}}", ContentFormat.PLAIN))
                .build());
        assertThat(mail.html()).isNull();
        assertThat(text(mail)).contains(LINK).doesNotContain("Bonjour");
    }
}
