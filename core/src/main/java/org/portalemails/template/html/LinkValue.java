package org.portalemails.template.html;

import java.nio.charset.StandardCharsets;

/** Values inside links: percent-encoded as RFC 3986 wants it, never a scheme of their own. */
public final class LinkValue {
    private static final int LONGEST_EXTENSION = 6;
    private static final String HEX = "0123456789ABCDEF";

    private LinkValue() {}

    /**
     * A piece of a path, a query or an address: everything but letters, digits and {@code -._~@:} is encoded, so that it
     * cannot begin a parameter or a fragment.
     */
    public static String part(String value) {
        return encode(value, "-._~@:");
    }

    /**
     * The address part of a {@code mailto:} link (RFC 6068, section 2): one mailbox, which cannot become two, nor begin a subject.
     * The plus sign of {@code name+tag@} stays as people know it.
     */
    public static String mailAddress(String value) {
        return encode(value.strip(), "-._~@+!$'*");
    }

    /**
     * The number of a {@code tel:} or {@code sms:} link (RFC 3966, section 3): blanks go, the separators {@code - . ( )} stay, and an
     * extension in words becomes {@code ;ext=}.
     */
    public static String phone(String value) {
        StringBuilder number = new StringBuilder();
        StringBuilder extension = new StringBuilder();
        boolean words = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            if (c == '/') {
                // Another number follows.
                break;
            }
            if (words) {
                if (digit) {
                    extension.append(c);
                }
            } else if (digit
                    || number.length() == 0 && "+(*".indexOf(c) >= 0
                    || number.length() > 0 && "-.()*".indexOf(c) >= 0) {
                number.append(c);
            } else if (Character.isLetter(c) || c == '#' || c == ';' || c == ',') {
                // Words before the number only say what it is.
                words = number.chars().anyMatch(d -> d >= '0' && d <= '9');
            }
        }
        boolean extended = extension.length() > 0 && extension.length() <= LONGEST_EXTENSION;
        return number + (extended ? ";ext=" + extension : "");
    }

    /** Whether something is written as the number of a {@code tel:} link. */
    static boolean isPhone(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9' || "+-.()*;=ext ".indexOf(c) >= 0);
    }

    /** What people read in the place of an address that is percent-encoded; as it is, if its escapes are not UTF-8, or no characters. */
    static String decoded(String encoded) {
        if (encoded.indexOf('%') < 0) {
            return encoded;
        }
        byte[] bytes = new byte[encoded.length()];
        int count = 0;
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c >= 0x80) {
                return encoded;
            }
            if (c == '%' && isEscape(encoded, i)) {
                c = (char) Integer.parseInt(encoded.substring(i + 1, i + 3), 16);
                i += 2;
            }
            bytes[count++] = (byte) c;
        }
        String decoded = new String(bytes, 0, count, StandardCharsets.UTF_8);
        // A noncharacter would be taken for a hole.
        boolean plain = decoded.chars().allMatch(c -> c > ' ' && c != 0x7f && c < 0xfffd && (c < 0xfdd0 || c > 0xfdef));
        return plain ? decoded : encoded;
    }

    static boolean isAlphanumeric(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    /** Percent-encodes everything but ASCII letters, digits and what is kept; escapes that are there stay, if {@code %} is kept. */
    static String encode(String text, String kept) {
        StringBuilder out = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean keep = isAlphanumeric(c) || kept.indexOf(c) >= 0 && (c != '%' || isEscape(text, i));
            if (keep) {
                if (out != null) {
                    out.append(c);
                }
                continue;
            }
            if (out == null) {
                out = new StringBuilder(text.length() + 16).append(text, 0, i);
            }
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint) - 1;
            // A lone surrogate becomes "?" here, which is encoded like any other byte.
            for (byte octet : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
                out.append('%').append(HEX.charAt(octet >> 4 & 15)).append(HEX.charAt(octet & 15));
            }
        }
        return out == null ? text : out.toString();
    }

    private static boolean isEscape(String text, int percent) {
        return percent + 2 < text.length()
                && Character.digit(text.charAt(percent + 1), 16) >= 0
                && Character.digit(text.charAt(percent + 2), 16) >= 0
                && text.charAt(percent + 1) < 0x80
                && text.charAt(percent + 2) < 0x80;
    }
}
