package org.portalemails.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.portalemails.template.RenderedText;
import org.portalemails.template.TextKind;

/**
 * Makes a whole HTML document of a content that an administrator wrote as a fragment: with its language, so that screen readers
 * pronounce it right and mail clients do not offer to translate it. What the content has of a document is not added twice.
 */
public final class HtmlDocument {
    /** What the body begins with, or, where its tags are left out, what stands before it. */
    private static final Pattern BODY = Pattern.compile(
            "(?i)<body(?:[\\s/][^>]*+)?>|</head\\s*+>(?!\\s*+<body)|\\A\\s*+<!doctype[^>]*+>\\s*+(?:<html(?:\\s[^>]*+)?>)?(?!\\s*+<(?:head|body|html))");

    private HtmlDocument() {}

    /** The content itself if it is a whole document already. */
    public static RenderedText of(RenderedText content, Locale language) {
        String html = "<!DOCTYPE html>\n<html lang=\"" + language.toLanguageTag() + "\">\n";
        String charset = "<meta charset=\"utf-8\">\n";
        if (begins(content, "<!doctype") || begins(content, "<html")) {
            return content;
        }
        if (begins(content, "<head")) {
            return around(html, content, "\n</html>\n");
        }
        String head = html + "<head>\n" + charset + "</head>\n";
        return begins(content, "<body")
                ? around(head, content, "\n</html>\n")
                : around(head + "<body>\n", content, "\n</body>\n</html>\n");
    }

    /** A whole document with something more at the beginning of its body. */
    public static String withNote(String document, String note) {
        Matcher place = BODY.matcher(document);
        int at = place.find() ? place.end() : 0;
        return document.substring(0, at) + "\n" + note + document.substring(at);
    }

    private static RenderedText around(String before, RenderedText content, String after) {
        List<RenderedText.Piece> pieces = new ArrayList<>(content.pieces().size() + 2);
        pieces.add(new RenderedText.Piece.Literal(before));
        pieces.addAll(content.pieces());
        pieces.add(new RenderedText.Piece.Literal(after));
        return RenderedText.of(TextKind.HTML, pieces);
    }

    private static boolean begins(RenderedText content, String tag) {
        if (content.pieces().isEmpty() || !(content.pieces().get(0) instanceof RenderedText.Piece.Literal first)) {
            return false;
        }
        String start = first.text().stripLeading();
        boolean same = start.regionMatches(true, 0, tag, 0, tag.length());
        return same && (start.length() == tag.length() || !Character.isLetterOrDigit(start.charAt(tag.length())));
    }
}
