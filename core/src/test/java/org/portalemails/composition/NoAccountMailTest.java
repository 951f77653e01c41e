package org.portalemails.composition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.portalemails.address.EmailAddress;
import org.portalemails.address.Mailbox;
import org.portalemails.email.ComposedMail;
import org.portalemails.email.MailId;
import org.portalemails.event.EventId;
import org.portalemails.host.PortalProfile;
import org.portalemails.layout.MailLayout;
import org.portalemails.notification.BuiltInTexts;
import org.portalemails.notification.NotificationType;
import org.portalemails.settings.EffectiveSettings;
import org.portalemails.settings.InheritedSettings;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.SampleSettings;

@DisplayName("The mail to an address without an account")
class NoAccountMailTest {
    private static final EmailAddress TO = EmailAddress.of("nobody@erables.example");

    private static Optional<ComposedMail> compose(
            @Nullable Locale page, PortalEmailSettings installation, PortalProfile profile) {
        return NoAccountMail.compose(
                TO,
                NotificationType.RESET_PASSWORD,
                page,
                EffectiveSettings.of(null, InheritedSettings.byGroup(null, installation), BuiltInTexts.load()),
                profile,
                SampleEvents.WHEN.plusMillis(1),
                new EventId("e"),
                new MailId("m"),
                MailLayout.standard());
    }

    @Test
    @DisplayName("comes from the sender of the installation, or not at all")
    void sender() {
        assertThat(compose(null, PortalEmailSettings.blank(), SampleSettings.profile()))
                .isEmpty();
        ComposedMail mail =
                compose(null, SampleSettings.allOn(), SampleSettings.profile()).orElseThrow();
        assertThat(mail.from())
                .isEqualTo(new Mailbox("Distribution Boréale", EmailAddress.of("portail@boreal.example")));
        assertThat(mail.replyTo()).isEqualTo(Mailbox.of(EmailAddress.of("soutien@boreal.example")));
        assertThat(mail.to()).isEqualTo(Mailbox.of(TO));
        assertThat(mail.group()).isEqualTo(NoAccountMail.NO_GROUP);
        assertThat(mail.messageId()).isEqualTo("m@mail.boreal.example");
        assertThat(mail.date()).isEqualTo(SampleEvents.WHEN);
        assertThat(mail.links()).isEmpty();
    }

    @ParameterizedTest(name = "page {0}, settings {1}: {2}")
    @CsvSource({
        "fr-CA, en, fr-CA",
        "fr-FR, en, fr",
        "en-GB, fr, en",
        ", fr-CA, fr-CA",
        "und, fr-CA, fr-CA",
        "de, fr-CA, fr-CA",
        "de, de, en",
        ", de, en"
    })
    @DisplayName("is in the language of the page, else of the settings, else in English")
    void language(@Nullable String page, String settings, String expected) {
        PortalEmailSettings installation = SampleSettings.allOn().toBuilder()
                .language(Locale.forLanguageTag(settings))
                .build();
        ComposedMail mail = compose(
                        page == null ? null : Locale.forLanguageTag(page), installation, SampleSettings.profile())
                .orElseThrow();
        assertThat(mail.language()).isEqualTo(Locale.forLanguageTag(expected));
        assertThat(mail.html().masked()).contains("<html lang=\"" + expected + "\" dir=\"ltr\">");
    }

    @Test
    @DisplayName("says where the portal is and whom to ask, as far as the host says it")
    void words() {
        ComposedMail mail = compose(Locale.ENGLISH, SampleSettings.allOn(), SampleSettings.profile())
                .orElseThrow();
        assertThat(mail.subject()).isEqualTo("Portail Boréal: no account with this address");
        assertThat(mail.text().masked())
                .startsWith("Hello,")
                .contains(
                        "https://portal.boreal.example",
                        "Distribution Boréale",
                        "Service aux comptes",
                        "Phone: +1 418 555-0100",
                        "soutien@boreal.example")
                .doesNotContain("<p>");
        PortalProfile quiet = PortalProfile.builder()
                .senderCompanyName("Boréale")
                .portalName("Portail")
                .portalUrl("https://portal.boreal.example/")
                .build();
        assertThat(compose(Locale.ENGLISH, SampleSettings.allOn(), quiet)
                        .orElseThrow()
                        .text()
                        .masked())
                .doesNotContain("Phone:", "Email:");
    }
}
