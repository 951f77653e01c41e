package org.portalemails.layout;

import java.util.Locale;
import java.util.Objects;
import org.portalemails.template.RenderedText;
import org.portalemails.template.TextKind;

/**
 * What a mail says in one language. All three texts are HTML, without a document around them.
 *
 * @param language in which it is written
 * @param content what an administrator wrote, with the values of this mail
 * @param signature who writes, and whom to ask; may be empty
 * @param footer why the reader gets this; may be empty
 */
public record MailBlock(Locale language, RenderedText content, RenderedText signature, RenderedText footer) {
    /**
     * Refuses texts that are no HTML.
     *
     * @throws IllegalArgumentException if one is of another kind
     */
    public MailBlock {
        Objects.requireNonNull(language, "language");
        if (content.kind() != TextKind.HTML || signature.kind() != TextKind.HTML || footer.kind() != TextKind.HTML) {
            throw new IllegalArgumentException("block: HTML is needed");
        }
    }
}
