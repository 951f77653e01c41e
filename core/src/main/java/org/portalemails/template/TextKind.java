package org.portalemails.template;

/** What a text becomes, and so what has to be done to a value before it may stand in it. */
public enum TextKind {
    /** One line of a header: control characters and line breaks in values become spaces. */
    SUBJECT,
    /** Plain text: control characters in values become spaces, except line breaks and tabs. */
    PLAIN,
    /** HTML: as plain text, and {@code & < > " '} are escaped. */
    HTML
}
