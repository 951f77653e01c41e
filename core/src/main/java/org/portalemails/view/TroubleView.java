package org.portalemails.view;

import java.util.Locale;
import org.portalemails.delivery.OutboxWatch;
import org.portalemails.language.Messages;

/**
 * Something that is wrong with the sending of mails.
 *
 * @param kind what: {@code server-down}, {@code server-refuses}, {@code fallback} or {@code late}
 * @param scope which mails, as {@link org.portalemails.outbox.HoldScope#key()}
 * @param scopeLabel which mails, in words
 * @param text what is wrong, and what to do
 * @param since since when, at least
 * @param said what the server said, in its words or ours; possibly empty
 */
public record TroubleView(String kind, String scope, String scopeLabel, String text, String since, String said) {
    /** One trouble. */
    public static TroubleView of(OutboxWatch.Trouble trouble, Locale reader) {
        Messages messages = Messages.in(reader);
        return new TroubleView(
                trouble.kind().code(),
                trouble.scope().key(),
                HoldView.label(trouble.scope(), messages),
                messages.text("trouble." + trouble.kind().code()),
                Words.moment(trouble.since()),
                Words.said(trouble.said(), reader));
    }
}
