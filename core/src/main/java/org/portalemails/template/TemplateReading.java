package org.portalemails.template;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What reading a source found: as much as can be said about a text that may be wrong. For checks that want to show all
 * mistakes at once; {@link Template#parse} is for texts that must be right.
 */
public final class TemplateReading {
    private final @Nullable Template template;
    private final List<TemplateProblem> problems;
    private final List<FieldUse> uses;
    private final List<Node> nodes;

    TemplateReading(
            @Nullable Template template, List<TemplateProblem> problems, List<FieldUse> uses, List<Node> nodes) {
        this.template = template;
        this.problems = problems;
        this.uses = uses;
        this.nodes = nodes;
    }

    /**
     * The template.
     *
     * @return empty if there is an error among the {@link #problems()}
     */
    public Optional<Template> template() {
        return Optional.ofNullable(template);
    }

    /**
     * Errors and warnings.
     *
     * @return unmodifiable, in order of position; at most 100
     */
    public List<TemplateProblem> problems() {
        return problems;
    }

    /**
     * The uses of fields that could be understood, even if there are errors.
     *
     * @return unmodifiable, in order of position
     */
    public List<FieldUse> uses() {
        return uses;
    }

    /**
     * Checks what can only be said by somebody who knows the fields: whether links stand where links must stand, and no list
     * in another list. Rendering can rely on it.
     *
     * @param rules what the fields are
     * @return errors that are not among {@link #problems()}; unmodifiable, in order of position
     */
    public List<TemplateProblem> check(FieldRules rules) {
        return new PlacementCheck(rules).run(nodes, uses);
    }

    /**
     * Whether a field is shown, if it has a value, whatever the values of all other fields are. A required field that only
     * stands in a section of another field is missing in some mails.
     *
     * @param field the name of a field
     * @return {@code true} if it stands outside of all conditions, in its own section, or in both branches of a condition
     */
    public boolean alwaysShows(String field) {
        return Presence.alwaysShows(nodes, field);
    }
}
