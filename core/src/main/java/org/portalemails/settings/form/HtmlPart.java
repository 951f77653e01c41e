package org.portalemails.settings.form;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.portalemails.layout.AccentColour;
import org.portalemails.layout.MailBlock;
import org.portalemails.layout.MailFrame;
import org.portalemails.layout.MailLayout;
import org.portalemails.template.RenderedText;
import org.portalemails.template.RenderingTooLargeException;
import org.portalemails.template.TextKind;

/** How long the HTML of a mail becomes. */
final class HtmlPart {
    /** What Gmail shows of a mail, less what a signature, a footer and long links may need. */
    static final int MAX_BYTES = (102 - 12) * 1024;

    private static final RenderedText NOTHING = RenderedText.literal(TextKind.HTML, "");
    private static final List<String> DOCUMENTS = List.of("<!doctype", "<html", "<head", "<body");

    private HtmlPart() {}

    /** The bytes of a content in the built-in layout, or alone if it is a document of its own; in UTF-8. */
    static int bytesOf(RenderedText content) {
        RenderedText part = content;
        String start = content.masked().stripLeading();
        if (DOCUMENTS.stream().noneMatch(tag -> start.regionMatches(true, 0, tag, 0, tag.length()))) {
            MailBlock block = new MailBlock(Locale.ENGLISH, content, NOTHING, NOTHING);
            MailFrame frame = new MailFrame(Locale.ENGLISH, "", "", "", AccentColour.BUILT_IN, null);
            try {
                part = MailLayout.standard().document(List.of(block), frame);
            } catch (RenderingTooLargeException e) {
                return Integer.MAX_VALUE;
            }
        }
        return part.masked().getBytes(StandardCharsets.UTF_8).length;
    }
}
