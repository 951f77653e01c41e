package org.portalemails.template;

/** Turns offsets into positions; asked in ascending order it reads the text once. */
final class Positions {
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
