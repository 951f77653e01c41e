package org.portalemails.template;

/** What a text becomes, and so what has to be done to a value before it may stand in it. */
public enum TextKind {
    /** One line of a header: control characters and line breaks in values become spaces. */
    SUBJECT,
    /** Plain text: control characters in values become spaces, except line breaks and tabs. */
    PLAIN,
    /** HTML: as plain text, and {@code & < > " '} are escaped. */
    HTML;

    /**
     * Makes a value harmless for a text of this kind, so that it is never syntax: {@code & < > " '} are escaped in HTML, characters that
     * a reader cannot see or that turn the direction of writing go, line breaks stay where the text has lines. Linear.
     *
     * @param value any text
     * @return the value itself if there is nothing to do
     */
    public String escape(String value) {
        return ValueEscape.escape(this, value);
    }
}
