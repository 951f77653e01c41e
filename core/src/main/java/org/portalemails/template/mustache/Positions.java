package org.portalemails.template.mustache;

import org.portalemails.template.Position;

/** Turns offsets into positions; asked in ascending order it reads the text once. */
public final class Positions {
    private final String source;
    private int offset;
    private int line = 1;
    private int column = 1;

    Positions(String source) {
        this.source = source;
    }

    /**
     * The position of a character.
     *
     * @param text with LF as line end
     * @param offset of the character, in UTF-16 units
     */
    public static Position of(String text, int offset) {
        return new Positions(text).at(offset);
    }

    /**
     * The position of a character.
     *
     * @param wanted not before the last one asked for; if it is, the answer is the last one
     */
    Position at(int wanted) {
        while (offset < wanted) {
            char c = source.charAt(offset++);
            if (c == '\n') {
                line++;
                column = 1;
            } else if (!Character.isLowSurrogate(c)
                    || !Character.isHighSurrogate(source.charAt(Math.max(0, offset - 2)))) {
                column++;
            }
        }
        return new Position(line, column);
    }
}
