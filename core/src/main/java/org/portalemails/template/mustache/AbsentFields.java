package org.portalemails.template.mustache;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.portalemails.template.MergeValues;

/** Finds the places of a template at which a value would be shown and there is none. */
final class AbsentFields {
    private final MergeValues values;
    private final Set<String> absent = new LinkedHashSet<>();

    private AbsentFields(MergeValues values) {
        this.values = values;
    }

    static Set<String> in(List<Node> nodes, MergeValues values) {
        AbsentFields search = new AbsentFields(values);
        search.visit(nodes);
        return search.absent;
    }

    private void visit(List<Node> nodes) {
        for (Node node : nodes) {
            if (node instanceof Node.Variable variable && values.get(variable.field()) == null) {
                absent.add(variable.field());
            } else if (node instanceof Node.Section section
                    && section.inverted() == (values.get(section.field()) == null)) {
                visit(section.body());
            }
        }
    }
}
