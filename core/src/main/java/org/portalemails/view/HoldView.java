package org.portalemails.view;

import java.util.Locale;
import org.portalemails.outbox.Hold;
import org.portalemails.outbox.HoldScope;

/**
 * Mails that wait, and why.
 *
 * @param group whose mails; empty for all
 * @param cause who put them there: {@code operator} or {@code misconfigured}
 * @param causeLabel the cause in words
 * @param reason in the operator's or the server's words
 * @param since when
 */
public record HoldView(String group, String cause, String causeLabel, String reason, String since) {
    /** One hold. */
    public static HoldView of(Hold hold, Locale reader) {
        return new HoldView(
                hold.scope() instanceof HoldScope.Group group ? group.id().value() : "",
                hold.cause().code(),
                Words.label("reason", hold.cause().code(), reader),
                hold.reason(),
                Words.moment(hold.since()));
    }
}
