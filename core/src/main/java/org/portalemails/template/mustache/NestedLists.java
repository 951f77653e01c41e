package org.portalemails.template.mustache;

import java.util.List;
import java.util.function.Predicate;

/**
 * Finds lists inside lists: they would be shown once for every pair of items, so that the work of a rendering grew with the
 * product.
 */
final class NestedLists {
    private final Predicate<String> isList;
    private final Problems problems = new Problems();

    NestedLists(Predicate<String> isList) {
        this.isList = isList;
    }

    List<TemplateProblem> in(List<Node> nodes) {
        look(nodes, false);
        return problems.inOrder();
    }

    private void look(List<Node> nodes, boolean insideList) {
        for (Node node : nodes) {
            if (node instanceof Node.Section section) {
                boolean list = !section.inverted() && isList.test(section.field());
                if (list && insideList) {
                    problems.error("template.list-inside-list", section.position(), "field", section.field());
                }
                look(section.body(), insideList || list);
            }
        }
    }
}
