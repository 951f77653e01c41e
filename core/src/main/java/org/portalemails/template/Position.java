package org.portalemails.template;

/**
 * A place in a text as an editor shows it.
 *
 * <p>Lines end with LF, CRLF or CR. Columns count code points, so that a letter outside the basic plane is one column; a
 * tab is one column too.
 *
 * @param line counted from 1
 * @param column counted from 1
 */
public record Position(int line, int column) implements Comparable<Position> {
    /** The first character of a text. */
    public static final Position START = new Position(1, 1);

    /**
     * Refuses what is before the first character.
     *
     * @throws IllegalArgumentException if a number is below 1
     */
    public Position {
        if (line < 1 || column < 1) {
            throw new IllegalArgumentException("position: counted from 1");
        }
    }

    @Override
    public int compareTo(Position other) {
        return line != other.line ? Integer.compare(line, other.line) : Integer.compare(column, other.column);
    }

    /** As {@code line:column}. */
    @Override
    public String toString() {
        return line + ":" + column;
    }
}
