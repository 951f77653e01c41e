package org.portalemails.layout;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What stands around the blocks of one mail. Texts are plain: a layout escapes them.
 *
 * @param language of the subject, and of the document
 * @param subject becomes the title, and the heading if no block has one
 * @param preheader what the list of an inbox shows behind the subject; may be empty
 * @param sender who writes, in the place of a logo that is missing
 * @param accent the colour of buttons and links; always {@linkplain AccentColour#isReadable readable}
 * @param logo the logo, or {@code null}
 */
public record MailFrame(
        Locale language,
        String subject,
        String preheader,
        String sender,
        AccentColour accent,
        @Nullable MailLogo logo) {
    /** Refuses what is missing; takes the nearest accent that is readable. */
    public MailFrame {
        Objects.requireNonNull(language, "language");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(preheader, "preheader");
        Objects.requireNonNull(sender, "sender");
        accent = accent.nearest();
    }
}
