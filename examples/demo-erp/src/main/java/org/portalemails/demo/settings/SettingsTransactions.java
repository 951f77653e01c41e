package org.portalemails.demo.settings;

import java.util.Locale;
import org.portalemails.PortalEmails;
import org.portalemails.SettingsScreen;
import org.portalemails.jdbc.PortalDatabase;
import org.portalemails.settings.NotificationType;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.SettingsForm;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.SettingsStore;
import org.portalemails.settings.StoredSettings;
import org.portalemails.settings.TextDrift;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Where the screen's changes become true: one transaction each. */
@Service
class SettingsTransactions {
    private final PortalEmails portalEmails;
    private final SettingsStore store;

    SettingsTransactions(PortalEmails portalEmails, PortalDatabase database) {
        this.portalEmails = portalEmails;
        this.store = database.settingsStore();
    }

    @Transactional
    StoredSettings save(SettingsOwner owner, SettingsForm form, String savedBy) {
        return portalEmails.settingsScreen().save(owner, form, savedBy);
    }

    /** Somebody looked at an own text whose shared text has changed, and it is still right. */
    @Transactional
    void confirm(SettingsOwner owner, NotificationType type, Locale language, String savedBy) {
        SettingsScreen screen = portalEmails.settingsScreen();
        screen.saved(owner).ifPresent(saved -> {
            PortalEmailSettings companyWide = owner instanceof SettingsOwner.CompanyWide
                    ? null
                    : screen.saved(SettingsOwner.COMPANY_WIDE)
                            .map(StoredSettings::settings)
                            .orElse(null);
            store.save(
                    owner,
                    TextDrift.confirm(
                            saved.settings(),
                            type,
                            language,
                            companyWide,
                            screen.rules().builtInTexts()),
                    saved.version(),
                    savedBy);
        });
    }
}
