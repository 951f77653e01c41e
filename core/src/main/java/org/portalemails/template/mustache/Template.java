package org.portalemails.template.mustache;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.portalemails.template.MergeValues;
import org.portalemails.template.Position;
import org.portalemails.template.RenderedText;
import org.portalemails.template.RenderingTooLargeException;
import org.portalemails.template.TextKind;

/**
 * A text with merge fields, ready to be rendered any number of times.
 *
 * <p>The language is a strict subset of Mustache: {@code {{name}}}, {@code {{#name}}…{{/name}}},
 * {@code {{^name}}…{{/name}}}, {@code {{.}}} for the current item, {@code {{! comment }}}, and Mustache's rule that a section
 * tag or comment alone on a line takes the line with it. Everything else of Mustache is refused with a message of its own.
 * In HTML a field may stand only where its value can be made harmless.
 *
 * <p>Immutable and thread-safe. Parsing and rendering take time and memory linear in their input and output.
 *
 * @see <a href="https://github.com/mustache/spec">The Mustache specification</a>
 */
public final class Template {
    /** The most characters of a source. */
    public static final int MAX_SOURCE_LENGTH = 64 * 1024;

    private final String source;
    private final TextKind kind;
    private final Node[] nodes;
    /** How many pieces there are, counting those of every section once. */
    private final int parts;

    private final List<FieldUse> uses;
    private final PartedValues.Fields fields;
    private final List<TemplateProblem> warnings;

    private Template(
            String source, TextKind kind, List<Node> nodes, List<FieldUse> uses, List<TemplateProblem> warnings) {
        this.source = source;
        this.kind = kind;
        this.nodes = nodes.toArray(Node[]::new);
        this.parts = count(nodes);
        this.uses = uses;
        this.fields = PartedValues.Fields.of(uses);
        this.warnings = warnings;
    }

    private static int count(List<Node> nodes) {
        int parts = 0;
        for (Node node : nodes) {
            parts += node instanceof Node.Section section ? count(section.body()) : 1;
        }
        return parts;
    }

    /**
     * Reads a text that must be right.
     *
     * @param source what an author wrote; CRLF and CR are read as LF
     * @param kind what it becomes
     * @return the template
     * @throws TemplateException with all problems, if one of them is an error
     */
    public static Template parse(String source, TextKind kind) {
        TemplateReading reading = read(source, kind);
        return reading.template().orElseThrow(() -> new TemplateException(reading.problems()));
    }

    /**
     * Reads a text that may be wrong.
     *
     * @param source what an author wrote; CRLF and CR are read as LF
     * @param kind what it becomes
     * @return problems and uses, and the template if there is no error
     */
    public static TemplateReading read(String source, TextKind kind) {
        Problems problems = new Problems();
        if (source.length() > MAX_SOURCE_LENGTH) {
            problems.error("template.too-long", Position.START, "max", String.valueOf(MAX_SOURCE_LENGTH));
            return new TemplateReading(null, problems.inOrder(), List.of(), List.of(), List.of(), List.of());
        }
        String text =
                source.indexOf('\r') < 0 ? source : source.replace("\r\n", "\n").replace('\r', '\n');
        SourceCharacters.check(text, kind, problems);
        TemplateParser parser = new TemplateParser(text, kind, problems);
        List<Node> nodes = parser.parse();
        List<FieldUse> uses = List.copyOf(parser.uses());
        List<TemplateProblem> found = problems.inOrder();
        @Nullable Template template = problems.hasErrors() ? null : new Template(text, kind, nodes, uses, found);
        return new TemplateReading(template, found, uses, List.copyOf(parser.leftOut()), parser.links(), nodes);
    }

    /**
     * Puts values into the text. A field without a value shows nothing.
     *
     * @param values of every field that the text uses
     * @return the text, with a hole for every secret
     * @throws RenderingTooLargeException if it would be longer than {@value RenderedText#MAX_LENGTH} characters
     * @throws IllegalArgumentException if a value stands where only a link may stand and is none; names the field only
     */
    public RenderedText render(MergeValues values) {
        return new Rendering(kind, values::get, parts).run(nodes);
    }

    /**
     * Parts the values that this text uses into what decides about its shape and what is only written into it.
     *
     * @param values as for {@link #render(MergeValues)}
     * @return empty if one of them could change what stands around it
     */
    public Optional<PartedValues> parted(MergeValues values) {
        return PartedValues.of(values, fields);
    }

    /**
     * Puts blanks into the text.
     *
     * @param values of this text
     * @return the text, with a hole for every secret and {@link org.portalemails.template.html.HtmlToText#BLANK} for every value that is
     *     only written into it
     * @throws RenderingTooLargeException if there are values with which it would be longer than {@value RenderedText#MAX_LENGTH} characters
     * @throws IllegalArgumentException if a value stands where only a link may stand and is none; names the field only
     */
    public RenderedText render(PartedValues values) {
        return new Rendering(kind, values.blanks()::get, parts).run(nodes);
    }

    /**
     * The fields whose value this text would show and that have none. A place inside a section of an absent field does not
     * count, since it would not appear.
     *
     * @param values as for {@link #render}
     * @return in order of first appearance; empty if the text can be rendered in full
     */
    public Set<String> fieldsWithoutValue(MergeValues values) {
        return AbsentFields.in(List.of(nodes), values);
    }

    /**
     * The uses of fields.
     *
     * @return unmodifiable, in order of position
     */
    public List<FieldUse> uses() {
        return uses;
    }

    /**
     * What its author should look at again.
     *
     * @return unmodifiable, in order of position; no errors
     */
    public List<TemplateProblem> warnings() {
        return warnings;
    }

    /**
     * The text as it was written, with LF as line end.
     *
     * @return the source
     */
    public String source() {
        return source;
    }

    /**
     * What it becomes.
     *
     * @return its kind
     */
    public TextKind kind() {
        return kind;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Template that && kind == that.kind && source.equals(that.source);
    }

    @Override
    public int hashCode() {
        return kind.hashCode() * 31 + source.hashCode();
    }

    /** Kind and size only: a text may be long. */
    @Override
    public String toString() {
        return "Template[" + kind + ", " + source.length() + " characters]";
    }
}
