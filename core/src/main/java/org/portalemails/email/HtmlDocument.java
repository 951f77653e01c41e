package org.portalemails.email;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.portalemails.template.RenderedText;
import org.portalemails.template.TextKind;

/**
 * Makes a whole HTML document of a content that an administrator wrote as a fragment: with its language, so that screen readers
 * pronounce it right and mail clients do not offer to translate it.
 */
final class HtmlDocument {
    private HtmlDocument() {}

    /** The content itself if it is a whole document already. */
    static RenderedText of(RenderedText content, Locale language) {
        if (isDocument(content)) {
            return content;
        }
        List<RenderedText.Piece> pieces = new ArrayList<>(content.pieces().size() + 2);
        pieces.add(new RenderedText.Piece.Literal("<!DOCTYPE html>\n<html lang=\"" + language.toLanguageTag()
                + "\">\n<head>\n<meta charset=\"utf-8\">\n</head>\n<body>\n"));
        pieces.addAll(content.pieces());
        pieces.add(new RenderedText.Piece.Literal("\n</body>\n</html>\n"));
        return RenderedText.of(TextKind.HTML, pieces);
    }

    private static boolean isDocument(RenderedText content) {
        if (content.pieces().isEmpty() || !(content.pieces().get(0) instanceof RenderedText.Piece.Literal first)) {
            return false;
        }
        String start = first.text().stripLeading();
        return startsWith(start, "<!doctype") || startsWith(start, "<html");
    }

    private static boolean startsWith(String text, String prefix) {
        return text.regionMatches(true, 0, prefix, 0, prefix.length());
    }
}
