package org.portalemails.template;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Looks through style sheets and style attributes for what could load or run something. */
final class HtmlStyle {
    private static final String[] REFUSED = {"expression(", "script:", "behavior:", "-moz-binding", "@import", "\\"};

    private HtmlStyle() {}

    /**
     * Finds what may not stand in a mail; linear.
     *
     * @param css with HTML entities resolved
     * @return the word to show to the author, or {@code null} if there is nothing to say
     */
    static @Nullable String refused(String css) {
        String plain = withoutComments(css).toLowerCase(Locale.ROOT);
        for (String word : REFUSED) {
            if (plain.contains(word)) {
                return word;
            }
        }
        // Blanks before a parenthesis or a colon do not make them harmless in every client.
        String dense = plain.replaceAll("[ \t\n]", "");
        for (String word : REFUSED) {
            if (dense.contains(word)) {
                return word;
            }
        }
        for (int url = dense.indexOf("url("); url >= 0; url = dense.indexOf("url(", url + 4)) {
            int from = url + 4;
            if (from < dense.length() && (dense.charAt(from) == '"' || dense.charAt(from) == '\'')) {
                from++;
            }
            if (!dense.startsWith("https://", from) && !dense.startsWith("cid:", from)) {
                return "url(";
            }
        }
        return null;
    }

    private static String withoutComments(String css) {
        int open = css.indexOf("/*");
        if (open < 0) {
            return css;
        }
        StringBuilder out = new StringBuilder(css.length());
        int from = 0;
        while (open >= 0) {
            out.append(css, from, open);
            int close = css.indexOf("*/", open + 2);
            if (close < 0) {
                return out.toString();
            }
            from = close + 2;
            open = css.indexOf("/*", from);
        }
        return out.append(css, from, css.length()).toString();
    }
}
