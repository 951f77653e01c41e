package org.portalemails.template;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong in one text; a text full of mistakes yields the first {@value #MAX} that are found. */
final class Problems {
    static final int MAX = 100;

    private final List<TemplateProblem> found = new ArrayList<>();
    private boolean errors;

    void error(String code, Position position) {
        add(TemplateProblem.error(code, position));
    }

    void error(String code, Position position, String argument, String value) {
        add(TemplateProblem.error(code, position, argument, value));
    }

    void warning(String code, Position position, String argument, String value) {
        add(TemplateProblem.warning(code, position, argument, value));
    }

    private void add(TemplateProblem problem) {
        errors |= problem.isError();
        if (found.size() < MAX) {
            found.add(problem);
        } else if (problem.isError() && !found.get(MAX - 1).isError()) {
            // Warnings must not hide that the text is refused.
            found.set(MAX - 1, problem);
        }
    }

    boolean hasErrors() {
        return errors;
    }

    List<TemplateProblem> inOrder() {
        found.sort(Comparator.comparing(TemplateProblem::position));
        return List.copyOf(found);
    }
}
