package org.portalemails.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.address.EmailAddress;
import org.portalemails.notification.ContentFormat;
import org.portalemails.notification.MailText;
import org.portalemails.notification.NotificationType;
import org.portalemails.notification.Switch;
import org.portalemails.settings.form.SettingsForm;
import org.portalemails.settings.form.SettingsRules;

@DisplayName("Settings")
class PortalEmailSettingsTest {
    private static final NotificationType RESET = NotificationType.RESET_PASSWORD;
    private static final MailText TEXT = new MailText("a", "{{resetLink}}", ContentFormat.PLAIN);
    private static final EmailAddress ADDRESS = EmailAddress.of("a@boreale.example");

    /** Blank settings, and others that differ from them, or from each other, in one value. */
    private static List<PortalEmailSettings> differentInOneValue() {
        PortalEmailSettings withText = PortalEmailSettings.blank().withText(RESET, Locale.FRENCH, TEXT);
        return List.of(
                PortalEmailSettings.blank(),
                PortalEmailSettings.builder().accessRequestsTo(ADDRESS).build(),
                PortalEmailSettings.builder().sendFrom(ADDRESS).build(),
                PortalEmailSettings.builder().senderName("a").build(),
                PortalEmailSettings.builder().replyTo(ADDRESS).build(),
                PortalEmailSettings.builder().language(Locale.CANADA_FRENCH).build(),
                PortalEmailSettings.builder().frenchRequired(true).build(),
                PortalEmailSettings.builder()
                        .turn(Switch.MAIL_CUSTOMERS_WHO_DID_NOT_ASK, true)
                        .build(),
                PortalEmailSettings.builder()
                        .turn(Switch.NOTIFY_NEW_PRIMARY_CONTACT, true)
                        .build(),
                PortalEmailSettings.builder()
                        .turn(Switch.NOTIFY_OLD_PRIMARY_CONTACT, true)
                        .build(),
                withText,
                withText.toBuilder()
                        .basedOn(RESET, Locale.FRENCH, TEXT.fingerprint())
                        .build());
    }

    @Test
    @DisplayName("are equal if every value is")
    void equality() {
        List<PortalEmailSettings> all = differentInOneValue();
        assertThat(new HashSet<>(all)).hasSameSizeAs(all);
        for (PortalEmailSettings settings : all) {
            assertThat(settings.toBuilder().build()).isEqualTo(settings).hasSameHashCodeAs(settings);
            assertThat(settings).isNotEqualTo("settings").isNotEqualTo(null);
        }
        assertThat(all.stream().map(Object::hashCode).distinct().count()).isGreaterThan(9);
    }

    @Test
    @DisplayName("come back from their form as they went into it, but for what a text is based on")
    void form() {
        for (PortalEmailSettings settings : differentInOneValue()) {
            PortalEmailSettings back = SettingsRules.standard()
                    .parse(SettingsForm.of(settings), InheritedSettings.BY_INSTALLATION, settings);
            assertThat(back).isEqualTo(settings);
        }
    }

    @Test
    @DisplayName("show switches and which texts there are in a log, no address and no text")
    void inLogs() {
        PortalEmailSettings settings = PortalEmailSettings.builder()
                .sendFrom(ADDRESS)
                .turn(Switch.NOTIFY_OLD_PRIMARY_CONTACT, true)
                .text(RESET, Locale.FRENCH, TEXT)
                .text(NotificationType.FORGOT_USER_NAME, Locale.ENGLISH, TEXT)
                .build();
        assertThat(settings)
                .hasToString(
                        "PortalEmailSettings[language=en, on=[notifyOldPrimaryContact], texts=[forgot-user-name/en, reset-password/fr]]");
    }

    @Test
    @DisplayName("have a sender name of one line and at most 100 characters, without space at its ends, or none")
    void senderName() {
        assertThat(PortalEmailSettings.builder().senderName(" a ").build().senderName())
                .contains("a");
        assertThat(PortalEmailSettings.builder().senderName(" ").build().senderName())
                .isEmpty();
        assertThat(PortalEmailSettings.builder().senderName(null).build().senderName())
                .isEmpty();
        assertThat(PortalEmailSettings.builder()
                        .senderName("x".repeat(100))
                        .build()
                        .senderName())
                .isPresent();
        for (String name : List.of("x".repeat(101), "a\nb", "a\u0000")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PortalEmailSettings.builder().senderName(name));
        }
    }

    @Test
    @DisplayName("note what a text is based on, as long as the text stands")
    void basedOn() {
        PortalEmailSettings settings = PortalEmailSettings.builder()
                .text(RESET, Locale.FRENCH, TEXT)
                .basedOn(RESET, Locale.FRENCH, "0123456789abcdef")
                .build();
        assertThat(settings.basedOn(RESET, Locale.FRENCH)).contains("0123456789abcdef");
        assertThat(settings.basedOn(RESET, Locale.ENGLISH)).isEmpty();
        assertThat(settings.withText(RESET, Locale.FRENCH, TEXT).basedOn(RESET, Locale.FRENCH))
                .isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.toBuilder().basedOn(RESET, Locale.ENGLISH, "0123456789abcdef"));
        for (String mark :
                List.of("", "0123456789abcde", "0123456789abcdef0", "0123456789ABCDEF", "0123456789abcdeg")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> settings.toBuilder().basedOn(RESET, Locale.FRENCH, mark));
        }
    }

    @Test
    @DisplayName("note what a signature is based on, as long as it stands; an alternative text is based on nothing")
    void brandBasedOn() {
        PortalEmailSettings settings = PortalEmailSettings.builder()
                .brandText(BrandText.SIGNATURE, Locale.FRENCH, "Luc")
                .brandText(BrandText.LOGO_TEXT, Locale.FRENCH, "Boréale")
                .basedOn(BrandText.SIGNATURE, Locale.FRENCH, "0123456789abcdef")
                .build();
        assertThat(settings.basedOn(BrandText.SIGNATURE, Locale.FRENCH)).contains("0123456789abcdef");
        assertThat(settings.basedOn(BrandText.FOOTER, Locale.FRENCH)).isEmpty();
        PortalEmailSettings rewritten = settings.toBuilder()
                .brandText(BrandText.SIGNATURE, Locale.FRENCH, "Luc")
                .build();
        assertThat(rewritten.basedOn(BrandText.SIGNATURE, Locale.FRENCH)).isEmpty();
        assertThat(rewritten).isNotEqualTo(settings);
        assertThat(settings.toBuilder().build()).isEqualTo(settings).hasSameHashCodeAs(settings);
        for (BrandText what : List.of(BrandText.FOOTER, BrandText.LOGO_TEXT)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> settings.toBuilder().basedOn(what, Locale.FRENCH, "0123456789abcdef"));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.toBuilder().basedOn(BrandText.SIGNATURE, Locale.FRENCH, "zz"));
    }
}
