package org.portalemails.template;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Values inside links: percent-encoded as RFC 3986 wants it, never a scheme of their own. */
final class LinkValue {
    private static final String HTTPS = "https://";
    private static final String HEX = "0123456789ABCDEF";

    private LinkValue() {}

    /**
     * A whole link.
     *
     * @return the link with everything percent-encoded that may not stand in a URI as it is (escapes that are there already
     *     stay), or {@code null} if it is not {@code https} with an ASCII host and without user information
     */
    static @Nullable String https(String value) {
        String link = value.strip();
        if (!link.regionMatches(true, 0, HTTPS, 0, HTTPS.length())) {
            return null;
        }
        int path = HTTPS.length();
        while (path < link.length() && "/?#".indexOf(link.charAt(path)) < 0) {
            path++;
        }
        if (!isAuthority(link, HTTPS.length(), path)) {
            return null;
        }
        return HTTPS + link.substring(HTTPS.length(), path) + encode(link.substring(path), "-._~:/?#[]@!$&'()*+,;=%");
    }

    /**
     * A piece of a path, a query or an address: everything but letters, digits and {@code -._~@:} is encoded, so that it
     * cannot begin a parameter or a fragment.
     */
    static String part(String value) {
        return encode(value, "-._~@:");
    }

    private static boolean isAuthority(String link, int from, int to) {
        int at = from;
        while (at < to && isHostCharacter(link.charAt(at))) {
            at++;
        }
        if (at == from || link.charAt(from) == '.' || link.charAt(from) == '-') {
            return false;
        }
        if (at == to) {
            return true;
        }
        if (link.charAt(at) != ':' || to - at > 6 || to - at < 2) {
            return false;
        }
        for (int i = at + 1; i < to; i++) {
            if (link.charAt(i) < '0' || link.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static boolean isHostCharacter(char c) {
        return isAlphanumeric(c) || c == '.' || c == '-';
    }

    private static boolean isAlphanumeric(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    private static String encode(String text, String kept) {
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
