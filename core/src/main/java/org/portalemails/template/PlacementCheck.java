package org.portalemails.template;

import java.util.List;

/** Checks fields against the places and the sections in which they stand. */
final class PlacementCheck {
    private final FieldRules rules;
    private final Problems problems = new Problems();

    PlacementCheck(FieldRules rules) {
        this.rules = rules;
    }

    List<TemplateProblem> run(List<Node> nodes, List<FieldUse> uses) {
        for (FieldUse use : uses) {
            if (use.usage().showsValue()) {
                place(use);
            }
        }
        lists(nodes, false);
        return problems.inOrder();
    }

    private void place(FieldUse use) {
        String field = use.field();
        boolean link = rules.isLink(field);
        boolean oneItem = use.usage() == FieldUse.Usage.CURRENT || !rules.isList(field);
        if (use.place() == FieldUse.Place.WHOLE_LINK && !(link && oneItem)) {
            problems.error("template.not-a-link-field", use.position(), "field", field);
        } else if (use.place() == FieldUse.Place.LINK_PART && rules.isSecret(field)) {
            // The secret is put in when the mail leaves; nothing is percent-encoded then.
            problems.error("template.link-field-in-link", use.position(), "field", field);
        }
    }

    /** A list in a list would be shown once for every pair: work that grows with the product. */
    private void lists(List<Node> nodes, boolean insideList) {
        for (Node node : nodes) {
            if (node instanceof Node.Section section) {
                boolean list = !section.inverted() && rules.isList(section.field());
                if (list && insideList) {
                    problems.error("template.list-inside-list", section.position(), "field", section.field());
                }
                lists(section.body(), insideList || list);
            }
        }
    }
}
