package org.portalemails.settings.form;

import java.util.List;
import org.portalemails.settings.SettingsViolation;

/** The check that a form carries to the {@code Validator}. */
interface SettingsCheck {
    List<SettingsViolation> of(SettingsForm form);
}
