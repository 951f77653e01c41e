package org.portalemails.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.CustomerGroupId;
import org.portalemails.address.EmailAddress;
import org.portalemails.notification.Switch;
import org.portalemails.screen.SettingsScreen;
import org.portalemails.settings.EffectiveSettings;
import org.portalemails.settings.Level;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.RefusedSettingException;
import org.portalemails.settings.Setting;
import org.portalemails.settings.SettingsHistory;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.SettingsStore;
import org.portalemails.settings.SettingsViolation;
import org.portalemails.settings.Sourced;
import org.portalemails.settings.StoredSettings;
import org.portalemails.settings.form.SettingsForm;
import org.portalemails.template.Position;
import org.portalemails.template.Severity;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.TestPortal;

/** The code of the how-to about settings without a screen. */
@DisplayName("Settings by code")
class SettingsByCodeTest {
    private final TestPortal portal = TestPortal.create();
    private final SettingsStore store = portal.settingsStore();
    private final SettingsScreen screen = portal.settingsScreen();
    private final CustomerGroupId group = SampleEvents.GROUP;
    private final SettingsOwner owner = SettingsOwner.group(group);

    @Test
    void changesOneValueAndASwitch() {
        // snippet: change
        StoredSettings stored = store.find(owner).orElseThrow();
        PortalEmailSettings changed = stored.settings().toBuilder()
                .set(Setting.SENDER_NAME, "Boreal Distribution")
                .turn(Switch.NOTIFY_OLD_PRIMARY_CONTACT, false)
                .build();
        store.save(owner, changed, stored.version(), "nightly job");
        // end
        assertThat(store.find(owner).orElseThrow().settings()).isEqualTo(changed);

        // snippet: history
        for (SettingsHistory.Entry entry : new SettingsHistory(store).entries(owner, 10)) {
            System.out.println(entry.stored().savedBy() + " changed " + entry.changes());
        }
        // end
        assertThat(new SettingsHistory(store).entries(owner, 1))
                .singleElement()
                .satisfies(entry -> assertThat(entry.changes()).hasSize(2));
    }

    @Test
    void tellsWhereAValueComesFrom() {
        // snippet: source
        EffectiveSettings effective = screen.effective(group);
        Optional<Sourced<EmailAddress>> sender = effective.sendFrom();
        boolean inherited = sender.isPresent() && sender.get().level() != Level.GROUP;
        // end
        assertThat(sender).isPresent();
        assertThat(inherited).isFalse();
    }

    @Test
    void readsWhatIsTyped() {
        Map<String, String> row = Map.of("sendFrom", "portal@boreal.example", "language", "klingon");
        PortalEmailSettings.Builder settings = PortalEmailSettings.builder();
        List<String> refused = new ArrayList<>();
        // snippet: typed
        for (Setting<?> setting : Setting.all()) {
            String typed = row.get(setting.name());
            try {
                if (typed != null) {
                    set(settings, setting, typed);
                }
            } catch (RefusedSettingException e) {
                refused.add(setting.label(Locale.ENGLISH) + ": " + e.code());
            }
        }
        // end
        assertThat(settings.build().sendFrom()).contains(EmailAddress.of("portal@boreal.example"));
        assertThat(refused).containsExactly("Default language: settings.language-unknown");
    }

    // snippet: set
    private static <T> void set(PortalEmailSettings.Builder settings, Setting<T> setting, String typed) {
        settings.set(setting, setting.parse(typed).orElse(null));
    }
    // end

    @Test
    void checksAForm() {
        SettingsForm form = screen.open(owner);
        form.getResetPassword().setSubject("A new password");
        form.getResetPassword().setContent("Hello,\n\n{{resetLnk}}");
        List<String> lines = new ArrayList<>();
        // snippet: violations
        for (SettingsViolation violation : screen.check(owner, form)) {
            String kind = violation.severity() == Severity.ERROR ? "error" : "warning";
            Position position = violation.position(); // in a text; otherwise null
            String where = position == null ? "" : ", line " + position.line();
            lines.add(kind + " at " + violation.path() + where + ": " + violation.message(Locale.ENGLISH));
        }
        // end
        assertThat(lines).anyMatch(line -> line.startsWith("error at resetPassword.content, line 3: "));
    }
}
