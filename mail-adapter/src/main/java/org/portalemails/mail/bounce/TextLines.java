package org.portalemails.mail.bounce;

import org.jspecify.annotations.Nullable;

/** The lines of a text, one after the other. */
final class TextLines {
    private final String text;
    private int at;

    TextLines(String text) {
        this.text = text;
    }

    /** The next line without its end, or {@code null} after the last. */
    @Nullable
    String next() {
        if (at >= text.length()) {
            return null;
        }
        int end = text.indexOf('\n', at);
        int next = end < 0 ? text.length() : end + 1;
        int last = end < 0 ? text.length() : end;
        if (last > at && text.charAt(last - 1) == '\r') {
            last--;
        }
        String line = text.substring(at, last);
        at = next;
        return line;
    }
}
