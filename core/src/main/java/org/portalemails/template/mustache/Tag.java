package org.portalemails.template.mustache;

import org.portalemails.template.Position;

/**
 * One tag of a template, or a stretch of text between tags.
 *
 * @param kind what it is
 * @param start offset of its first character
 * @param end offset after its last character
 * @param name the name in it, stripped; empty for texts and comments
 * @param position where it starts
 */
record Tag(Kind kind, int start, int end, String name, Position position) {
    enum Kind {
        TEXT,
        COMMENT,
        VARIABLE,
        SECTION,
        INVERTED,
        CLOSE;

        /** Whether a tag alone on its line takes the line with it. */
        boolean mayStandAlone() {
            return this != TEXT && this != VARIABLE;
        }
    }
}
