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
import org.portalemails.template.html.WholeDocument;

/** How long the HTML of a mail becomes. */
final class HtmlPart {
    private static final RenderedText NOTHING = RenderedText.literal(TextKind.HTML, "");

    private HtmlPart() {}

    /**
     * What Gmail shows of a mail, less what a signature, a footer and long links may need in each language.
     *
     * @param languages in how many languages the mail is
     */
    static int maxBytes(int languages) {
        return (102 - 12 * languages) * 1024;
    }

    /** Whether a content is a document of its own. */
    static boolean isDocument(RenderedText content) {
        return WholeDocument.is(content.masked());
    }

    /**
     * The bytes of contents in the built-in layout, or alone if there is one that is a document of its own; in UTF-8.
     *
     * @param contents one for each language of the mail
     */
    static int bytesOf(List<RenderedText> contents) {
        RenderedText part = contents.get(0);
        if (!isDocument(part)) {
            List<MailBlock> blocks = contents.stream()
                    .map(content -> new MailBlock(Locale.ENGLISH, content, NOTHING, NOTHING))
                    .toList();
            MailFrame frame = new MailFrame(Locale.ENGLISH, "", "", "", AccentColour.BUILT_IN, null);
            try {
                part = MailLayout.standard().document(blocks, frame);
            } catch (RenderingTooLargeException e) {
                return Integer.MAX_VALUE;
            }
        }
        return part.masked().getBytes(StandardCharsets.UTF_8).length;
    }
}
