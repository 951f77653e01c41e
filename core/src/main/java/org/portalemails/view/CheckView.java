package org.portalemails.view;

import java.util.List;
import java.util.Locale;
import org.portalemails.settings.SettingsViolation;

/**
 * What a check of a form found.
 *
 * @param savable whether the form could be saved: there is no error
 * @param violations errors and warnings, in the order of the screen
 */
public record CheckView(boolean savable, List<ViolationView> violations) {
    /** Copies the list. */
    public CheckView {
        violations = List.copyOf(violations);
    }

    /** What {@code SettingsScreen.check} found. */
    public static CheckView of(List<SettingsViolation> found, Locale reader) {
        return new CheckView(
                found.stream().noneMatch(SettingsViolation::isError),
                found.stream()
                        .map(violation -> ViolationView.of(violation, reader))
                        .toList());
    }
}
