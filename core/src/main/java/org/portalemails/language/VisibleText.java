package org.portalemails.language;

/**
 * Tells whether a text shows something: the one answer for what people type, for values, and for rendered mails.
 *
 * <p>Blanks of every kind (the no-break space too), controls, and the characters that Unicode calls default-ignorable or that have
 * an empty glyph (U+200B, U+FEFF, the soft hyphen, fillers, variation selectors …) show nothing.
 *
 * @see <a href="https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point">Unicode: default ignorable code points</a>
 */
public final class VisibleText {
    private VisibleText() {}

    /**
     * Whether a reader sees something; linear.
     *
     * @param text any text
     * @return {@code false} for an empty text, and for one of characters only that show nothing
     */
    public static boolean isIn(CharSequence text) {
        int c;
        for (int i = 0; i < text.length(); i += Character.charCount(c)) {
            c = Character.codePointAt(text, i);
            if (c > ' ' && c < 0x7f || c >= 0xa0 && isVisible(c)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a character has a shape of its own. */
    static boolean isVisible(int codePoint) {
        return !Character.isWhitespace(codePoint) && !Character.isSpaceChar(codePoint) && !isIgnorable(codePoint);
    }

    /** Not a blank, and yet nothing to see. */
    public static boolean isIgnorable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT -> true;
            default ->
                c == 0x34f
                        || c == 0x115f
                        || c == 0x1160
                        || c == 0x17b4
                        || c == 0x17b5
                        || c >= 0x180b && c <= 0x180f
                        || c == 0x2800
                        || c == 0x3164
                        || c >= 0xfe00 && c <= 0xfe0f
                        || c == 0xffa0
                        || c >= 0xfff0 && c <= 0xfff8
                        || c >= 0xe0000 && c <= 0xe0fff;
        };
    }
}
