package org.portalemails.template.mustache;

import org.portalemails.template.Position;
import org.portalemails.template.html.HtmlVocabulary;
import org.portalemails.template.html.OpenElements;

/** Notices elements that are not closed, or closed in the wrong order: mail clients repair them in different ways. */
final class HtmlBalance {
    private final Problems problems;
    private final OpenElements<Position> open = new OpenElements<>(this::ended);
    private boolean tooDeep;
    private int links;
    private final StringBuilder missingEnds = new StringBuilder();

    HtmlBalance(Problems problems) {
        this.problems = problems;
    }

    /** Answers whether the tag means something where it stands. */
    boolean start(String name, Position position) {
        if (open.isOutOfPlace(name)) {
            problems.repeatedWarning("template.no-table-around", position, "element", name);
            return false;
        }
        if (open.isLateRoot(name)) {
            problems.repeatedWarning("template.late-root", position, "element", name);
            return false;
        }
        boolean followed = open.start(name, position);
        links += followed && name.equals("a") ? 1 : 0;
        if (!followed && !tooDeep) {
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

    /** Whether a link is open. */
    boolean isInLink() {
        return links > 0;
    }

    /** Something to read. */
    void content() {
        open.content();
    }

    /**
     * The end tags that were missing before the last tag, of those elements that browsers would otherwise open again in the next block:
     * then it would look other than we read it, hidden or as a part of a link.
     */
    String takeMissingEnds() {
        String taken = missingEnds.toString();
        missingEnds.setLength(0);
        return taken;
    }

    void finish() {
        open.finish();
    }

    private void ended(String name, Position position, boolean byItsOwnEndTag) {
        if (!byItsOwnEndTag && OpenElements.isReopened(name)) {
            missingEnds.append("</").append(name).append('>');
        }
        links -= name.equals("a") ? 1 : 0;
        if (!byItsOwnEndTag && !HtmlVocabulary.mayOmitEnd(name)) {
            problems.repeatedWarning("template.element-not-closed", position, "element", name);
        }
    }
}
