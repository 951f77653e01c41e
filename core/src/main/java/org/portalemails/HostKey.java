package org.portalemails;

import java.util.Objects;

/** What a key of the host's may be, so that every storage gives it back as it was. */
final class HostKey {
    private HostKey() {}

    static void require(String what, String value, int longest) {
        Objects.requireNonNull(value, what);
        if (value.isBlank() || value.length() > longest) {
            throw new IllegalArgumentException(what + ": 1 to " + longest + " characters, not blank");
        }
        if (!value.equals(value.strip())) {
            throw new IllegalArgumentException(what + ": no white space at its ends");
        }
        if (value.codePoints().anyMatch(HostKey::isUnsafe)) {
            throw new IllegalArgumentException(what + ": no control characters, no half of a surrogate pair");
        }
    }

    /** What storage would not give back: controls, separators of lines, halves of pairs, and what is no character. */
    private static boolean isUnsafe(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            default -> (c & 0xfffe) == 0xfffe || c >= 0xfdd0 && c <= 0xfdef;
        };
    }
}
