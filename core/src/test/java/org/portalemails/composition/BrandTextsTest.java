package org.portalemails.composition;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalemails.email.ComposedMail;
import org.portalemails.email.MailId;
import org.portalemails.email.OutgoingMail;
import org.portalemails.email.PlannedMail;
import org.portalemails.host.PortalProfile;
import org.portalemails.inmemory.InMemorySettingsStore;
import org.portalemails.layout.BrandImage;
import org.portalemails.layout.MailLayout;
import org.portalemails.layout.MailRules;
import org.portalemails.limit.RequestLimits;
import org.portalemails.notification.BuiltInTexts;
import org.portalemails.notification.CompositionPolicy;
import org.portalemails.notification.FieldCatalogue;
import org.portalemails.settings.BrandText;
import org.portalemails.settings.EffectiveSettings;
import org.portalemails.settings.InheritedSettings;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.Setting;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.SettingsViolation;
import org.portalemails.settings.file.SettingsFile;
import org.portalemails.settings.file.SettingsImport;
import org.portalemails.settings.form.SettingsForm;
import org.portalemails.settings.form.SettingsRules;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.SampleSettings;
import org.portalemails.testkit.SettableClock;

@DisplayName("A signature or footer that an administrator typed")
class BrandTextsTest {
    private static final String LINK = "https://portal.boreal.example/r?t=1";

    static List<String> errors(BrandText what, String typed) {
        SettingsForm form = SettingsForm.of(SampleSettings.allOn());
        if (what == BrandText.SIGNATURE) {
            form.brand("fr").setSignature(typed);
        } else {
            form.brand("fr").setFooter(typed);
        }
        return SettingsRules.standard().check(form, InheritedSettings.NOTHING).stream()
                .filter(SettingsViolation::isError)
                .filter(violation -> violation.path().startsWith("brand"))
                .map(SettingsViolation::code)
                .toList();
    }

    static Revealed reset(BrandText what, String typed, PortalProfile profile) {
        PortalEmailSettings settings = SampleSettings.allOn().toBuilder()
                .brandText(what, Locale.FRENCH, typed)
                .build();
        return reset(EffectiveSettings.of(settings, InheritedSettings.NOTHING, BuiltInTexts.load()), profile);
    }

    static Revealed reset(EffectiveSettings settings, PortalProfile profile) {
        List<PlannedMail> plans = new MailComposer(
                        FieldCatalogue.builtIn(),
                        BuiltInTexts.load(),
                        CompositionPolicy.DEFAULT,
                        RequestLimits.none(),
                        MailLayout.standard())
                .compose(
                        SampleEvents.passwordResetRequested("e"),
                        SampleSettings.group(),
                        settings,
                        profile,
                        SettableClock.START,
                        () -> new MailId("m"));
        ComposedMail mail = ((PlannedMail.Send) plans.get(0)).mail();
        OutgoingMail sent = mail.reveal(Map.of("resetLink", LINK));
        return new Revealed(sent.text(), Objects.requireNonNull(sent.html()));
    }

    static PortalProfile silent() {
        return PortalProfile.builder()
                .senderCompanyName("Boreal")
                .portalName("Portal")
                .portalUrl("https://portal.example/")
                .messageIdDomain("boreal.example")
                .zone(ZoneOffset.UTC)
                .build();
    }

    record Revealed(String text, String html) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{portalName",
                "{{#portalName}}a",
                "<p>{{resetLink}}</p>",
                "<p>{{nothing}}</p>",
                "<a href=\"{{portalName}}\">a</a>",
                "<a href=\"https://a.example/{{portalUrl}}\">a</a>",
                "https://a.example/{{portalUrl}}",
                "<a {{portalName}}>",
                "<p {{#portalName}}style=\"color:red\">{{/portalName}}",
                "{{#portalName}}<p title=\"{{/portalName}}\">a</p>",
                "<style>.pe-card{display:none}</style>",
                "<html><body><p>a</p></body></html>",
                "<p>a</p></body><p>b</p>",
                "<meta charset=\"utf-8\"><p>a</p>",
                "<p>a</p><!-- ",
                "<p>a<b",
            })
    @DisplayName("is refused if it cannot be a part of every mail")
    void refused(String typed) {
        for (BrandText what : List.of(BrandText.SIGNATURE, BrandText.FOOTER)) {
            assertThat(errors(what, typed)).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>unclosed <b>bold <i>and",
                "</table></td></tr></div></p><p>a</p>",
                "<table role=\"presentation\"><tr><td>a",
                "<h1>ACME</h1>",
                "a < b & c > d",
                "a <notag> b",
                "{{\nportalName\n}}\nb",
                "{{! a comment\nof two lines }}\nb",
                "{{! <b }}b{{! > }}",
                "{{^supportContactPhone}}\nnone\n{{/supportContactPhone}}\nb",
                "{{#portalName}}{{.}} & co{{/portalName}}",
                "See {{portalUrl}}",
                "<p><a href=\"{{portalUrl}}\">Portal</a></p>",
                "<p><a class=\"button\" href=\"{{portalUrl}}\">Portal",
                "{{#portalName}}<p>{{/portalName}}a</p>",
                "<![CDATA[a]]>b",
            })
    @DisplayName("that is accepted can be written, ends where it ends, and leaves the rest of the mail readable")
    void accepted(String typed) {
        for (BrandText what : List.of(BrandText.SIGNATURE, BrandText.FOOTER)) {
            if (!errors(what, typed).isEmpty()) {
                continue;
            }
            Revealed mail = reset(what, typed, SampleSettings.profile());
            assertThat(MailRules.broken(mail.html())).isEmpty();
            assertThat(mail.html()).contains(LINK.replace("&", "&amp;"));
            Document page = Jsoup.parse(mail.html());
            assertThat(page.select("td.pe-foot")).hasSize(1);
            assertThat(page.select(".pe-card td.pe-foot")).isEmpty();
            assertThat(mail.text()).contains(LINK).doesNotContain("{{", "}}");
        }
    }

    @Test
    @DisplayName("is not the heading of the mail, which is its subject")
    void heading() {
        Document page = Jsoup.parse(reset(BrandText.SIGNATURE, "<h1>ACME</h1>", SampleSettings.profile())
                .html());
        assertThat(page.select("h1").text()).isEqualTo(page.title());
        assertThat(page.select("h2").text()).contains("ACME");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{#supportContactPhone}}\nCall {{supportContactPhone}}\n{{/supportContactPhone}}",
                "<p>{{supportContactPhone}} {{nothing}} {{resetLink}}</p>"
            })
    @DisplayName("leaves nothing behind where no field of it has a value")
    void empty(String typed) {
        Revealed mail = reset(BrandText.SIGNATURE, typed, silent());
        assertThat(Jsoup.parse(mail.html()).select(".pe-line")).isEmpty();
        assertThat(mail.text()).doesNotContain("Call");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{portalName", "<a href=\"{{portalName}}\">a</a>", "<p>\u0000</p>"})
    @DisplayName("that code gave and that cannot be written gives way to the built-in one")
    void byCode(String typed) {
        for (BrandText what : List.of(BrandText.SIGNATURE, BrandText.FOOTER)) {
            Revealed mail = reset(what, typed, SampleSettings.profile());
            assertThat(mail)
                    .isEqualTo(reset(
                            EffectiveSettings.of(
                                    SampleSettings.allOn(), InheritedSettings.NOTHING, BuiltInTexts.load()),
                            SampleSettings.profile()));
        }
    }

    @Test
    @DisplayName("is checked in a file by the same rules")
    void imported() {
        PortalEmailSettings settings = SampleSettings.allOn().toBuilder()
                .brandText(BrandText.FOOTER, Locale.FRENCH, "<p>{{resetLink}}</p>")
                .build();
        String file = SettingsFile.write(Map.of(SettingsOwner.INSTALLATION, settings));
        SettingsImport run =
                SettingsImport.dryRun(file, new InMemorySettingsStore(new SettableClock()), SettingsRules.standard());
        assertThat(run.isRefused()).isTrue();
    }

    @Test
    @DisplayName("stands beside the logo of its own level: a group does not show the company's in the dark")
    void darkLogo() {
        BrandImage image = BrandImage.parse(
                "iVBORw0KGgoAAAANSUhEUgAAAB4AAAASCAIAAADDkPmOAAAAFUlEQVR42mNgGAWjYBSMglEwCmgFAAZmAAEPbI9mAAAAAElFTkSuQmCC");
        PortalEmailSettings company = SampleSettings.allOn().toBuilder()
                .set(Setting.LOGO, image)
                .set(Setting.DARK_LOGO, image)
                .brandText(BrandText.LOGO_TEXT, Locale.FRENCH, "\"Boréal\" <'>")
                .build();
        EffectiveSettings inherited = EffectiveSettings.of(
                PortalEmailSettings.blank(), InheritedSettings.byGroup(null, company), BuiltInTexts.load());
        assertThat(Jsoup.parse(reset(inherited, SampleSettings.profile()).html())
                        .select("img"))
                .hasSize(2)
                .allMatch(logo -> logo.attr("alt").equals("\"Boréal\" <'>"));
        assertThat(reset(inherited, SampleSettings.profile()).html()).contains("pe-dark\"");
        PortalEmailSettings group =
                PortalEmailSettings.builder().set(Setting.LOGO, image).build();
        assertThat(reset(
                                EffectiveSettings.of(
                                        group, InheritedSettings.byGroup(null, company), BuiltInTexts.load()),
                                SampleSettings.profile())
                        .html())
                .doesNotContain("class=\"pe-dark\"");
    }

    @Test
    @DisplayName("describes the logo of its own level: what the company's shows is not said of a group's own")
    void wordsOfTheLogo() {
        BrandImage image = BrandImage.parse(
                "iVBORw0KGgoAAAANSUhEUgAAAB4AAAASCAIAAADDkPmOAAAAFUlEQVR42mNgGAWjYBSMglEwCmgFAAZmAAEPbI9mAAAAAElFTkSuQmCC");
        PortalEmailSettings company = SampleSettings.allOn().toBuilder()
                .set(Setting.LOGO, image)
                .brandText(BrandText.LOGO_TEXT, Locale.FRENCH, "Société")
                .build();
        PortalEmailSettings group = PortalEmailSettings.builder()
                .set(Setting.LOGO, image)
                .senderName("Groupe du Nord")
                .build();
        assertThat(alternative(group, company)).isEqualTo("Groupe du Nord");
        assertThat(alternative(
                        group.toBuilder()
                                .brandText(BrandText.LOGO_TEXT, Locale.ENGLISH, "Northern sign")
                                .build(),
                        company))
                .as("in the language of the settings, before the company's in French")
                .isEqualTo("Northern sign");
        assertThat(alternative(
                        PortalEmailSettings.builder()
                                .brandText(BrandText.LOGO_TEXT, Locale.FRENCH, "Société, pour le Nord")
                                .build(),
                        company))
                .as("a group may say otherwise what the company's shows")
                .isEqualTo("Société, pour le Nord");
        assertThat(alternative(PortalEmailSettings.blank(), company)).isEqualTo("Société");
    }

    private static String alternative(PortalEmailSettings group, PortalEmailSettings company) {
        EffectiveSettings settings =
                EffectiveSettings.of(group, InheritedSettings.byGroup(null, company), BuiltInTexts.load());
        return Jsoup.parse(reset(settings, SampleSettings.profile()).html())
                .select("img")
                .attr("alt");
    }
}
