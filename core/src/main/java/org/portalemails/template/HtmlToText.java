package org.portalemails.template;

import java.util.ArrayList;
import java.util.List;

/** Makes the plain-text part of a mail from its HTML part. */
public final class HtmlToText {
    private HtmlToText() {}

    /**
     * Converts; linear in the length.
     *
     * @param html a text of kind {@link TextKind#HTML}
     * @return a text of kind {@link TextKind#PLAIN} with the same holes for secrets
     * @throws IllegalArgumentException if {@code html} is of another kind
     */
    public static RenderedText convert(RenderedText html) {
        if (html.kind() != TextKind.HTML) {
            throw new IllegalArgumentException("not HTML: " + html.kind());
        }
        List<RenderedText.Piece> pieces = new ArrayList<>();
        for (RenderedText.Piece piece : html.pieces()) {
            pieces.add(
                    piece instanceof RenderedText.Piece.Literal literal
                            ? new RenderedText.Piece.Literal(
                                    literal.text().replaceAll("<[^<>]*>", "").strip())
                            : piece);
        }
        return RenderedText.of(TextKind.PLAIN, pieces);
    }
}
