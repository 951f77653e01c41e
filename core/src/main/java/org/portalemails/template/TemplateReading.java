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

    TemplateReading(@Nullable Template template, List<TemplateProblem> problems, List<FieldUse> uses) {
        this.template = template;
        this.problems = problems;
        this.uses = uses;
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
}
