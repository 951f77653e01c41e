package org.portalemails.composition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.portalemails.template.RenderedText;
import org.portalemails.template.TextKind;
import org.portalemails.template.html.HtmlToText;
import org.portalemails.template.mustache.PartedValues;

/** A finished text with blanks, ready to be written with values any number of times. */
final class Stencil {
    private final TextKind kind;
    /** A {@link String}, the {@link Integer} of a value, or a {@link RenderedText.Piece.Secret}. */
    private final List<Object> parts = new ArrayList<>();

    /**
     * Reads the blanks of a text.
     *
     * @param text with {@link HtmlToText#BLANK} for values
     * @param signs what stands for further values, which are numbered from {@code next} on
     */
    Stencil(RenderedText text, int next, String... signs) {
        this.kind = text.kind();
        for (RenderedText.Piece piece : text.pieces()) {
            if (piece instanceof RenderedText.Piece.Literal literal) {
                read(literal.text(), next, signs);
            } else {
                parts.add(piece);
            }
        }
    }

    private void read(String text, int next, String... signs) {
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            int number = -1;
            if (text.charAt(i) == HtmlToText.BLANK) {
                number = PartedValues.number(text.charAt(i + 1));
            }
            for (int sign = 0; sign < signs.length; sign++) {
                number = text.startsWith(signs[sign], i) ? next + sign : number;
            }
            if (number >= 0) {
                literal(text.substring(from, i));
                parts.add(number);
                // Every sign is two characters.
                i++;
                from = i + 1;
            }
        }
        literal(text.substring(from));
    }

    private void literal(String text) {
        if (!text.isEmpty()) {
            parts.add(text);
        }
    }

    /** How long the text is without values. */
    int length() {
        int length = 0;
        for (Object part : parts) {
            length += part instanceof String literal ? literal.length() : 0;
        }
        return length;
    }

    /** How long it becomes with the longest values. */
    int longest() {
        long values = parts.stream().filter(Integer.class::isInstance).count();
        return Math.toIntExact(length() + values * PartedValues.LONGEST_WRITTEN);
    }

    /**
     * Writes the text.
     *
     * @param values by number, escaped for its kind
     * @param links addresses for the holes that are no secrets, by field
     */
    RenderedText with(String[] values, Map<String, String> links) {
        List<RenderedText.Piece> pieces = new ArrayList<>();
        String[] run = new String[parts.size()];
        int count = 0;
        for (Object part : parts) {
            if (part instanceof String literal) {
                run[count++] = literal;
            } else if (part instanceof Integer number) {
                run[count++] = values[number];
            } else {
                RenderedText.Piece.Secret hole = (RenderedText.Piece.Secret) part;
                String address = links.get(hole.field());
                if (address != null) {
                    run[count++] = kind.escape(address);
                } else {
                    pieces.add(new RenderedText.Piece.Literal(joined(run, count)));
                    pieces.add(hole);
                    count = 0;
                }
            }
        }
        pieces.add(new RenderedText.Piece.Literal(joined(run, count)));
        return RenderedText.of(kind, pieces);
    }

    private static String joined(String[] run, int count) {
        return String.join("", count == run.length ? run : Arrays.copyOf(run, count));
    }
}
