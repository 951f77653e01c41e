package org.portalemails.layout;

import org.jspecify.annotations.Nullable;
import org.portalemails.language.VisibleText;

/**
 * A logo that travels with the mail as an attached part.
 *
 * @param contentId of the part, without {@code cid:} and angle brackets
 * @param darkContentId of another part for dark backgrounds, or {@code null}
 * @param alternativeText what is read where no picture is shown; not blank
 * @param width of the picture as it is shown, in pixels
 * @param height as it is shown, in pixels
 */
public record MailLogo(
        String contentId, @Nullable String darkContentId, String alternativeText, int width, int height) {
    /** The widest that every mail shows, on a telephone of 320 pixels, too. */
    public static final int MAX_WIDTH = 240;

    /**
     * Refuses what no mail can show.
     *
     * @throws IllegalArgumentException if an id has a character that an id may not have, the text is blank, or the picture has no
     *     size or is wider than {@value #MAX_WIDTH} pixels
     */
    public MailLogo {
        requireId(contentId);
        if (darkContentId != null) {
            requireId(darkContentId);
        }
        if (!VisibleText.isIn(alternativeText)) {
            throw new IllegalArgumentException("logo: an alternative text is needed");
        }
        if (width < 1 || height < 1 || width > MAX_WIDTH) {
            throw new IllegalArgumentException("logo: 1 to " + MAX_WIDTH + " pixels wide");
        }
    }

    private static void requireId(String id) {
        boolean allowed = id.chars()
                .allMatch(c ->
                        c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "@.-_".indexOf(c) >= 0);
        if (id.isEmpty() || !allowed) {
            throw new IllegalArgumentException("logo: letters, digits and @ . - _ in its content id");
        }
    }
}
