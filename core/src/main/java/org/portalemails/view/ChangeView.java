package org.portalemails.view;

import java.util.Locale;
import org.portalemails.settings.SettingsChange;

/**
 * A field that differs between two versions of settings.
 *
 * @param path where it stands in a settings file, such as {@code text.reset-password.fr-CA.subject}
 * @param label what people call it
 * @param property its name: a property of the form or, in a text, {@code subject}, {@code content} or {@code format}
 * @param mail the code of the mail whose text it belongs to; empty for any other field
 * @param language the language tag; empty for a field without one
 * @param before the value as it was; empty if there was none. Of an image its kind and size
 * @param after the value as it is; empty if there is none. Of an image its kind and size
 */
public record ChangeView(
        String path, String label, String property, String mail, String language, String before, String after) {
    /** One field. */
    public static ChangeView of(SettingsChange change, Locale reader) {
        return new ChangeView(
                change.path(),
                change.label(reader),
                change.property(),
                change.mail() == null ? "" : change.mail().code(),
                change.language() == null ? "" : change.language().toLanguageTag(),
                Words.orEmpty(change.before()),
                Words.orEmpty(change.after()));
    }

    /** The path: no values. */
    @Override
    public String toString() {
        return "ChangeView[" + path + "]";
    }
}
