package org.portalemails.settings;

import java.util.List;

/** The check that a form carries to the {@code Validator}. */
interface SettingsCheck {
    List<SettingsViolation> of(SettingsForm form);
}
