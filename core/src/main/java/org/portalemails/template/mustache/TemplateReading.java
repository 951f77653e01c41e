package org.portalemails.template.mustache;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.portalemails.template.Position;

/**
 * What reading a source found: as much as can be said about a text that may be wrong. For checks that want to show all
 * mistakes at once; {@link Template#parse} is for texts that must be right.
 */
public final class TemplateReading {
    private final @Nullable Template template;
    private final List<TemplateProblem> problems;
    private final List<FieldUse> uses;
    private final List<FieldUse> leftOut;
    private final List<Link> links;
    private final List<Node> nodes;

    /**
     * Where a link of HTML leads, as far as its author wrote it.
     *
     * @param position where the attribute begins
     * @param address the address, references resolved; begins with a scheme that a mail may have, or with {@code #}
     */
    public record Link(Position position, String address) {}

    TemplateReading(
            @Nullable Template template,
            List<TemplateProblem> problems,
            List<FieldUse> uses,
            List<FieldUse> leftOut,
            List<Link> links,
            List<Node> nodes) {
        this.template = template;
        this.problems = problems;
        this.uses = uses;
        this.leftOut = leftOut;
        this.links = links;
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
     * The uses of fields where nothing is sent: in a comment of HTML, or in a tag that means nothing in a mail.
     *
     * @return unmodifiable, in order of position; not among {@link #uses()}
     */
    public List<FieldUse> leftOut() {
        return leftOut;
    }

    /**
     * The links of HTML that a reader can follow and in which no field stands.
     *
     * @return unmodifiable, in order of position; empty for a text that is not HTML
     */
    public List<Link> links() {
        return links;
    }

    /**
     * Finds lists that stand in a section of a list. Without them, rendering is linear in the values.
     *
     * @param isList whether the field of a name may have several values
     * @return errors that are not among {@link #problems()}; unmodifiable, in order of position
     */
    public List<TemplateProblem> nestedLists(Predicate<String> isList) {
        return new NestedLists(isList).in(nodes);
    }
}
