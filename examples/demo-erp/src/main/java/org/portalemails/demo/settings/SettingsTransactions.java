package org.portalemails.demo.settings;

import org.portalemails.PortalEmails;
import org.portalemails.settings.SettingsForm;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.StoredSettings;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Where the screen's changes become true: one transaction each. */
@Service
class SettingsTransactions {
    private final PortalEmails portalEmails;

    SettingsTransactions(PortalEmails portalEmails) {
        this.portalEmails = portalEmails;
    }

    @Transactional
    StoredSettings save(SettingsOwner owner, SettingsForm form, String savedBy) {
        return portalEmails.settingsScreen().save(owner, form, savedBy);
    }
}
