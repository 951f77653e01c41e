package org.portalemails.language;

/** Characters that cannot stand in what an administrator types: controls, line
 * separators, halves of surrogate pairs, and what is no character. */
public final class UnsafeCharacters {
    private UnsafeCharacters() {}

    /**
     * Finds the first one; linear.
     *
     * @param text any text
     * @param lines whether line feeds and tabs are fine
     * @return its index, or -1
     */
    public static int first(String text, boolean lines) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)
                    || Character.isISOControl(c) && !(lines && (c == '\n' || c == '\t'))
                    || c == '\u2028'
                    || c == '\u2029'
                    || c >= '\ufdd0' && c <= '\ufdef'
                    || c >= '\ufffe') {
                return i;
            }
        }
        return -1;
    }
}
