package org.portalemails.demo.settings;

import java.util.List;
import java.util.Locale;
import org.portalemails.notification.NotificationType;
import org.portalemails.settings.TextDrift;

/** Own texts whose shared text has changed since they were written. */
record DriftedTexts(List<TextDrift> all) {
    static final DriftedTexts NONE = new DriftedTexts(List.of());

    boolean contains(NotificationType type, Locale language) {
        return all.stream()
                .anyMatch(drift -> drift.type() == type && drift.language().equals(language));
    }
}
