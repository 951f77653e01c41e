package org.portalemails.composition;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.portalemails.layout.HtmlDocument;
import org.portalemails.template.RenderedText;
import org.portalemails.template.TextKind;

/**
 * The parts that a content becomes: a text, and the HTML that it was made from if there is any.
 *
 * @param text the plain-text part
 * @param html the HTML part, a whole document, or {@code null}
 */
public record MailBody(RenderedText text, @Nullable RenderedText html) {
    /**
     * Makes the parts. Links are holes until both parts are complete, so that none grows together with what stands beside it.
     *
     * @param content a rendered content
     * @param language in which it is written
     * @param links addresses for the holes that are no secrets, by field
     * @throws org.portalemails.template.RenderingTooLargeException if the text part would be too long
     */
    static MailBody of(RenderedText content, Locale language, Map<String, String> links) {
        if (content.kind() != TextKind.HTML) {
            return new MailBody(content.withHolesApart().filled(links), null);
        }
        return new MailBody(
                content.plain().filled(links),
                HtmlDocument.of(content, language).filled(links));
    }
}
