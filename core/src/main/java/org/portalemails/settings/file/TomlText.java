package org.portalemails.settings.file;

import java.util.Locale;

/** Writes keys and texts as TOML 1.0 wants them. */
final class TomlText {
    private static final String LITERAL_MARK = "'''";

    private TomlText() {}

    /** A key: bare where it can be, else in quotation marks. */
    static String key(String key) {
        boolean bare = !key.isEmpty() && key.chars().allMatch(TomlText::isBare);
        return bare ? key : quoted(key);
    }

    static boolean isBare(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_';
    }

    /** A text on one line. */
    static String quoted(String text) {
        return '"' + escaped(text, false) + '"';
    }

    /** A text on lines of its own, as it is where that is possible: nothing in an HTML content needs to be escaped. */
    static String block(String text) {
        boolean literal = !text.contains(LITERAL_MARK)
                && !text.endsWith("'")
                && text.chars().noneMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t');
        return literal ? LITERAL_MARK + "\n" + text + LITERAL_MARK : "\"\"\"\n" + escaped(text, true) + "\"\"\"";
    }

    private static String escaped(String text, boolean lines) {
        StringBuilder out = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c == '\t' || c == '\n' && lines) {
                out.append(c);
            } else if (Character.isISOControl(c)) {
                out.append(String.format(Locale.ROOT, "\\u%04X", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
