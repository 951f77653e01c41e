package org.portalemails.template.html;

import java.util.ArrayDeque;
import java.util.Deque;
import org.portalemails.language.VisibleText;

/**
 * Lays out plain text line by line: collapses white space, keeps blocks apart, indents lists and quotations.
 *
 * <p>Line breaks and blanks are only noted when they are asked for and written before the next character, so that none is left
 * at the beginning, at the end, or at the end of a line, and no two empty lines follow each other.
 */
final class TextLayout {
    private final StringBuilder out = new StringBuilder();
    private final Deque<String> indents = new ArrayDeque<>();
    private int lineBreaks;
    private boolean blank;
    private String separator = "";
    private String marker = "";
    /** Characters without a shape, which matter between letters only. */
    private final StringBuilder joiners = new StringBuilder();

    /** What follows begins on a new line, with {@code breaks - 1} empty lines before it at least. */
    void newLine(int breaks) {
        lineBreaks = Math.max(lineBreaks, breaks);
        separator = "";
    }

    /** One more line break, up to one empty line. */
    void lineBreak() {
        lineBreaks = Math.min(2, lineBreaks + 1);
        separator = "";
    }

    /** What follows on the same line, if anything does, is kept apart by {@code text}. */
    void separate(String text) {
        if (lineBreaks == 0 && out.length() > 0) {
            separator = text;
        }
    }

    /** What follows on the same line is kept apart by a blank at least. */
    void apart() {
        blank = true;
    }

    /** Every line from the next on begins with {@code text}, inside of what was pushed before. */
    void pushIndent(String text) {
        indents.push(text);
    }

    void popIndent() {
        if (!indents.isEmpty()) {
            indents.pop();
        }
    }

    /** The next line begins with {@code text} in the place of the innermost indent, which is as long. */
    void mark(String text) {
        marker = text;
    }

    void dropMark() {
        marker = "";
    }

    /** Text in which white space collapses. */
    void flow(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '\u00a0') {
                blank = true;
                joiners.setLength(0);
            } else {
                write(c);
                if (isPlain(c)) {
                    int end = endOfPlain(text, i + 1);
                    out.append(text, i + 1, end);
                    i = end - 1;
                }
            }
        }
    }

    private static int endOfPlain(String text, int from) {
        int end = from;
        while (end < text.length() && isPlain(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** A character that shows something, and behind which such a one just follows. */
    private static boolean isPlain(char c) {
        return c > ' ' && c < 0x7f;
    }

    /** Text in which every character counts. */
    void verbatim(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                lineBreaks++;
            } else {
                blank &= c != ' ';
                write(c);
            }
        }
    }

    private void write(char c) {
        if (c == '\u200c' || c == '\u200d') {
            joiners.append(c);
            return;
        }
        if (!Character.isSurrogate(c) && c >= 0xa0 && c != '\u00a0' && VisibleText.isIgnorable(c) && !isVariation(c)) {
            // A soft hyphen has no meaning where nothing is hyphenated, nor has a blank of no width.
            return;
        }
        boolean atStart = out.length() == 0;
        if (lineBreaks > 0 && !atStart) {
            trimEnd();
            if (lineBreaks > 1) {
                String prefix = prefix("");
                for (int i = 1; i < lineBreaks; i++) {
                    out.append('\n').append(prefix.stripTrailing());
                }
            }
            out.append('\n');
            atStart = true;
        }
        if (atStart) {
            out.append(prefix(marker));
            marker = "";
        } else if (!separator.isEmpty()) {
            out.append(separator);
        } else if (blank) {
            out.append(' ');
        } else {
            out.append(joiners);
        }
        joiners.setLength(0);
        lineBreaks = 0;
        blank = false;
        separator = "";
        out.append(c == '\u00a0' || Character.isISOControl(c) && c != '\t' ? ' ' : c);
    }

    /** Chooses how the character before it looks; says something only together with it. */
    private static boolean isVariation(char c) {
        return c >= '\ufe00' && c <= '\ufe0f';
    }

    /** What a line begins with; a mark takes the place of the innermost indent. */
    private String prefix(String mark) {
        if (indents.isEmpty()) {
            return mark;
        }
        StringBuilder prefix = new StringBuilder();
        indents.descendingIterator().forEachRemaining(prefix::append);
        if (!mark.isEmpty()) {
            prefix.setLength(Math.max(0, prefix.length() - mark.length()));
            prefix.append(mark);
        }
        return prefix.toString();
    }

    private void trimEnd() {
        int end = out.length();
        while (end > 0 && out.charAt(end - 1) == ' ') {
            end--;
        }
        out.setLength(end);
    }

    /** How much has been written; for {@link #since}. */
    int length() {
        return out.length();
    }

    /** Whether what is written next begins a line. */
    boolean isAtLineStart() {
        return out.length() == 0 || lineBreaks > 0;
    }

    /** What was written since {@link #length} was {@code from}, without white space at its ends. */
    String since(int from) {
        return out.substring(Math.min(from, out.length())).strip();
    }

    /** The text, without white space at its end. */
    String finish() {
        trimEnd();
        return out.toString();
    }
}
