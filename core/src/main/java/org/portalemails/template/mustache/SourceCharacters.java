package org.portalemails.template.mustache;

import java.util.Locale;
import org.portalemails.template.TextKind;

/** Refuses characters that no author types on purpose. */
final class SourceCharacters {
    private SourceCharacters() {}

    static void check(String source, TextKind kind, Problems problems) {
        Positions positions = new Positions(source);
        for (int i = 0; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c >= ' ' && c < 0x7f) {
                continue;
            }
            if (c == '\n' && kind == TextKind.SUBJECT) {
                problems.error("template.line-break-in-subject", positions.at(i));
            } else if (isRefused(source, i, kind)) {
                problems.error(
                        "template.control-character",
                        positions.at(i),
                        "character",
                        String.format(Locale.ROOT, "U+%04X", (int) c));
            }
        }
    }

    private static boolean isRefused(String source, int i, TextKind kind) {
        char c = source.charAt(i);
        if (c == '\n' || c == '\t') {
            return kind == TextKind.SUBJECT;
        }
        if (Character.isHighSurrogate(c)) {
            return i + 1 == source.length() || !Character.isLowSurrogate(source.charAt(i + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return i == 0 || !Character.isHighSurrogate(source.charAt(i - 1));
        }
        return c < ' '
                || c >= 0x7f && c < 0xa0
                || c == 0x2028
                || c == 0x2029
                || c >= 0xfdd0 && c <= 0xfdef
                || c >= 0xfffe;
    }
}
