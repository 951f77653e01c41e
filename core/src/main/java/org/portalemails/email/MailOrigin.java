package org.portalemails.email;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.portalemails.language.Languages;

/**
 * From what a mail was made: with it and the history of the settings one knows, long after, which words it had. Holds no personal data.
 *
 * @param language in which it is written, of two the first
 * @param level the code of the {@linkplain org.portalemails.settings.Level level} whose text it is
 * @param text the {@linkplain org.portalemails.notification.MailText#fingerprint() fingerprint} of that text
 * @param brand a fingerprint of its looks: colour, logo, signature and footer
 * @param layout the {@linkplain org.portalemails.layout.MailLayout#version() version} of the layout
 */
public record MailOrigin(Locale language, String level, String text, String brand, String layout) {
    private static final int LONGEST = 200;

    /**
     * Refuses what could not be stored.
     *
     * @throws IllegalArgumentException if a part is empty, has blanks, or all are too long together
     */
    public MailOrigin {
        Objects.requireNonNull(language, "language");
        for (String part : new String[] {level, text, brand, layout}) {
            if (part.isEmpty() || part.chars().anyMatch(c -> c <= ' ' || c > '~')) {
                throw new IllegalArgumentException("origin of a mail: visible ASCII without blanks");
            }
        }
        if (language.toLanguageTag().length() + level.length() + text.length() + brand.length() + layout.length() + 4
                > LONGEST) {
            throw new IllegalArgumentException("origin of a mail: at most " + LONGEST + " characters");
        }
    }

    /**
     * The stored form.
     *
     * @return at most 200 ASCII characters, for {@link #ofText}
     */
    public String toText() {
        return String.join(" ", language.toLanguageTag(), level, text, brand, layout);
    }

    /**
     * Reads the stored form.
     *
     * @param stored what {@link #toText} wrote, or anything
     * @return empty if it is something else
     */
    public static Optional<MailOrigin> ofText(String stored) {
        String[] parts = stored.split(" ", -1);
        if (parts.length != 5) {
            return Optional.empty();
        }
        try {
            Locale language = Locale.forLanguageTag(parts[0]);
            return Languages.isLanguage(language)
                    ? Optional.of(new MailOrigin(language, parts[1], parts[2], parts[3], parts[4]))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
