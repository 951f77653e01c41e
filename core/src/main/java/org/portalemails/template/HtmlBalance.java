package org.portalemails.template;

import org.portalemails.template.html.HtmlVocabulary;
import org.portalemails.template.html.OpenElements;

/** Notices elements that are not closed, or closed in the wrong order: mail clients repair them in different ways. */
final class HtmlBalance {
    private final Problems problems;
    private final OpenElements<Position> open = new OpenElements<>(this::ended);
    private boolean tooDeep;

    HtmlBalance(Problems problems) {
        this.problems = problems;
    }

    /** Answers whether the tag means something where it stands. */
    boolean start(String name, Position position) {
        if (open.isOutOfPlace(name)) {
            problems.repeatedWarning("template.no-table-around", position, "element", name);
            return false;
        }
        if (!open.start(name, position) && !tooDeep) {
            tooDeep = true;
            problems.error("template.too-many-elements", position, "depth", String.valueOf(OpenElements.MAX_DEPTH));
        }
        return true;
    }

    /** Answers whether there was something to end. */
    boolean end(String name, Position position) {
        boolean ended = open.end(name);
        if (!ended && !open.isOutOfPlace(name)) {
            problems.repeatedWarning("template.end-tag-without-start", position, "element", name);
        }
        return ended;
    }

    void finish() {
        open.finish();
    }

    private void ended(String name, Position position, boolean byItsOwnEndTag) {
        if (!byItsOwnEndTag && !HtmlVocabulary.mayOmitEnd(name)) {
            problems.repeatedWarning("template.element-not-closed", position, "element", name);
        }
    }
}
