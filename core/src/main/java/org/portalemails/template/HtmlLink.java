package org.portalemails.template;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A link as an author writes it in an attribute, as far as it has been read.
 *
 * <p>What a client would do with a link is decided by its first characters. They are compared as they stand, so that neither an
 * entity nor a line break can hide a scheme: what does not begin with an allowed scheme is refused.
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
        /** Not a link that may stand in a mail. */
        REFUSED
    }

    private static final int LONGEST_SCHEME = "https://".length();

    private HtmlLink() {}

    /**
     * Where a link stands.
     *
     * @param literal what was read since the beginning, or since the field that it began with
     * @param fieldFirst whether it began with a field
     */
    static Stage stage(CharSequence literal, boolean fieldFirst) {
        int from = fieldFirst ? 0 : start(literal);
        if (from == literal.length()) {
            return fieldFirst ? Stage.HOST : Stage.START;
        }
        if (!fieldFirst) {
            String scheme = scheme(literal);
            if (scheme == null) {
                return Stage.REFUSED;
            }
            if (!scheme.startsWith("http")) {
                return Stage.OPEN;
            }
            from += scheme.length();
        }
        for (int i = from; i < literal.length(); i++) {
            if ("/?#".indexOf(literal.charAt(i)) >= 0) {
                return Stage.OPEN;
            }
        }
        return Stage.HOST;
    }

    /**
     * The allowed scheme that a literal link begins with.
     *
     * @return lower case with its delimiter, such as {@code https://} or {@code mailto:}; {@code #} for a place in the same
     *     text; {@code null} if it begins with something else
     */
    static @Nullable String scheme(CharSequence literal) {
        int from = start(literal);
        String head = literal.subSequence(from, Math.min(literal.length(), from + LONGEST_SCHEME))
                .toString()
                .toLowerCase(Locale.ROOT);
        for (String scheme : new String[] {"https://", "http://", "mailto:", "tel:", "sms:", "cid:", "#"}) {
            if (head.startsWith(scheme)) {
                return scheme;
            }
        }
        return null;
    }

    private static int start(CharSequence literal) {
        int from = 0;
        while (from < literal.length() && (literal.charAt(from) == ' ' || literal.charAt(from) == '\n')) {
            from++;
        }
        return from;
    }
}
