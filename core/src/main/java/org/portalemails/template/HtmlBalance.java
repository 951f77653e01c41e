package org.portalemails.template;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Notices elements that are not closed, or closed in the wrong order: mail clients mend them in different ways. */
final class HtmlBalance {
    /** How deep elements may stand in each other; tables in tables of real mails need about 30. */
    static final int MAX_DEPTH = 100;

    private record Open(String name, Position position) {}

    private final Problems problems;
    private final Deque<Open> stack = new ArrayDeque<>();
    private final Map<String, Integer> openByName = new HashMap<>();
    private boolean tooDeep;

    HtmlBalance(Problems problems) {
        this.problems = problems;
    }

    void start(String name, Position position) {
        if (HtmlVocabulary.isVoid(name) || tooDeep) {
            return;
        }
        if (stack.size() == MAX_DEPTH) {
            tooDeep = true;
            problems.error("template.too-many-elements", position, "depth", String.valueOf(MAX_DEPTH));
            return;
        }
        if (HtmlVocabulary.mayOmitEnd(name)
                && !stack.isEmpty()
                && stack.element().name().equals(name)) {
            // A second <li>, <tr>, <p> … ends the first.
            pop();
        }
        stack.push(new Open(name, position));
        openByName.merge(name, 1, Integer::sum);
    }

    void end(String name, Position position) {
        if (tooDeep) {
            return;
        }
        if (openByName.getOrDefault(name, 0) == 0) {
            problems.warning("template.end-tag-without-start", position, "element", name);
            return;
        }
        while (!stack.element().name().equals(name)) {
            report(pop());
        }
        pop();
    }

    void finish() {
        while (!tooDeep && !stack.isEmpty()) {
            report(pop());
        }
    }

    private Open pop() {
        Open open = stack.pop();
        openByName.merge(open.name(), -1, Integer::sum);
        return open;
    }

    private void report(Open open) {
        if (!HtmlVocabulary.mayOmitEnd(open.name())) {
            problems.warning("template.element-not-closed", open.position(), "element", open.name());
        }
    }
}
