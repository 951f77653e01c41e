package org.portalemails.demo.settings;

import java.util.Locale;
import org.portalemails.PortalEmails;
import org.portalemails.address.EmailAddress;
import org.portalemails.notification.NotificationType;
import org.portalemails.screen.SettingsScreen;
import org.portalemails.settings.BrandText;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.StoredSettings;
import org.portalemails.settings.form.SettingsForm;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Where the screen's changes become true: one transaction each. */
@Service
@Transactional
class SettingsTransactions {
    private final SettingsScreen screen;

    SettingsTransactions(PortalEmails portalEmails) {
        this.screen = portalEmails.settingsScreen();
    }

    StoredSettings save(SettingsOwner owner, SettingsForm form, String savedBy) {
        return screen.save(owner, form, savedBy);
    }

    StoredSettings restore(SettingsOwner owner, long version, long seen, String savedBy) {
        return screen.restore(owner, version, seen, savedBy);
    }

    void confirm(SettingsOwner owner, NotificationType type, Locale language, long seen, String savedBy) {
        screen.confirmText(owner, type, language, seen, savedBy);
    }

    void confirm(SettingsOwner owner, BrandText what, Locale language, long seen, String savedBy) {
        screen.confirmText(owner, what, language, seen, savedBy);
    }

    void sendTest(SettingsOwner owner, SettingsForm form, NotificationType type, Locale language, EmailAddress to) {
        screen.sendTest(owner, form, type, language, to);
    }
}
