package org.portalemails.template;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Lays out plain text line by line: collapses white space, keeps blocks apart, indents lists and quotations.
 *
 * <p>Line breaks and blanks are only noted when they are asked for and written before the next character, so that none is left
 * at the beginning, at the end, or at the end of a line.
 */
final class TextLayout {
    private final StringBuilder out = new StringBuilder();
    private final Deque<String> indents = new ArrayDeque<>();
    private int lineBreaks;
    private boolean blank;
    private String separator = "";
    private String marker = "";

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

    /** Every line from the next on begins with {@code text}, inside of what was pushed before. */
    void pushIndent(String text) {
        indents.push(text);
    }

    void popIndent() {
        if (!indents.isEmpty()) {
            indents.pop();
        }
    }

    /** The next line begins with {@code text} in the place of the innermost indent. */
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
            if (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f') {
                blank = true;
            } else {
                write(c);
            }
        }
    }

    /** Text in which every character counts. */
    void verbatim(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                lineBreaks++;
            } else {
                write(c);
            }
        }
    }

    private void write(char c) {
        boolean lineStart = out.length() == 0;
        if (lineBreaks > 0 && !lineStart) {
            trimEnd();
            String prefix = prefix();
            String empty = prefix.stripTrailing();
            for (int i = 1; i < lineBreaks; i++) {
                out.append('\n').append(empty);
            }
            out.append('\n');
            lineStart = true;
        }
        if (lineStart) {
            out.append(prefix());
            useMark();
        } else if (!separator.isEmpty()) {
            out.append(separator);
        } else if (blank) {
            out.append(' ');
        }
        lineBreaks = 0;
        blank = false;
        separator = "";
        if (c == '\u00a0') {
            out.append(' ');
        } else if (c != '\u00ad') {
            // A soft hyphen has no meaning where nothing is hyphenated.
            out.append(Character.isISOControl(c) && c != '\t' ? ' ' : c);
        }
    }

    private String prefix() {
        if (indents.isEmpty()) {
            return "";
        }
        StringBuilder prefix = new StringBuilder();
        indents.descendingIterator().forEachRemaining(prefix::append);
        return prefix.toString();
    }

    private void useMark() {
        if (!marker.isEmpty()) {
            out.setLength(Math.max(0, out.length() - marker.length()));
            out.append(marker);
            marker = "";
        }
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
