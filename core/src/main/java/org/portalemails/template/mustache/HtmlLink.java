package org.portalemails.template.mustache;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.portalemails.template.Position;
import org.portalemails.template.html.HtmlTokenizer;

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

    private final StringBuilder read;
    private Position position = Position.START;
    /** Where in {@link #read} it begins: 0, or behind what stood before the field that it begins with. */
    private int start;

    private int leadingBlanks;
    private boolean fieldFirst;
    private boolean reported;
    private boolean tag;
    /** Up to where no delimiter was found; only grows. */
    private int looked;

    private boolean delimited;

    /** Looks at a value that grows while it is read. */
    HtmlLink(StringBuilder read) {
        this.read = read;
    }

    /** Another value begins, of the attribute that begins there. */
    void begin(Position attribute) {
        position = attribute;
        reported = false;
        tag = false;
        fieldFirst = false;
        beginAt(0);
    }

    private void beginAt(int offset) {
        start = offset;
        leadingBlanks = 0;
        looked = 0;
        delimited = false;
    }

    /** A tag of the template stands here. */
    void tag() {
        tag = true;
    }

    /** Whether a tag of the template stands in it. */
    boolean holdsTag() {
        return tag;
    }

    /** Says that this link may not stand in a mail; {@link #isReported} from now on. */
    void report(Problems problems) {
        reported = true;
        problems.error("template.link-not-allowed", position, "link", toString());
    }

    boolean isReported() {
        return reported;
    }

    /** A field stands where the value begins; what follows is read anew. */
    void beginWithField() {
        beginAt(read.length());
        fieldFirst = true;
    }

    /** Whether it began with a field. */
    boolean beginsWithField() {
        return fieldFirst;
    }

    /** Where the link stands now. */
    Stage stage() {
        if (fieldFirst) {
            return read.length() > start && isDelimited(start, "/?#") ? Stage.OPEN : Stage.HOST;
        }
        int from = begin();
        if (from == read.length()) {
            return Stage.START;
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

    /** Behind the blanks that it begins with. */
    private int begin() {
        while (start + leadingBlanks < read.length() && HtmlTokenizer.isBlank(read.charAt(start + leadingBlanks))) {
            leadingBlanks++;
        }
        return start + leadingBlanks;
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
        int from = begin();
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
        return read.substring(start);
    }
}
