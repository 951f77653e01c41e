package org.portalemails.template;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Answers whether a field is shown whatever the values of other fields are. */
final class Presence {
    private Presence() {}

    /** Whether these nodes show {@code field}, if it has a value; visits every node at most once. */
    static boolean alwaysShows(List<Node> nodes, String field) {
        // Conditions under which the field has been shown: both directions of one are no condition.
        Set<String> ifPresent = new HashSet<>();
        Set<String> ifAbsent = new HashSet<>();
        for (Node node : nodes) {
            if (node instanceof Node.Variable variable && variable.field().equals(field)
                    || node instanceof Node.Current current && current.field().equals(field)) {
                return true;
            }
            if (node instanceof Node.Section section && alwaysShows(section.body(), field)) {
                String condition = section.field();
                if (condition.equals(field) && !section.inverted()) {
                    return true;
                }
                (section.inverted() ? ifAbsent : ifPresent).add(condition);
                if (ifPresent.contains(condition) && ifAbsent.contains(condition)) {
                    return true;
                }
            }
        }
        return false;
    }
}
