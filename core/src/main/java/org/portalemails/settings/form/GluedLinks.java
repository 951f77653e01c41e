package org.portalemails.settings.form;

import java.util.List;
import java.util.regex.Pattern;
import org.portalemails.template.Position;
import org.portalemails.template.mustache.FieldUse;

/**
 * Finds links among the words of a text that touch a part of another address: {@code https://a.example/?t={{resetLink}}}. Where the
 * mail is read they are one address, and it leads nowhere.
 *
 * <p>Asked in ascending order of position it reads the text once.
 */
final class GluedLinks {
    /** More than this is not looked at on either side. */
    private static final int NEAR = 200;

    /** What stands between words and addresses; a brace ends another field. */
    private static final String APART = "<>(){}[]\"'|;,";

    /** An address as far as a person would see one: with a scheme, or with the name of a server. */
    private static final Pattern ADDRESS =
            Pattern.compile("(?i).*://.*|www\\..*|[a-z0-9-]+(\\.[a-z0-9-]+)*\\.[a-z]{2,}.*");
    /** Signs before which no sentence stands. */
    private static final String INSIDE = "/=&#";

    private static final String ALSO_ENDS_A_SENTENCE = "?.:";
    private static final List<String> REFERENCES_TO_AND = List.of("&amp;", "&#38;", "&#x26;");

    private final String text;
    private int offset;
    private Position reached = Position.START;

    public GluedLinks(String text) {
        this.text = text;
    }

    /**
     * Whether the use of a field that is a link touches an address.
     *
     * @param use one that stands in the text
     * @param mayBeLengthened whether something after the value is a part of its address, as in {@code {{portalUrl}}/help}
     */
    public boolean touches(FieldUse use, boolean mayBeLengthened) {
        int start = offsetOf(use.position());
        int end = text.indexOf("}}", start);
        return endsWithAddress(before(start)) || !mayBeLengthened && end >= 0 && beginsInside(after(end + 2));
    }

    /** Whether a field is all of the address in a {@code mailto:} or {@code tel:} link, as far as its scheme and its query. */
    public boolean isWholeTarget(FieldUse use) {
        int start = offsetOf(use.position());
        int end = text.indexOf("}}", start) + 2;
        return start > 0
                && text.charAt(start - 1) == ':'
                && end < text.length()
                && "\"'?".indexOf(text.charAt(end)) >= 0;
    }

    /** Whether nothing but blanks stands behind a field that begins an attribute: what is attached to a secret damages it. */
    public boolean isWholeAttribute(FieldUse use) {
        int start = offsetOf(use.position());
        int end = text.indexOf("}}", start) + 2;
        if (text.startsWith("{{{", start) && text.startsWith("}", end)) {
            end++;
        }
        while (end < text.length() && text.charAt(end) <= ' ') {
            end++;
        }
        return end < text.length() && "\"'".indexOf(text.charAt(end)) >= 0;
    }

    private static boolean endsWithAddress(String before) {
        if (before.isEmpty()) {
            return false;
        }
        char last = before.charAt(before.length() - 1);
        if (before.contains("://") || INSIDE.indexOf(last) >= 0) {
            return true;
        }
        return last == '?' && ADDRESS.matcher(before).matches();
    }

    private static boolean beginsInside(String after) {
        if (after.isEmpty()) {
            return false;
        }
        char first = after.charAt(0);
        return INSIDE.indexOf(first) >= 0
                || ALSO_ENDS_A_SENTENCE.indexOf(first) >= 0
                        && after.length() > 1
                        && (Character.isLetterOrDigit(after.charAt(1)) || INSIDE.indexOf(after.charAt(1)) >= 0);
    }

    private String before(int start) {
        int from = start;
        while (from > 0 && start - from < NEAR && !endsHere(from - 1)) {
            from--;
        }
        return withoutReferences(text.substring(from, start));
    }

    private String after(int end) {
        int to = end;
        while (to < text.length() && to - end < NEAR && !isApart(text.charAt(to))) {
            to++;
        }
        String after = text.substring(end, Math.min(text.length(), to + 1));
        // A reference to another character is no sign of an address: "&nbsp;" or "&raquo;".
        boolean reference = after.startsWith("&") && after.endsWith(";");
        return reference && REFERENCES_TO_AND.stream().noneMatch(after::startsWith) ? "" : withoutReferences(after);
    }

    private boolean endsHere(int index) {
        return isApart(text.charAt(index))
                && REFERENCES_TO_AND.stream().noneMatch(and -> text.startsWith(and, index + 1 - and.length()));
    }

    /** A blank, a quotation mark, a bracket … */
    private static boolean isApart(char c) {
        int type = Character.getType(c);
        return APART.indexOf(c) >= 0
                || c <= ' '
                || Character.isSpaceChar(c)
                || type == Character.INITIAL_QUOTE_PUNCTUATION
                || type == Character.FINAL_QUOTE_PUNCTUATION;
    }

    private static String withoutReferences(String run) {
        String plain = run;
        for (String and : REFERENCES_TO_AND) {
            plain = plain.replace(and, "&");
        }
        return plain;
    }

    private int offsetOf(Position wanted) {
        int line = reached.line();
        int column = reached.column();
        while (offset < text.length() && new Position(line, column).compareTo(wanted) < 0) {
            int c = text.codePointAt(offset);
            offset += Character.charCount(c);
            line += c == '\n' ? 1 : 0;
            column = c == '\n' ? 1 : column + 1;
        }
        reached = new Position(line, column);
        return offset;
    }
}
