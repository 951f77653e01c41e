package org.portalemails.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.CustomerGroupId;
import org.portalemails.address.EmailAddress;
import org.portalemails.notification.BuiltInTexts;
import org.portalemails.notification.ContentFormat;
import org.portalemails.notification.MailText;
import org.portalemails.notification.NotificationType;
import org.portalemails.notification.Switch;
import org.portalemails.settings.form.SettingsForm;

@DisplayName("Of the values around settings,")
class SettingsValuesTest {
    private static final EmailAddress OWN = EmailAddress.of("own@boreale.example");
    private static final EmailAddress SHARED = EmailAddress.of("shared@boreale.example");

    @Test
    @DisplayName("each address and the sender's name come from the nearest level that has one")
    void levels() {
        PortalEmailSettings group = PortalEmailSettings.builder()
                .accessRequestsTo(OWN)
                .senderName("Own")
                .build();
        PortalEmailSettings installation = PortalEmailSettings.builder()
                .accessRequestsTo(SHARED)
                .sendFrom(SHARED)
                .replyTo(SHARED)
                .senderName("Shared")
                .set(Setting.FAILURES_TO, SHARED)
                .build();
        assertThat(group.accessRequestsTo()).contains(OWN);
        assertThat(group.replyTo()).isEmpty();
        assertThat(installation.replyTo()).contains(SHARED);
        EffectiveSettings effective =
                EffectiveSettings.of(group, InheritedSettings.byGroup(null, installation), BuiltInTexts.load());
        assertThat(effective.accessRequestsTo()).contains(new Sourced<>(OWN, Level.GROUP));
        assertThat(effective.sendFrom()).contains(new Sourced<>(SHARED, Level.INSTALLATION));
        assertThat(effective.replyTo()).contains(new Sourced<>(SHARED, Level.INSTALLATION));
        assertThat(effective.get(Setting.FAILURES_TO)).contains(new Sourced<>(SHARED, Level.INSTALLATION));
        assertThat(EffectiveSettings.of(group, InheritedSettings.NOTHING, BuiltInTexts.load())
                        .get(Setting.FAILURES_TO))
                .as("nobody is told unless somebody says whom")
                .isEmpty();
        assertThat(effective.senderName()).contains(new Sourced<>("Own", Level.GROUP));
    }

    @Test
    @DisplayName("those switches are on that are on at the nearest level")
    void switches() {
        PortalEmailSettings group = PortalEmailSettings.builder()
                .turn(Switch.NOTIFY_NEW_PRIMARY_CONTACT, true)
                .build();
        PortalEmailSettings installation = PortalEmailSettings.builder()
                .turn(Switch.NOTIFY_OLD_PRIMARY_CONTACT, true)
                .build();
        assertThat(EffectiveSettings.of(group, InheritedSettings.byGroup(null, installation), BuiltInTexts.load())
                        .switchesOn())
                .containsExactly(Switch.NOTIFY_NEW_PRIMARY_CONTACT);
        assertThat(EffectiveSettings.of(null, InheritedSettings.byGroup(null, installation), BuiltInTexts.load())
                        .switchesOn())
                .containsExactly(Switch.NOTIFY_OLD_PRIMARY_CONTACT);
        assertThat(EffectiveSettings.of(null, InheritedSettings.NOTHING, BuiltInTexts.load())
                        .switchesOn())
                .isEmpty();
    }

    @Test
    @DisplayName("settings without a sender at any level are not usable, and say so in a log without an address")
    void usable() {
        PortalEmailSettings sending =
                PortalEmailSettings.builder().sendFrom(OWN).build();
        EffectiveSettings none =
                EffectiveSettings.of(PortalEmailSettings.blank(), InheritedSettings.NOTHING, BuiltInTexts.load());
        EffectiveSettings shared =
                EffectiveSettings.of(null, InheritedSettings.byGroup(null, sending), BuiltInTexts.load());
        assertThat(none.isUsable()).isFalse();
        assertThat(none).hasToString("EffectiveSettings[of group, from [group], usable=false]");
        assertThat(shared.isUsable()).isTrue();
        assertThat(shared).hasToString("EffectiveSettings[of group, from [installation], usable=true]");
    }

    @Test
    @DisplayName("nothing is required and nothing is ticked in blank ones")
    void blank() {
        PortalEmailSettings blank = PortalEmailSettings.blank();
        assertThat(blank.frenchRequired()).isFalse();
        assertThat(blank.toBuilder().frenchRequired(true).build().frenchRequired())
                .isTrue();
        SettingsForm form = SettingsForm.of(blank);
        assertThat(form.isMailCustomersWhoDidNotAsk()).isFalse();
        assertThat(form.isNotifyNewPrimaryContact()).isFalse();
        assertThat(form.isNotifyOldPrimaryContact()).isFalse();
    }

    @Test
    @DisplayName("a setting is called as on the screen by people, and by its name by programs")
    void names() {
        assertThat(Setting.SEND_FROM.label(Locale.ENGLISH)).isEqualTo("Send Email Messages From");
        assertThat(Setting.SEND_FROM.label(Locale.CANADA_FRENCH)).isEqualTo("Envoyer courriels de");
        assertThat(Setting.SEND_FROM).hasToString("sendFrom");
    }

    @Test
    @DisplayName("an owner has a key by which it is found again, and no two have the same")
    void owners() {
        SettingsOwner group = new SettingsOwner.Group(new CustomerGroupId("*"));
        assertThat(SettingsOwner.INSTALLATION.key()).isEqualTo("*");
        assertThat(group.key()).isEqualTo("g:*");
        for (SettingsOwner owner : List.of(SettingsOwner.INSTALLATION, group)) {
            assertThat(SettingsOwner.ofKey(owner.key())).isEqualTo(owner);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> SettingsOwner.ofKey("G"));
    }

    @Test
    @DisplayName("a refused edit says on which version it was based, and which one there is")
    void stale() {
        StoredSettings stored = new StoredSettings(
                SettingsOwner.INSTALLATION, 4, PortalEmailSettings.blank(), Instant.EPOCH, "Luc Gagnon");
        StaleSettingsException newer = new StaleSettingsException(3, Optional.of(stored));
        assertThat(newer.expectedVersion()).isEqualTo(3);
        assertThat(newer).hasMessage("the edit was based on version 3, the settings are at version 4");
        assertThat(new StaleSettingsException(2, Optional.empty()))
                .hasMessage("the edit was based on version 2, the settings are not there");
    }

    @Test
    @DisplayName("a text whose shared text changed shows in a log where it stands, and no word of it")
    void drift() {
        MailText own = new MailText("Objet", "{{resetLink}}", ContentFormat.PLAIN);
        PortalEmailSettings settings = PortalEmailSettings.builder()
                .text(NotificationType.RESET_PASSWORD, Locale.CANADA_FRENCH, own)
                .basedOn(NotificationType.RESET_PASSWORD, Locale.CANADA_FRENCH, "0123456789abcdef")
                .build();
        assertThat(TextDrift.of(settings, InheritedSettings.NOTHING, BuiltInTexts.load()))
                .singleElement()
                .hasToString("TextDrift[reset-password, fr-CA, BUILT_IN]");
    }
}
