package org.portalemails.template;

import org.jspecify.annotations.Nullable;

/**
 * Makes a value harmless for the text it will stand in, so that it is never syntax.
 *
 * <p>Control characters, line and paragraph separators and noncharacters become a space; line breaks and tabs stay where the
 * text has lines. Half a surrogate pair becomes U+FFFD. The invisible characters that turn the direction of writing
 * (U+202A to U+202E, U+2066 to U+2069) are dropped: unpaired in a name, they would turn the text of others behind it.
 */
final class ValueEscape {
    private static final String SPACE = " ";
    private static final String NOTHING = "";

    /** What replaces each character below U+00A0; {@code null} for most. */
    private static final @Nullable String[] IN_SUBJECT = table(TextKind.SUBJECT);

    private static final @Nullable String[] IN_PLAIN = table(TextKind.PLAIN);
    private static final @Nullable String[] IN_HTML = table(TextKind.HTML);

    private ValueEscape() {}

    /**
     * Escapes a value; linear in its length.
     *
     * @param kind where it will stand
     * @param value any text
     * @return the value itself if there is nothing to do
     */
    static String escape(TextKind kind, String value) {
        @Nullable
        String[] table =
                switch (kind) {
                    case SUBJECT -> IN_SUBJECT;
                    case PLAIN -> IN_PLAIN;
                    case HTML -> IN_HTML;
                };
        int length = value.length();
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c < table.length ? table[c] != null : c >= 0x2028 && replacement(value, i) != null) {
                return escapeFrom(i, table, value);
            }
        }
        return value;
    }

    private static String escapeFrom(int first, @Nullable String[] table, String value) {
        StringBuilder out = new StringBuilder(value.length() + 16).append(value, 0, first);
        for (int i = first; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\r' && table['\n'] == null) {
                // CRLF and CR are one line break.
                if (i + 1 == value.length() || value.charAt(i + 1) != '\n') {
                    out.append('\n');
                }
                continue;
            }
            String replacement = c < table.length ? table[c] : c >= 0x2028 ? replacement(value, i) : null;
            if (replacement == null) {
                out.append(c);
            } else {
                out.append(replacement);
            }
        }
        return out.toString();
    }

    private static @Nullable String replacement(String value, int i) {
        char c = value.charAt(i);
        if (c == 0x2028 || c == 0x2029 || c >= 0xfdd0 && c <= 0xfdef || c >= 0xfffe) {
            return SPACE;
        }
        if (c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069) {
            return NOTHING;
        }
        if (!Character.isSurrogate(c)) {
            return null;
        }
        boolean paired = Character.isHighSurrogate(c)
                ? i + 1 < value.length() && Character.isLowSurrogate(value.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(value.charAt(i - 1));
        return paired ? null : "\ufffd";
    }

    private static @Nullable String[] table(TextKind kind) {
        @Nullable String[] table = new @Nullable String[0xa0];
        for (int c = 0; c < table.length; c++) {
            if (c < ' ' || c >= 0x7f) {
                table[c] = SPACE;
            }
        }
        if (kind != TextKind.SUBJECT) {
            table['\n'] = null;
            table['\t'] = null;
        }
        if (kind == TextKind.HTML) {
            table['&'] = "&amp;";
            table['<'] = "&lt;";
            table['>'] = "&gt;";
            table['"'] = "&quot;";
            table['\''] = "&#39;";
        }
        return table;
    }
}
