package org.portalemails.template.html;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads style sheets and style attributes: what could load or run something, and what hides an element. Linear. */
public final class HtmlStyle {
    private static final Pattern ZERO = Pattern.compile("[+-]?+0*+\\.?+0*+(?:[a-z]++|%)?+");
    private static final Pattern FAR_AWAY = Pattern.compile("-[0-9]{3,}+(?:\\.[0-9]*+)?+(?:px|pt|em|rem)");

    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:([0-9A-Fa-f]{1,6}+)\\s?+|([^\\n]))");

    /** Addresses that a style may fetch from. */
    private static final String FETCHABLE = "https://";

    private static final HtmlStyle NONE = new HtmlStyle("");

    private boolean none;
    private boolean invisible;
    private boolean transparent;
    private boolean noHeight;
    private boolean noWidth;
    private boolean clipped;
    private boolean noFont;
    private boolean outside;
    private boolean notInOutlook;
    private boolean keepsLines;

    /**
     * Finds what may not stand in a mail.
     *
     * @param css with HTML entities resolved
     * @return the words to show to the author, each once, in order; empty if there is nothing to say
     */
    public static Set<String> refused(String css) {
        Set<String> refused = new LinkedHashSet<>();
        String plain = withoutComments(css).toLowerCase(Locale.ROOT);
        if (plain.indexOf('\\') >= 0) {
            refused.add("\\");
        }
        // Blanks before a parenthesis or a colon do not make them harmless in every client.
        String dense = plain.replaceAll("[ \t\n]", "");
        for (String word : List.of("expression(", "script:", "-moz-binding", "@import")) {
            if (dense.contains(word)) {
                refused.add(word);
            }
        }
        for (int at = dense.indexOf("behavior:"); at >= 0; at = dense.indexOf("behavior:", at + 1)) {
            // Not "scroll-behavior" and the like.
            if (at == 0 || !isNameCharacter(dense.charAt(at - 1))) {
                refused.add("behavior:");
            }
        }
        for (int url = dense.indexOf("url("); url >= 0; url = dense.indexOf("url(", url + 4)) {
            int from = url + 4;
            if (from < dense.length() && (dense.charAt(from) == '"' || dense.charAt(from) == '\'')) {
                from++;
            }
            if (!dense.startsWith(FETCHABLE, from)) {
                refused.add("url(");
            }
        }
        return refused;
    }

    /**
     * Finds what may not stand in a style sheet. Word's have escapes, such as the bullets of its lists; what they stand for is looked
     * at.
     *
     * @param css a style sheet
     * @return as {@link #refused}
     */
    public static Set<String> refusedInSheet(String css) {
        return refused(withoutEscapes(css));
    }

    /** With characters in the place of escapes (CSS Syntax, section 4.3.7). */
    private static String withoutEscapes(String css) {
        if (css.indexOf('\\') < 0) {
            return css;
        }
        Matcher escape = ESCAPE.matcher(css);
        return escape.replaceAll(found -> {
            String digits = found.group(1);
            int c = digits == null ? found.group(2).charAt(0) : Integer.parseInt(digits, 16);
            boolean character = c > 0 && c != '\\' && Character.isValidCodePoint(c);
            return Matcher.quoteReplacement(character ? Character.toString(c) : "?");
        });
    }

    private static boolean isNameCharacter(char c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c >= 0x80;
    }

    /**
     * A style sheet without its {@code @import} rules, which would fetch another one.
     *
     * @param written a style sheet
     * @return {@code written} itself if it has none; else without comments, too
     */
    public static String withoutImports(String written) {
        String css = withoutComments(written);
        String lower = css.toLowerCase(Locale.ROOT);
        int at = lower.indexOf("@import");
        if (at < 0) {
            return written;
        }
        StringBuilder out = new StringBuilder(css.length());
        int from = 0;
        while (at >= 0) {
            out.append(css, from, at);
            from = endOfRule(css, at);
            at = lower.indexOf("@import", from);
        }
        return out.append(css, from, css.length()).toString();
    }

    /** The offset behind the semicolon that ends a rule; semicolons in quotes and parentheses end nothing. */
    private static int endOfRule(String css, int start) {
        char quote = 0;
        int depth = 0;
        for (int i = start; i < css.length(); i++) {
            char c = css.charAt(i);
            if (quote != 0) {
                quote = c == quote || c == '\n' ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth = Math.max(0, depth - 1);
            } else if (c == ';' && depth == 0) {
                return i + 1;
            } else if (c == '{' || c == '}') {
                return i;
            }
        }
        return css.length();
    }

    /**
     * Reads the value of a style attribute.
     *
     * @param style with HTML entities resolved
     * @return what it does to the text in its element
     */
    static HtmlStyle of(String style) {
        return style.isEmpty() ? NONE : new HtmlStyle(withoutComments(style).toLowerCase(Locale.ROOT));
    }

    /**
     * What a style attribute or a style sheet declares.
     *
     * @param css with HTML entities resolved
     * @return names of properties, and each with its value, as {@code display:flex}; lower case, each once
     */
    public static Set<String> declared(String css) {
        Set<String> declared = new LinkedHashSet<>();
        for (String rule : withoutComments(css).toLowerCase(Locale.ROOT).split("[;{}]")) {
            int colon = rule.indexOf(':');
            if (colon > 0) {
                String property = rule.substring(0, colon).strip();
                declared.add(property);
                declared.add(property + ":" + value(rule, colon + 1, rule.length()));
            }
        }
        return declared;
    }

    private HtmlStyle(String css) {
        int colon = css.indexOf(':');
        int from = 0;
        while (colon >= 0) {
            // A brace has no place here.
            int end = Math.max(endOfRule(css, from), from + 1);
            if (colon > from && colon < end) {
                declaration(css.substring(from, colon).strip(), css, colon + 1, end);
            }
            from = end;
            colon = colon < from ? css.indexOf(':', from) : colon;
        }
    }

    private void declaration(String property, String css, int from, int end) {
        switch (property) {
            case "display" -> none = value(css, from, end).equals("none");
            case "visibility" -> {
                String value = value(css, from, end);
                invisible = value.equals("hidden") || value.equals("collapse");
            }
            case "opacity" -> transparent = isZero(value(css, from, end));
            case "max-height", "height" -> noHeight |= isZero(value(css, from, end));
            case "max-width", "width" -> noWidth |= isZero(value(css, from, end));
            case "overflow" -> {
                String value = value(css, from, end);
                clipped = value.equals("hidden") || value.equals("clip");
            }
            case "font-size" -> noFont = isZero(value(css, from, end));
            case "text-indent", "left", "top", "margin-left" ->
                outside |= FAR_AWAY.matcher(value(css, from, end)).matches();
            case "mso-hide" -> notInOutlook = value(css, from, end).equals("all");
            case "white-space" -> keepsLines |= value(css, from, end).startsWith("pre");
            default -> {
                // Says nothing about that.
            }
        }
    }

    /** The value of a declaration, without blanks around and without what makes it important. */
    private static String value(String css, int from, int end) {
        String value = css.substring(from, end).replace(";", "").strip();
        int mark = value.lastIndexOf('!');
        return mark >= 0 && value.substring(mark + 1).strip().equals("important")
                ? value.substring(0, mark).strip()
                : value;
    }

    private static boolean isZero(String value) {
        return ZERO.matcher(value).matches();
    }

    /** Whether the element is there and yet not seen, as authors hide the text that only the list of an inbox shall show. */
    boolean hides() {
        return none || invisible || transparent || clipped && (noHeight || noWidth || noFont) || outside;
    }

    /** Whether Outlook does not show the element. */
    boolean hidesInOutlook() {
        return notInOutlook;
    }

    /** Whether line ends in the element are shown as such. */
    boolean keepsLines() {
        return keepsLines;
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
