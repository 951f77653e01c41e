package org.portalemails.template.mustache;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.portalemails.template.Position;
import org.portalemails.template.RenderedText;
import org.portalemails.template.TextKind;

/** Reads one source: from tags to a tree, collecting all problems on the way. Used once. */
final class TemplateParser {
    /** How deep sections may stand in each other. */
    static final int MAX_DEPTH = 16;

    /** A section that is open. */
    private record Open(Tag tag, List<Node> outer, HtmlPlaces.@Nullable Mark mark, boolean leftOut) {}

    private final String source;
    private final TextKind kind;
    private final Problems problems;
    private final @Nullable HtmlCheck html;
    private final List<FieldUse> uses = new ArrayList<>();
    private final List<FieldUse> leftOut = new ArrayList<>();
    private final Deque<Open> open = new ArrayDeque<>();
    private int tooDeep;
    private List<Node> nodes = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    TemplateParser(String source, TextKind kind, Problems problems) {
        this.source = source;
        this.kind = kind;
        this.problems = problems;
        this.html = kind == TextKind.HTML ? new HtmlCheck(source, problems) : null;
    }

    List<FieldUse> uses() {
        return uses;
    }

    /** The uses of fields where nothing is sent. */
    List<FieldUse> leftOut() {
        return leftOut;
    }

    /** The links in which no field stands. */
    List<TemplateReading.Link> links() {
        return html == null ? List.of() : html.links();
    }

    List<Node> parse() {
        List<Tag> tags = new TagScanner(source, kind, problems).scan();
        int from = 0;
        for (int i = 0; i < tags.size(); i++) {
            Tag tag = tags.get(i);
            if (tag.kind() == Tag.Kind.TEXT) {
                int start = Math.max(tag.start(), from);
                int end = tag.end();
                if (i + 1 < tags.size() && standsAlone(tags, i + 1)) {
                    end = lineStart(tag.start(), end);
                }
                text(start, Math.max(start, end));
            } else {
                if (tag.kind().mayStandAlone() && standsAlone(tags, i)) {
                    from = nextLine(tag.end());
                }
                tag(tag);
            }
        }
        while (!open.isEmpty()) {
            Open section = open.pop();
            problems.error("template.section-not-closed", section.tag.position(), "field", section.tag.name());
            nodes = section.outer;
        }
        if (html != null) {
            html.finish();
        }
        flush();
        List<RenderedText.Piece> everything = new ArrayList<>();
        everything(nodes, everything);
        if (!problems.hasErrors() && !RenderedText.of(kind, everything).showsSomething()) {
            problems.error("template.empty", Position.START);
        }
        return List.copyOf(nodes);
    }

    /** What the text shows at most: every part once, with something in the place of each value. */
    private static void everything(List<Node> nodes, List<RenderedText.Piece> pieces) {
        for (Node node : nodes) {
            if (node instanceof Node.Text fixed) {
                pieces.add(new RenderedText.Piece.Literal(fixed.text()));
            } else if (node instanceof Node.Section section) {
                everything(section.body(), pieces);
            } else {
                pieces.add(new RenderedText.Piece.Secret("value"));
            }
        }
    }

    private void text(int from, int to) {
        if (html != null) {
            html.text(from, to);
        } else {
            text.append(source, from, to);
        }
    }

    private void flush() {
        String literal = html != null ? html.take() : text.toString();
        text.setLength(0);
        if (!literal.isEmpty()) {
            nodes.add(new Node.Text(literal));
        }
    }

    private void tag(Tag tag) {
        boolean unsent = html != null && html.isLeftOut();
        if (tag.kind() == Tag.Kind.COMMENT) {
            return;
        }
        if (unsent && tag.kind() == Tag.Kind.VARIABLE) {
            leftOut.add(new FieldUse(tag.name(), FieldUse.Usage.VARIABLE, tag.position(), FieldUse.Place.TEXT));
            return;
        }
        if (!unsent) {
            flush();
        }
        switch (tag.kind()) {
            case VARIABLE -> variable(tag);
            case SECTION, INVERTED -> open(tag);
            case CLOSE -> close(tag);
            default -> throw new AssertionError(tag.kind());
        }
    }

    private void variable(Tag tag) {
        FieldUse.Place place =
                html == null ? FieldUse.Place.TEXT : html.places().value(tag);
        if (place == null) {
            // The problem has been reported; the use still counts for the other checks.
            place = FieldUse.Place.TEXT;
        }
        if (!tag.name().equals(".")) {
            uses.add(new FieldUse(tag.name(), FieldUse.Usage.VARIABLE, tag.position(), place));
            nodes.add(new Node.Variable(tag.name(), place));
            return;
        }
        for (Open section : open) {
            if (section.tag.kind() == Tag.Kind.SECTION) {
                String field = section.tag.name();
                uses.add(new FieldUse(field, FieldUse.Usage.CURRENT, tag.position(), place));
                nodes.add(new Node.Current(field, place));
                return;
            }
        }
        problems.error("template.current-outside-section", tag.position());
    }

    private void open(Tag tag) {
        boolean inverted = tag.kind() == Tag.Kind.INVERTED;
        if (open.size() == MAX_DEPTH) {
            if (tooDeep++ == 0) {
                problems.error("template.too-deep", tag.position(), "depth", String.valueOf(MAX_DEPTH));
            }
            return;
        }
        if (html != null && html.isLeftOut()) {
            open.push(new Open(tag, nodes, html.places().mark(), true));
            nodes = new ArrayList<>();
            return;
        }
        FieldUse.Place place =
                html == null ? FieldUse.Place.TEXT : html.places().section(tag);
        uses.add(new FieldUse(
                tag.name(),
                inverted ? FieldUse.Usage.INVERTED : FieldUse.Usage.SECTION,
                tag.position(),
                place == null ? FieldUse.Place.TEXT : place));
        open.push(new Open(
                tag, nodes, html == null || place == null ? null : html.places().mark(), false));
        nodes = new ArrayList<>();
    }

    private void close(Tag tag) {
        if (tooDeep > 0) {
            tooDeep--;
            return;
        }
        Open section = open.peek();
        if (section == null) {
            problems.error("template.section-not-opened", tag.position(), "field", tag.name());
            return;
        }
        if (!section.tag.name().equals(tag.name())) {
            boolean further = open.stream().anyMatch(o -> o.tag.name().equals(tag.name()));
            if (!further) {
                problems.error("template.section-not-opened", tag.position(), "field", tag.name());
                return;
            }
            // Close what was forgotten inside; one problem each, and go on.
            while (!section.tag.name().equals(tag.name())) {
                problems.error("template.section-not-closed", section.tag.position(), "field", section.tag.name());
                nodes = section.outer;
                open.pop();
                section = open.element();
            }
        }
        open.pop();
        if (html != null
                && section.mark != null
                && !section.mark.equals(html.places().mark())) {
            problems.error("template.section-splits-markup", section.tag.position(), "field", tag.name());
        }
        List<Node> body = List.copyOf(nodes);
        nodes = section.outer;
        if (section.leftOut) {
            return;
        }
        nodes.add(new Node.Section(tag.name(), section.tag.kind() == Tag.Kind.INVERTED, section.tag.position(), body));
    }

    /** Whether a tag is alone on its line or lines, apart from blanks; then the lines go with it. */
    private boolean standsAlone(List<Tag> tags, int i) {
        Tag tag = tags.get(i);
        if (kind == TextKind.SUBJECT || !tag.kind().mayStandAlone()) {
            return false;
        }
        int floor = i == 0
                ? 0
                : tags.get(i - 1).kind() == Tag.Kind.TEXT ? tags.get(i - 1).start() : tag.start();
        int before = lineStart(floor, tag.start());
        boolean startsLine = before == 0 || source.charAt(before - 1) == '\n';
        return startsLine && nextLine(tag.end()) >= 0;
    }

    /** The first offset, not before {@code floor}, from which only blanks stand before {@code offset}. */
    private int lineStart(int floor, int offset) {
        int at = offset;
        while (at > floor && isBlank(source.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    /** The offset after the line end if only blanks stand before it, else -1. */
    private int nextLine(int offset) {
        int at = offset;
        while (at < source.length() && isBlank(source.charAt(at))) {
            at++;
        }
        if (at == source.length()) {
            return at;
        }
        return source.charAt(at) == '\n' ? at + 1 : -1;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
