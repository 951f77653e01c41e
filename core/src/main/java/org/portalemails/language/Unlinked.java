package org.portalemails.language;

/**
 * Makes of a stranger's words what no mail client turns into a link: a blank behind the dot of a domain, around an at sign, behind the
 * colon of a scheme, and between the backslashes of a share. Everything else stays as it is, so that initials, times and numbers are not
 * touched.
 *
 * <p>A blank, since it is the one thing that every client ends a link at, in plain text, HTML and subject alike; zero-width characters are
 * passed over by some, and look-alike dots are turned back by others. One pass.
 */
public final class Unlinked {
    private static final String DOTS = ".\u3002\uff0e\uff61\u2024";
    private static final String AT = "@\uff20\ufe6b";
    private static final char NONE = ' ';

    private Unlinked() {}

    public static String of(String text) {
        StringBuilder out = new StringBuilder(text.length() + 8);
        char before = NONE;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char next = visible(text, i + 1);
            boolean joined = isLabel(before) && next != NONE;
            if (AT.indexOf(c) >= 0 && before != NONE && next != NONE) {
                out.append(' ').append(c).append(' ');
            } else if (DOTS.indexOf(c) >= 0 && joined && endsLabel(text, i + 1)
                    || c == ':' && joined && !Character.isDigit(before)
                    || c == '\\' && next == '\\') {
                out.append(c).append(' ');
            } else {
                out.append(c);
            }
            if (!isInvisible(text, i)) {
                before = Character.isWhitespace(c) ? NONE : c;
            }
        }
        return out.toString();
    }

    /**
     * What a program may take for a part of a domain. Beyond ASCII that is everything but blanks: signs, which some domains have, and
     * accents written apart from their letters.
     */
    private static boolean isLabel(char c) {
        return Character.isLetterOrDigit(c)
                || c == '-'
                || c == '_'
                || c >= 0x80 && !Character.isSpaceChar(c) && DOTS.indexOf(c) < 0 && AT.indexOf(c) < 0;
    }

    /** Whether what follows a dot could be the end of a domain: two letters or more, or the number of an IP address. */
    private static boolean endsLabel(String text, int from) {
        int seen = 0;
        boolean digits = true;
        for (int i = from; i < text.length() && seen < 2; i++) {
            char c = text.charAt(i);
            if (isInvisible(text, i)) {
                continue;
            }
            if (!isLabel(c)) {
                break;
            }
            digits &= Character.isDigit(c);
            // An accent is no letter of its own.
            seen += Character.getType(c) == Character.NON_SPACING_MARK ? 0 : 1;
        }
        return seen == 2 && !digits || seen > 0 && digits && isAddress(text, from);
    }

    /** Whether the dot before {@code from} is the last of three between numbers. */
    private static boolean isAddress(String text, int from) {
        int dots = 1;
        int digits = 0;
        for (int i = from - 2; i >= 0 && digits < 16; i--) {
            char c = text.charAt(i);
            if (c == '.') {
                dots++;
            } else if (Character.isDigit(c)) {
                digits++;
            } else if (!isInvisible(text, i)) {
                break;
            }
        }
        return dots >= 3;
    }

    private static char visible(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isInvisible(text, i)) {
                return Character.isWhitespace(c) ? NONE : c;
            }
        }
        return NONE;
    }

    /** What nobody sees, and what the layout of the text part takes out later: one set for both. */
    private static boolean isInvisible(String text, int index) {
        char c = text.charAt(index);
        if (Character.isSurrogate(c)) {
            int whole = Character.isLowSurrogate(c) && index > 0
                    ? text.codePointBefore(index + 1)
                    : text.codePointAt(index);
            return VisibleText.isIgnorable(whole);
        }
        return VisibleText.isIgnorable(c) && !Character.isWhitespace(c);
    }
}
