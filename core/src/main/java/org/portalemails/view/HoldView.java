package org.portalemails.view;

import java.util.Locale;
import java.util.Map;
import org.portalemails.email.PlannedMail;
import org.portalemails.language.Messages;
import org.portalemails.outbox.Hold;
import org.portalemails.outbox.HoldScope;

/**
 * Mails that wait, and why.
 *
 * @param scope which mails, as {@link HoldScope#key()}
 * @param scopeLabel which mails, in words
 * @param group whose mails, if it is those of one group; else empty
 * @param cause who put them there: {@code operator} or {@code misconfigured}
 * @param causeLabel the cause in words
 * @param reason in the operator's or the server's words
 * @param since when
 * @param author who put them there, if that is known; else empty
 */
public record HoldView(
        String scope,
        String scopeLabel,
        String group,
        String cause,
        String causeLabel,
        String reason,
        String since,
        String author) {
    /** One hold. */
    public static HoldView of(Hold hold, Locale reader) {
        return new HoldView(
                hold.scope().key(),
                label(hold.scope(), Messages.in(reader)),
                hold.scope() instanceof HoldScope.Group group ? group.id().value() : "",
                hold.cause().code(),
                Words.label("reason", hold.cause().code(), reader),
                hold.reason(),
                Words.moment(hold.since()),
                Words.orEmpty(hold.author()));
    }

    static String label(HoldScope scope, Messages messages) {
        if (scope instanceof HoldScope.Group group) {
            return messages.text("hold.group", Map.of("name", group.id().value()));
        }
        if (scope instanceof HoldScope.Company company) {
            return messages.text("hold.company", Map.of("name", company.id().value()));
        }
        if (scope.equals(HoldScope.route(PlannedMail.DEFAULT_ROUTE))) {
            return messages.text("hold.route.default", Map.of());
        }
        if (scope instanceof HoldScope.Route route) {
            return messages.text("hold.route", Map.of("name", route.name()));
        }
        return messages.text("hold.everything", Map.of());
    }
}
