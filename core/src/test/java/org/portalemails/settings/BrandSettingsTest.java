package org.portalemails.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.CustomerGroupId;
import org.portalemails.address.EmailAddress;
import org.portalemails.layout.AccentColour;
import org.portalemails.layout.BrandImage;
import org.portalemails.notification.BuiltInTexts;
import org.portalemails.notification.NotificationType;
import org.portalemails.settings.file.SettingsDocument;
import org.portalemails.settings.file.SettingsFile;
import org.portalemails.settings.form.SettingsForm;
import org.portalemails.settings.form.SettingsRules;

@DisplayName("The look of mails, in the settings,")
class BrandSettingsTest {
    /** Black, 30 × 18. */
    private static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAB4AAAASCAIAAADDkPmOAAAAFUlEQVR42mNgGAWjYBSMglEwCmgFAAZmAAEPbI9mAAAAAElFTkSuQmCC";

    private static final BrandImage LOGO = BrandImage.parse(PNG);

    private static PortalEmailSettings branded() {
        return PortalEmailSettings.builder()
                .sendFrom(EmailAddress.of("portal@boreal.example"))
                .set(Setting.LOGO, LOGO)
                .set(Setting.ACCENT_COLOUR, AccentColour.parse("#7a1f5c"))
                .set(Setting.LAYOUT, true)
                .brandText(BrandText.LOGO_TEXT, Locale.ENGLISH, "Boréal")
                .brandText(
                        BrandText.SIGNATURE,
                        Locale.CANADA_FRENCH,
                        "Le service des comptes clients\n{{supportContactPhone}}")
                .brandText(BrandText.FOOTER, Locale.ENGLISH, "<p>Boréal, 12 rue du Port</p>")
                .build();
    }

    private static List<String> codes(SettingsForm form) {
        return SettingsRules.standard().check(form, InheritedSettings.NOTHING).stream()
                .map(violation -> violation.path() + " " + violation.code())
                .toList();
    }

    @Test
    @DisplayName("comes back whole from a form, a document and a file")
    void roundTrips() {
        PortalEmailSettings settings = branded();
        assertThat(SettingsRules.standard().parse(SettingsForm.of(settings), InheritedSettings.NOTHING, settings))
                .isEqualTo(settings);
        assertThat(SettingsDocument.read(SettingsDocument.write(settings))).isEqualTo(settings);
        Map<SettingsOwner, PortalEmailSettings> file = Map.of(
                SettingsOwner.INSTALLATION, settings, SettingsOwner.group(new CustomerGroupId("g [1].x")), settings);
        assertThat(SettingsFile.read(SettingsFile.write(file))).isEqualTo(file);
        assertThat(settings.toBuilder().build()).isEqualTo(settings).hasSameHashCodeAs(settings);
        assertThat(settings.toBuilder()
                        .brandText(BrandText.FOOTER, Locale.ENGLISH, " ")
                        .build())
                .isNotEqualTo(settings);
    }

    @Test
    @DisplayName("comes from the group, else from the company, in a language that the reader reads")
    void levels() {
        PortalEmailSettings group = PortalEmailSettings.builder()
                .set(Setting.LAYOUT, false)
                .brandText(BrandText.FOOTER, Locale.FRENCH, "Groupe")
                .build();
        EffectiveSettings both =
                EffectiveSettings.of(group, InheritedSettings.byGroup(null, branded()), BuiltInTexts.load());
        assertThat(both.get(Setting.LAYOUT)).contains(new Sourced<>(false, Level.GROUP));
        assertThat(both.get(Setting.LOGO)).contains(new Sourced<>(LOGO, Level.INSTALLATION));
        assertThat(both.get(Setting.DARK_LOGO)).isEmpty();
        assertThat(both.brandText(BrandText.FOOTER, Locale.CANADA_FRENCH))
                .contains(new Sourced<>("Groupe", Level.GROUP));
        assertThat(both.brandText(BrandText.FOOTER, Locale.UK).orElseThrow().level())
                .isEqualTo(Level.INSTALLATION);
        assertThat(both.brandText(BrandText.FOOTER, Locale.GERMAN)).isEmpty();
    }

    @Test
    @DisplayName("is checked where it is typed")
    void checks() {
        SettingsForm form = new SettingsForm();
        form.setSendFrom("portal@boreal.example");
        assertThat(codes(form)).isEmpty();
        form.setLogo(PNG);
        assertThat(codes(form)).containsExactly("logo brand.logo-text-missing");
        form.brand("en").setLogoText("{{portalName}}");
        form.brand("fr").setSignature("{{supportContactName}} {{resetLink}}");
        form.brand("fr-CA").setFooter("<p>{{nothing</p>");
        form.brand("en_GB").setFooter("x".repeat(2_001));
        form.brand("klingon!").setFooter("x");
        form.setAccentColour("#ffee00");
        form.setDarkLogo("<svg/>");
        form.setLayout("perhaps");
        assertThat(codes(form))
                .containsExactlyInAnyOrder(
                        "layout settings.yes-or-no",
                        "accentColour brand.color-hard-to-read",
                        "darkLogo brand.image-unknown",
                        "brand[en].logoText brand.logo-text-refused",
                        "brand[fr].signature brand.field-of-one-mail",
                        "brand[fr-CA].footer template.tag-not-closed",
                        "brand[en_GB].footer text.too-long",
                        "brand[klingon!] settings.language-unknown",
                        "logo brand.logo-text-missing");
        SettingsViolation colour = SettingsRules.standard().check(form, InheritedSettings.NOTHING).stream()
                .filter(violation -> violation.path().equals("accentColour"))
                .findFirst()
                .orElseThrow();
        AccentColour nearest = AccentColour.parse(colour.arguments().get("nearest"));
        assertThat(nearest.isReadable()).isTrue();
        assertThat(colour.message(Locale.CANADA_FRENCH)).contains(nearest.hex());
    }

    @Test
    @DisplayName("has no dark logo that nobody sees: there is a logo, of the group's own or of the company's")
    void darkLogo() {
        SettingsForm form = new SettingsForm();
        form.setSendFrom("portal@boreal.example");
        form.setDarkLogo(PNG);
        assertThat(codes(form)).containsExactly("darkLogo brand.dark-logo-alone");
        assertThat(SettingsRules.standard().check(form, InheritedSettings.BY_INSTALLATION))
                .extracting(SettingsViolation::code)
                .containsExactly("brand.dark-logo-alone");
        assertThat(SettingsRules.standard().check(form, InheritedSettings.byGroup(null, branded())))
                .isEmpty();
        form.setLogo("no picture");
        assertThat(codes(form)).containsExactly("logo brand.image-unknown");
        form.setLogo(PNG);
        form.brand("fr").setLogoText("Boréal");
        assertThat(codes(form)).isEmpty();
    }

    @Test
    @DisplayName("needs words of the group's own for a logo of its own: the company's describe the company's")
    void ownWords() {
        SettingsForm form = new SettingsForm();
        form.setSendFrom("portal@boreal.example");
        form.setLogo(PNG);
        assertThat(SettingsRules.standard().check(form, InheritedSettings.byGroup(null, branded())))
                .extracting(SettingsViolation::code)
                .containsExactly("brand.logo-text-missing");
        form.brand("fr").setLogoText("Boréal");
        assertThat(SettingsRules.standard().check(form, InheritedSettings.byGroup(null, branded())))
                .isEmpty();
    }

    @Test
    @DisplayName("given by code obeys the same rules")
    void byCode() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> PortalEmailSettings.builder().set(Setting.ACCENT_COLOUR, AccentColour.parse("#ffee00")))
                .withMessageContaining("#");
        assertThatIllegalArgumentException().isThrownBy(() -> PortalEmailSettings.builder()
                .brandText(BrandText.LOGO_TEXT, Locale.ENGLISH, "x".repeat(101)));
    }

    @Test
    @DisplayName("has a history that tells of a logo what it is, not its bytes")
    void history() {
        List<SettingsChange> changes = SettingsChange.between(PortalEmailSettings.blank(), branded());
        assertThat(changes)
                .extracting(SettingsChange::path)
                .containsExactly(
                        "sendFrom",
                        "layout",
                        "accentColour",
                        "logo",
                        "brand.en.logoText",
                        "brand.fr-CA.signature",
                        "brand.en.footer");
        assertThat(changes.get(3).after()).startsWith("PNG, 30 × 18, 1 kB, ");
        assertThat(changes.get(5).label(Locale.CANADA_FRENCH)).isEqualTo("Signature (fr-CA)");
    }

    @Test
    @DisplayName("says in which languages a mail is written, French first where it is required")
    void languages() {
        PortalEmailSettings.Builder company = PortalEmailSettings.builder()
                .language(Locale.ENGLISH)
                .set(Setting.MAIL_LANGUAGES, MailLanguages.BOTH)
                .set(Setting.SECOND_LANGUAGE, Locale.CANADA_FRENCH);
        assertThat(languages(company, Locale.FRENCH)).containsExactly(Locale.ENGLISH, Locale.CANADA_FRENCH);
        assertThat(languages(company.frenchRequired(true), Locale.ENGLISH))
                .containsExactly(Locale.CANADA_FRENCH, Locale.ENGLISH);
        company.set(Setting.MAIL_LANGUAGES, MailLanguages.BOTH_IF_UNKNOWN);
        assertThat(languages(company, Locale.FRENCH)).containsExactly(Locale.FRENCH);
        assertThat(languages(company, Locale.GERMAN)).containsExactly(Locale.CANADA_FRENCH, Locale.ENGLISH);
        company.set(Setting.SECOND_LANGUAGE, Locale.GERMAN);
        assertThat(languages(company, Locale.ITALIAN)).containsExactly(Locale.FRENCH, Locale.ENGLISH);
        company.set(Setting.MAIL_LANGUAGES, null);
        assertThat(languages(company, Locale.GERMAN)).containsExactly(Locale.GERMAN);
    }

    private static List<Locale> languages(PortalEmailSettings.Builder company, Locale reader) {
        return EffectiveSettings.of(null, InheritedSettings.byGroup(null, company.build()), BuiltInTexts.load())
                .languages(NotificationType.RESET_PASSWORD, reader);
    }

    @Test
    @DisplayName(
            "cannot ask for a mail in two languages without saying which, nor leave out French where it is required")
    void twoLanguages() {
        SettingsForm form = new SettingsForm();
        form.setSendFrom("portal@boreal.example");
        form.setMailLanguages("both");
        assertThat(codes(form)).containsExactly("secondLanguage brand.second-language-missing");
        form.setSecondLanguage("en");
        assertThat(codes(form)).containsExactly("secondLanguage brand.second-language-same");
        form.setSecondLanguage("de");
        assertThat(codes(form)).containsExactly("mailLanguages brand.two-languages-one-text");
        form.setFrenchRequired(true);
        assertThat(codes(form)).containsExactly("secondLanguage brand.french-not-among-languages");
        form.setSecondLanguage("fr-CA");
        assertThat(codes(form)).isEmpty();
        form.setMailLanguages("all");
        assertThat(codes(form)).containsExactly("mailLanguages brand.mail-languages-unknown");
    }

    @Test
    @DisplayName("is kept by a page that has no fields for it, and emptied by one that has")
    void pagesWithoutFields() {
        SettingsForm form = new SettingsForm();
        form.setSendFrom("portal@boreal.example");
        assertThat(SettingsRules.standard().parse(form, InheritedSettings.NOTHING, branded()))
                .isEqualTo(branded());
        form.setLogo("");
        PortalEmailSettings emptied = SettingsRules.standard().parse(form, InheritedSettings.NOTHING, branded());
        assertThat(emptied.get(Setting.LOGO)).isEmpty();
        assertThat(emptied.brandTexts(BrandText.FOOTER)).isEmpty();
    }
}
