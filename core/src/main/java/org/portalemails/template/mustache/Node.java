package org.portalemails.template.mustache;

import java.util.List;
import org.portalemails.template.Position;

/** One instruction of a parsed template. */
sealed interface Node {
    /** Text that stands as it is. */
    record Text(String text) implements Node {}

    /** The value of a field. */
    record Variable(String field, FieldUse.Place place) implements Node {}

    /** The current item, or the value of the section around it. */
    record Current(String field, FieldUse.Place place) implements Node {}

    /** A part that is there once, several times or not at all. */
    record Section(String field, boolean inverted, Position position, List<Node> body) implements Node {}
}
