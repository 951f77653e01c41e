package org.portalemails.demo.settings;

import java.util.List;
import java.util.Locale;
import org.portalemails.notification.NotificationType;
import org.portalemails.settings.BrandText;
import org.portalemails.settings.TextDrift;

/** Own texts whose shared text has changed since they were written. */
record DriftedTexts(List<TextDrift> all) {
    static final DriftedTexts NONE = new DriftedTexts(List.of());

    boolean contains(NotificationType type, Locale language) {
        return all.stream()
                .anyMatch(drift -> drift instanceof TextDrift.OfMail mail
                        && mail.type() == type
                        && mail.language().equals(language));
    }

    /** Signatures and footers, as the page names their fields: {@code brand[fr-CA].signature}. */
    List<String> brandPaths() {
        return all.stream()
                .filter(TextDrift.OfBrand.class::isInstance)
                .map(TextDrift.OfBrand.class::cast)
                .map(drift -> path(drift.what(), drift.language()))
                .toList();
    }

    private static String path(BrandText what, Locale language) {
        return "brand[" + language.toLanguageTag() + "]." + what.code();
    }
}
