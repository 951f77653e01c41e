package org.portalemails.template.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * Resolves character references as the HTML standard does (section 13.2.5.72 and following), for the names of HTML 4.01.
 * A name that is not known stays as it is written.
 */
public final class HtmlEntities {
    private static final int LONGEST_NAME = 8;
    private static final Map<String, String> BY_NAME = load();

    /** What Windows-1252 means by the bytes 0x80 to 0x9f; the standard reads numeric references so. */
    private static final String WINDOWS_1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

    private HtmlEntities() {}

    /**
     * Resolves all references; linear.
     *
     * @param attribute whether {@code html} is the value of an attribute: there a name without a semicolon counts only if
     *     neither {@code =} nor a letter or digit follows, so that {@code ?a=1&copy=2} stays a link
     * @return {@code html} itself if there are none
     */
    public static String decode(String html, boolean attribute) {
        int amp = html.indexOf('&');
        if (amp < 0) {
            return html;
        }
        StringBuilder out = new StringBuilder(html.length());
        int from = 0;
        while (amp >= 0) {
            out.append(html, from, amp);
            from = reference(html, amp, attribute, out);
            amp = html.indexOf('&', from);
        }
        return out.append(html, from, html.length()).toString();
    }

    /** Whether something that has been decoded still looks like a reference: a name that is not known here. */
    public static boolean hasReference(String decoded) {
        for (int amp = decoded.indexOf('&'); amp >= 0; amp = decoded.indexOf('&', amp + 1)) {
            int end = amp + 1;
            while (end < decoded.length() && isAlphanumeric(decoded.charAt(end))) {
                end++;
            }
            if (end > amp + 1 && end < decoded.length() && decoded.charAt(end) == ';') {
                return true;
            }
        }
        return false;
    }

    /** Appends what stands at {@code amp}; answers the offset after it. */
    private static int reference(String html, int amp, boolean attribute, StringBuilder out) {
        int at = amp + 1;
        if (at < html.length() && html.charAt(at) == '#') {
            return numeric(html, amp, out);
        }
        int end = at;
        while (end < html.length() && end - at < LONGEST_NAME && isAlphanumeric(html.charAt(end))) {
            end++;
        }
        boolean closed = end < html.length() && html.charAt(end) == ';';
        String text = BY_NAME.get(html.substring(at, end));
        if (closed && text != null) {
            out.append(text);
            return end + 1;
        }
        if (attribute && end < html.length() && (html.charAt(end) == '=' || isAlphanumeric(html.charAt(end)))) {
            out.append('&');
            return at;
        }
        // The names of Latin-1 are also understood without a semicolon, and with letters right behind them.
        for (int shorter = end; shorter >= (attribute ? end : at + 2); shorter--) {
            text = BY_NAME.get(html.substring(at, shorter));
            if (text != null && (text.charAt(0) < 0x100) && !html.startsWith("apos", at)) {
                out.append(text);
                return shorter;
            }
        }
        out.append('&');
        return at;
    }

    private static int numeric(String html, int amp, StringBuilder out) {
        int at = amp + 2;
        boolean hex = at < html.length() && (html.charAt(at) == 'x' || html.charAt(at) == 'X');
        if (hex) {
            at++;
        }
        int digits = at;
        int codePoint = 0;
        while (at < html.length() && digit(html.charAt(at), hex) >= 0) {
            // Capped, so that a long row of digits cannot run over.
            codePoint = Math.min(codePoint * (hex ? 16 : 10) + digit(html.charAt(at), hex), 0x110000);
            at++;
        }
        if (at == digits) {
            out.append('&');
            return amp + 1;
        }
        if (codePoint >= 0x80 && codePoint < 0xa0) {
            out.append(WINDOWS_1252.charAt(codePoint - 0x80));
        } else if (!isCharacter(codePoint)) {
            out.append('\ufffd');
        } else {
            out.appendCodePoint(codePoint);
        }
        return at < html.length() && html.charAt(at) == ';' ? at + 1 : at;
    }

    /** Not a surrogate, not a noncharacter, and no control character but white space. */
    private static boolean isCharacter(int c) {
        return c <= Character.MAX_CODE_POINT
                && (c >= ' ' || c == '\t' || c == '\n')
                && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                && (c < 0xfdd0 || c > 0xfdef)
                && (c & 0xfffe) != 0xfffe;
    }

    private static int digit(char c, boolean hex) {
        return c < 0x80 ? Character.digit(c, hex ? 16 : 10) : -1;
    }

    private static boolean isAlphanumeric(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    private static Map<String, String> load() {
        Properties properties = new Properties();
        try (InputStream in = HtmlEntities.class.getResourceAsStream("html-entities.properties")) {
            if (in == null) {
                throw new IllegalStateException("html-entities.properties is missing beside " + HtmlEntities.class);
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> byName = new HashMap<>(properties.size() * 2);
        properties.forEach((name, codePoint) ->
                byName.put((String) name, Character.toString(Integer.parseInt((String) codePoint))));
        return byName;
    }
}
