package org.portalemails.web;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.portalemails.address.Mailbox;
import org.portalemails.email.MailContent;
import org.portalemails.language.Messages;
import org.portalemails.outbox.UnreadablePayloadException;

/**
 * What a mail says, with its secrets masked. Personal data.
 *
 * @param shown whether it can be shown
 * @param why why it cannot; empty if it can
 * @param subject the subject; empty here and below if it cannot be shown
 * @param from the sender
 * @param replyTo where answers go; empty: to the sender
 * @param to the recipient
 * @param date the moment in its Date header
 * @param messageId its Message-ID, without angle brackets
 * @param language in which it is written
 * @param text the text part
 * @param hasHtml whether it has an HTML part too, which {@code content-frame} shows
 */
public record ContentView(
        boolean shown,
        String why,
        String subject,
        String from,
        String replyTo,
        String to,
        String date,
        String messageId,
        String language,
        String text,
        boolean hasHtml) {
    static ContentView of(Optional<MailContent> content, Locale reader) {
        return content.map(ContentView::of)
                .orElseGet(() -> new ContentView(
                        false, Messages.in(reader).text("content.gone"), "", "", "", "", "", "", "", "", false));
    }

    /** One that is kept and cannot be read. */
    static ContentView unreadable(UnreadablePayloadException.Reason reason, Locale reader) {
        Messages words = Messages.in(reader);
        String why = words.text("content.unreadable", Map.of("reason", words.text("reason." + reason.code())));
        return new ContentView(false, why, "", "", "", "", "", "", "", "", false);
    }

    private static ContentView of(MailContent content) {
        return new ContentView(
                true,
                "",
                content.subject(),
                written(content.from()),
                content.replyTo() == null ? "" : written(content.replyTo()),
                written(content.to()),
                content.date().toString(),
                content.messageId(),
                content.language().toLanguageTag(),
                content.text(),
                content.html() != null);
    }

    private static String written(Mailbox mailbox) {
        String address = mailbox.address().value();
        return mailbox.displayName() == null ? address : mailbox.displayName() + " <" + address + ">";
    }

    /** Nothing that was said. */
    @Override
    public String toString() {
        return "ContentView[" + (shown ? "shown" : "not shown") + "]";
    }
}
