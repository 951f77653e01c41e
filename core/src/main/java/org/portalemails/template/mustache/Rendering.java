package org.portalemails.template.mustache;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.portalemails.template.MergeValues;
import org.portalemails.template.RenderedText;
import org.portalemails.template.RenderingTooLargeException;
import org.portalemails.template.TextKind;
import org.portalemails.template.html.HttpsAddress;
import org.portalemails.template.html.LinkValue;

/** One run of a template; used once. */
final class Rendering {
    private final TextKind kind;
    private final Function<String, @Nullable Object> values;
    private String[] parts;
    private int count;
    /** What may still be written; every instruction costs one too, so that loops end. */
    private int budget = RenderedText.MAX_LENGTH;

    private @Nullable List<RenderedText.Piece> pieces;

    /**
     * Prepares a run.
     *
     * @param values by field, as {@link MergeValues#get} gives them; or blanks of {@link PartedValues}
     * @param expectedParts how many pieces a run without lists writes at most
     */
    Rendering(TextKind kind, Function<String, @Nullable Object> values, int expectedParts) {
        this.kind = kind;
        this.values = values;
        this.parts = new String[expectedParts];
    }

    RenderedText run(Node[] nodes) {
        for (Node node : nodes) {
            run(node, null, null);
        }
        String tail = join();
        if (pieces == null) {
            return RenderedText.literal(kind, tail);
        }
        if (!tail.isEmpty()) {
            pieces.add(new RenderedText.Piece.Literal(tail));
        }
        return RenderedText.of(kind, pieces);
    }

    private void run(Node node, @Nullable String currentField, @Nullable Object current) {
        spend(1);
        if (node instanceof Node.Text literal) {
            add(literal.text());
        } else if (node instanceof Node.Variable variable) {
            value(variable.field(), values.apply(variable.field()), variable.place());
        } else if (node instanceof Node.Current here) {
            Object value = here.field().equals(currentField) ? current : values.apply(here.field());
            value(here.field(), value, here.place());
        } else if (node instanceof Node.Section section) {
            section(section, currentField, current);
        }
    }

    private void section(Node.Section section, @Nullable String currentField, @Nullable Object current) {
        Object value = values.apply(section.field());
        if (section.inverted()) {
            if (value == null) {
                run(section.body(), currentField, current);
            }
        } else if (value instanceof MergeValues.Items list) {
            for (String item : list.items()) {
                run(section.body(), section.field(), item);
            }
        } else if (value instanceof PartedValues.Blanks list) {
            for (PartedValues.Blank item : list.items()) {
                run(section.body(), section.field(), item);
            }
        } else if (value != null) {
            run(section.body(), section.field(), value);
        }
    }

    private void run(List<Node> body, @Nullable String currentField, @Nullable Object current) {
        spend(1);
        for (int i = 0; i < body.size(); i++) {
            run(body.get(i), currentField, current);
        }
    }

    private void value(String field, @Nullable Object value, FieldUse.Place place) {
        if (value == null) {
            return;
        }
        if (value == MergeValues.HOLE) {
            hole(field);
            return;
        }
        if (value instanceof PartedValues.Blank || value instanceof PartedValues.Blanks) {
            blank(value instanceof PartedValues.Blanks list ? list.joined() : (PartedValues.Blank) value);
            return;
        }
        String text = value instanceof MergeValues.Items list ? list.joined() : (String) value;
        add(kind.escape(
                switch (place) {
                    case TEXT, QUOTED_ATTRIBUTE -> text;
                    case LINK_PART -> LinkValue.part(text);
                    case MAIL_ADDRESS -> LinkValue.mailAddress(text);
                    case PHONE_NUMBER -> LinkValue.phone(text);
                    case WHOLE_LINK -> link(field, text);
                }));
    }

    private static String link(String field, String value) {
        return HttpsAddress.parse(value)
                .orElseThrow(() -> new IllegalArgumentException(
                        field + ": an absolute https address is needed where a link stands"));
    }

    /** A hole costs as much as the longest link, so that the bound holds for the mail that leaves. */
    private void hole(String field) {
        spend(HttpsAddress.MAX_LENGTH);
        if (pieces == null) {
            pieces = new ArrayList<>();
        }
        String before = join();
        if (!before.isEmpty()) {
            pieces.add(new RenderedText.Piece.Literal(before));
        }
        pieces.add(new RenderedText.Piece.Secret(field));
    }

    /** A blank costs as much as the longest value that may be written there. */
    private void blank(PartedValues.Blank blank) {
        spend(PartedValues.LONGEST_WRITTEN);
        add(blank.sign());
    }

    private void add(String part) {
        spend(part.length());
        if (count == parts.length) {
            parts = Arrays.copyOf(parts, count * 2 + 4);
        }
        parts[count++] = part;
    }

    private void spend(int characters) {
        budget -= characters;
        if (budget < 0) {
            throw new RenderingTooLargeException();
        }
    }

    /**
     * All parts since the last hole, as one string. Joining finds out the size and the width of the result before it copies; a
     * builder would copy everything once more at the first character beyond Latin-1.
     */
    private String join() {
        if (count == 1) {
            count = 0;
            return parts[0];
        }
        String[] all = count == parts.length ? parts : Arrays.copyOf(parts, count);
        count = 0;
        return String.join("", all);
    }
}
