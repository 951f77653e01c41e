package org.portalemails.settings;

import java.util.Locale;
import java.util.Objects;
import org.portalemails.notification.MailText;

/**
 * The text that a reader gets.
 *
 * @param text the text
 * @param language the language in which it is written; the mail follows its conventions for dates
 * @param level where it comes from
 */
public record EffectiveText(MailText text, Locale language, Level level) {
    /** Refuses {@code null}. */
    public EffectiveText {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(language, "language");
        Objects.requireNonNull(level, "level");
    }
}
