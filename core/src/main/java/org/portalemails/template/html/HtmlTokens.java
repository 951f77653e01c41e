package org.portalemails.template.html;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Cuts rendered HTML into tags and texts, one after the other; linear.
 *
 * <p>Comments, declarations and the content of elements that are not shown are passed over. An end that is missing is the end of
 * the text: nothing is read twice.
 */
final class HtmlTokens {
    enum Kind {
        TEXT,
        START,
        END,
        EOF
    }

    private final String html;
    private int at;
    private String name = "";
    private String text = "";
    private Map<String, String> attributes = Map.of();
    private final Ahead endOfComment = new Ahead("-->");
    private final Ahead otherEndOfComment = new Ahead("--!>");
    private final Ahead endTag = new Ahead("</");

    HtmlTokens(String html) {
        this.html = html;
    }

    /** The name of the last tag, lower case. */
    String name() {
        return name;
    }

    /** The last text, references resolved. */
    String text() {
        return text;
    }

    /** An attribute of the last tag, references resolved; empty if it is missing. */
    String attribute(String attributeName) {
        return attributes.getOrDefault(attributeName, "");
    }

    /** Whether the last tag has an attribute. */
    boolean has(String attributeName) {
        return attributes.containsKey(attributeName);
    }

    Kind next() {
        while (at < html.length()) {
            if (html.charAt(at) == '<') {
                char after = at + 1 < html.length() ? html.charAt(at + 1) : ' ';
                if (after == '!' || after == '?') {
                    passDeclaration();
                    continue;
                }
                if (isLetter(after)) {
                    return startTag();
                }
                if (after == '/' && at + 2 < html.length() && isLetter(html.charAt(at + 2))) {
                    return endTag();
                }
            }
            int to = html.indexOf('<', at + 1);
            text = HtmlEntities.decode(html.substring(at, to < 0 ? html.length() : to), false);
            at = to < 0 ? html.length() : to;
            return Kind.TEXT;
        }
        return Kind.EOF;
    }

    private void passDeclaration() {
        if (!html.startsWith("<!--", at)) {
            int end = html.indexOf('>', at);
            at = end < 0 ? html.length() : end + 1;
            return;
        }
        // "<!-->" and "<!--->" are whole comments.
        int end = endOfComment.from(at + 2);
        int other = otherEndOfComment.from(at + 4);
        at = other < end ? other + 4 : Math.min(html.length(), end + 3);
    }

    /** Something that is looked for again and again; no character of the text is read twice for it. */
    private final class Ahead {
        private final String wanted;
        private int next = -1;

        Ahead(String wanted) {
            this.wanted = wanted;
        }

        /** Where it stands next; the length of the text if it does not. Asked in ascending order. */
        int from(int index) {
            if (next < index) {
                int found = html.indexOf(wanted, index);
                next = found < 0 ? html.length() : found;
            }
            return next;
        }
    }

    private Kind startTag() {
        at++;
        name = readName();
        readAttributes();
        if (name.equals("style") || name.equals("script") || name.equals("title") || name.equals("textarea")) {
            passRawText();
        }
        return Kind.START;
    }

    private void readAttributes() {
        attributes = Map.of();
        while (at < html.length() && html.charAt(at) != '>') {
            if (isBlank(html.charAt(at)) || html.charAt(at) == '/') {
                at++;
            } else {
                attribute();
            }
        }
        at = Math.min(at + 1, html.length());
    }

    private Kind endTag() {
        at += 2;
        name = readName();
        // Its attributes say nothing, but a ">" in one of them does not end the tag.
        readAttributes();
        return Kind.END;
    }

    private String readName() {
        int from = at;
        while (at < html.length() && !isBlank(html.charAt(at)) && html.charAt(at) != '/' && html.charAt(at) != '>') {
            at++;
        }
        return html.substring(from, at).toLowerCase(Locale.ROOT);
    }

    private void attribute() {
        int from = at++;
        while (at < html.length() && !isBlank(html.charAt(at)) && "=/>".indexOf(html.charAt(at)) < 0) {
            at++;
        }
        String attributeName = html.substring(from, at).toLowerCase(Locale.ROOT);
        passBlanks();
        String value = "";
        if (at < html.length() && html.charAt(at) == '=') {
            at++;
            passBlanks();
            value = attributeValue();
        }
        if (attributes.isEmpty()) {
            attributes = new HashMap<>();
        }
        attributes.putIfAbsent(attributeName, HtmlEntities.decode(value, true));
    }

    private String attributeValue() {
        if (at == html.length()) {
            return "";
        }
        char quote = html.charAt(at);
        int from;
        if (quote == '"' || quote == '\'') {
            from = at + 1;
            int end = html.indexOf(quote, from);
            int to = end < 0 ? html.length() : end;
            at = Math.min(to + 1, html.length());
            return html.substring(from, to);
        }
        from = at;
        while (at < html.length() && !isBlank(html.charAt(at)) && html.charAt(at) != '>') {
            at++;
        }
        return html.substring(from, at);
    }

    /** Passes over the content of the element just started, up to its end tag. */
    private void passRawText() {
        while (true) {
            int end = endTag.from(at);
            if (end == html.length()) {
                at = end;
                return;
            }
            if (html.regionMatches(true, end + 2, name, 0, name.length()) && endsName(end + 2 + name.length())) {
                at = end;
                return;
            }
            at = end + 2;
        }
    }

    private boolean endsName(int index) {
        return index >= html.length() || isBlank(html.charAt(index)) || "/>".indexOf(html.charAt(index)) >= 0;
    }

    private void passBlanks() {
        while (at < html.length() && isBlank(html.charAt(at))) {
            at++;
        }
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
    }
}
