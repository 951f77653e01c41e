package org.portalemails.view;

import java.util.Locale;
import org.portalemails.settings.SettingsViolation;

/**
 * Something wrong in what a person typed, at the place where it stands.
 *
 * @param path the property of the form, such as {@code resetPassword.translations[fr-CA].content}
 * @param code stable, such as {@code text.unknown-field}
 * @param severity {@code error}, which keeps the settings from being saved, or {@code warning}
 * @param message what is wrong, in words; with line and column in front where there are any
 * @param line the line in the text, counted from 1; 0 if it concerns the value as a whole
 * @param column the column in the line, counted from 1; 0 if it concerns the value as a whole
 */
public record ViolationView(String path, String code, String severity, String message, int line, int column) {
    /** One violation. */
    public static ViolationView of(SettingsViolation violation, Locale reader) {
        return new ViolationView(
                violation.path(),
                violation.code(),
                violation.severity().code(),
                violation.message(reader),
                violation.position() == null ? 0 : violation.position().line(),
                violation.position() == null ? 0 : violation.position().column());
    }
}
