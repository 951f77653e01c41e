package org.portalemails.template.mustache;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.portalemails.template.Position;
import org.portalemails.template.Severity;

/** Collects what is wrong in one text; a text full of mistakes yields the first {@value #MAX} that are found. */
final class Problems {
    static final int MAX = 100;

    private final List<TemplateProblem> found = new ArrayList<>();
    /** Index in {@link #found} of the first of each kind that is told once, and how many there are. */
    private final Map<Kind, int[]> kinds = new HashMap<>();

    private boolean errors;

    private record Kind(String code, Map<String, String> arguments) {}

    void error(String code, Position position) {
        add(TemplateProblem.error(code, position));
    }

    void error(String code, Position position, String argument, String value) {
        add(TemplateProblem.error(code, position, argument, value));
    }

    void error(TemplateProblem problem) {
        add(problem);
    }

    void warning(String code, Position position, String argument, String value) {
        add(TemplateProblem.warning(code, position, argument, value));
    }

    /** One of those that pasted HTML repeats by the dozen: told once, at its first place, with their number. */
    void repeatedError(String code, Position position, String argument, String value) {
        addOnce(TemplateProblem.error(code, position, argument, value));
    }

    /** As {@link #repeatedError}. */
    void repeatedWarning(String code, Position position, String argument, String value) {
        addOnce(TemplateProblem.warning(code, position, argument, value));
    }

    /** As {@link #repeatedError}. */
    void repeatedWarning(String code, Position position) {
        addOnce(new TemplateProblem(code, Severity.WARNING, position, Map.of()));
    }

    private void addOnce(TemplateProblem problem) {
        Kind kind = new Kind(problem.code(), problem.arguments());
        int[] known = kinds.get(kind);
        if (known != null) {
            known[1]++;
            return;
        }
        int index = found.size();
        add(problem);
        if (found.size() > index) {
            kinds.put(kind, new int[] {index, 1});
        }
    }

    private void add(TemplateProblem problem) {
        errors |= problem.isError();
        if (found.size() < MAX) {
            found.add(problem);
        } else if (problem.isError() && !found.get(MAX - 1).isError()) {
            // Warnings must not hide that the text is refused.
            found.set(MAX - 1, problem);
            kinds.values().removeIf(counted -> counted[0] == MAX - 1);
        }
    }

    boolean hasErrors() {
        return errors;
    }

    List<TemplateProblem> inOrder() {
        List<TemplateProblem> all = new ArrayList<>(found);
        for (int[] counted : kinds.values()) {
            if (counted[1] > 1) {
                all.set(counted[0], found.get(counted[0]).times(counted[1]));
            }
        }
        all.sort(Comparator.comparing(TemplateProblem::position));
        return List.copyOf(all);
    }
}
