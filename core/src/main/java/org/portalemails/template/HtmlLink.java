package org.portalemails.template;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The value of an attribute as an author writes it, as far as it has been read; and, where it is a link, where in the link it has
 * come.
 *
 * <p>What a client would do with a link is decided by its first characters. They are compared as they stand, so that neither an
 * entity nor a line break can hide a scheme: what does not begin with an allowed scheme is refused. No character is looked at twice.
 */
final class HtmlLink {
    /** How far a link has come, and so what a value may do to it. */
    enum Stage {
        /** Nothing has been read: a value decides where the link leads. */
        START,
        /** In the scheme or the host: a value would change where the link leads. */
        HOST,
        /** Behind the host: a value can be percent-encoded. */
        OPEN,
        /** In the address of a {@code mailto:} link. */
        MAILBOX,
        /** In the number of a {@code tel:} or {@code sms:} link. */
        PHONE,
        /** Not a link that may stand in a mail. */
        REFUSED
    }

    private static final int LONGEST_SCHEME = "https://".length();
    private static final String[] SCHEMES = {"https://", "http://", "mailto:", "tel:", "sms:", "#"};

    private final StringBuilder read = new StringBuilder();
    private int leadingBlanks;
    private boolean fieldFirst;
    /** Up to where no delimiter was found; only grows. */
    private int looked;

    private boolean delimited;

    /** Begins another value. */
    void begin() {
        read.setLength(0);
        leadingBlanks = 0;
        fieldFirst = false;
        looked = 0;
        delimited = false;
    }

    void append(char c) {
        if (leadingBlanks == read.length() && (c == ' ' || c == '\n')) {
            leadingBlanks++;
        }
        read.append(c);
    }

    /** A field stands where the value begins; what follows is read anew. */
    void beginWithField() {
        begin();
        fieldFirst = true;
    }

    /** Whether it began with a field. */
    boolean beginsWithField() {
        return fieldFirst;
    }

    /** Where the link stands now. */
    Stage stage() {
        int from = fieldFirst ? 0 : leadingBlanks;
        if (from == read.length()) {
            return fieldFirst ? Stage.HOST : Stage.START;
        }
        if (fieldFirst) {
            return isDelimited(0, "/?#") ? Stage.OPEN : Stage.HOST;
        }
        String scheme = scheme();
        if (scheme == null) {
            return Stage.REFUSED;
        }
        int behind = from + scheme.length();
        return switch (scheme) {
            case "#" -> Stage.OPEN;
            case "mailto:" -> isDelimited(behind, "?") ? Stage.OPEN : Stage.MAILBOX;
            case "tel:", "sms:" -> isDelimited(behind, "?") ? Stage.OPEN : Stage.PHONE;
            default -> isDelimited(behind, "/?#") ? Stage.OPEN : Stage.HOST;
        };
    }

    private boolean isDelimited(int from, String delimiters) {
        for (looked = Math.max(looked, from); !delimited && looked < read.length(); looked++) {
            delimited = delimiters.indexOf(read.charAt(looked)) >= 0;
        }
        return delimited;
    }

    /**
     * The allowed scheme that the value begins with.
     *
     * @return lower case with its delimiter, such as {@code https://} or {@code mailto:}; {@code #} for a place in the same
     *     text; {@code null} if it begins with something else
     */
    @Nullable
    String scheme() {
        int from = leadingBlanks;
        String head = read.substring(from, Math.min(read.length(), from + LONGEST_SCHEME))
                .toLowerCase(Locale.ROOT);
        for (String scheme : SCHEMES) {
            if (head.startsWith(scheme)) {
                return scheme;
            }
        }
        return null;
    }

    /** What was read since the beginning, or since the field that it began with. */
    @Override
    public String toString() {
        return read.toString();
    }
}
