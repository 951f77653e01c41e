package org.portalemails.composition;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.portalemails.template.RenderedText;
import org.portalemails.template.TextKind;
import org.portalemails.template.html.HtmlTokenizer;
import org.portalemails.template.html.WholeDocument;

/**
 * A content that an administrator wrote as a whole document: it stays as it is, and gets only what it lacks of a document, so that
 * screen readers pronounce it right and mail clients do not offer to translate it.
 */
final class HtmlDocument {
    private HtmlDocument() {}

    /** Whether a content needs no layout. */
    static boolean isWhole(RenderedText content) {
        return WholeDocument.is(start(content));
    }

    /** The document, with what stands around its {@code head} or {@code body} where that is missing. */
    static RenderedText completed(RenderedText content, Locale language) {
        String html = "<!DOCTYPE html>\n<html lang=\"" + language.toLanguageTag() + "\">\n";
        if (WholeDocument.begins(start(content), "<head")) {
            return around(html, content);
        }
        return WholeDocument.begins(start(content), "<body")
                ? around(html + "<head>\n<meta charset=\"utf-8\">\n</head>\n", content)
                : content;
    }

    /** The document with something more at the beginning of what it shows. */
    static RenderedText withNote(RenderedText content, String note) {
        return content.rewritten(html -> {
            int at = new Beginning(html).of();
            return html.substring(0, at) + "\n" + note + html.substring(at);
        });
    }

    /** Finds where a body begins: behind its tag, or before the first thing that a head cannot hold. */
    private static final class Beginning implements HtmlTokenizer.Reader {
        private final String html;
        private final HtmlTokenizer tokens = new HtmlTokenizer(this);
        private int at;
        private int tagFrom;
        private int found = -1;

        Beginning(String html) {
            this.html = html;
        }

        int of() {
            tokens.read(html, 0, html.length());
            return found < 0 ? html.length() : found;
        }

        private void foundAt(int place) {
            found = found < 0 ? place : found;
        }

        @Override
        public void text(String source, int from, int to) {
            at = to;
            if (!source.substring(from, to).isBlank()) {
                foundAt(from);
            }
        }

        @Override
        public void markup(String source, int from, int to) {
            at = to;
        }

        @Override
        public void markupBegins(int from) {
            tagFrom = from;
        }

        @Override
        public void tagNamed() {
            // Its end tells.
        }

        @Override
        public void attributeEnds() {
            // Its end tells.
        }

        @Override
        public void tagEnds() {
            switch (tokens.element()) {
                case "html", "head", "meta", "title", "style" -> {
                    // Before the body, if it is in its place.
                }
                case "body" -> foundAt(at);
                default -> foundAt(tagFrom);
            }
        }
    }

    private static RenderedText around(String before, RenderedText content) {
        List<RenderedText.Piece> pieces = new ArrayList<>(content.pieces().size() + 2);
        pieces.add(new RenderedText.Piece.Literal(before));
        pieces.addAll(content.pieces());
        pieces.add(new RenderedText.Piece.Literal("\n</html>\n"));
        return RenderedText.of(TextKind.HTML, pieces);
    }

    private static String start(RenderedText content) {
        return !content.pieces().isEmpty() && content.pieces().get(0) instanceof RenderedText.Piece.Literal first
                ? first.text()
                : "";
    }
}
