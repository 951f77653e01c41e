package org.portalemails.notification;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.portalemails.address.EmailAddress;

/**
 * What the rules of the mails look at besides the event.
 *
 * @param usesPortal whether the customer group uses the portal at all
 * @param hasSender whether any level of the settings has a sender address
 * @param accessRequestsTo who is told of access requests, or {@code null} if no level of the settings says so
 * @param language the language of the settings
 * @param on the switches that are on
 * @param policy how the host reads the rules
 */
public record SendingConditions(
        boolean usesPortal,
        boolean hasSender,
        @Nullable EmailAddress accessRequestsTo,
        Locale language,
        Set<Switch> on,
        CompositionPolicy policy) {
    /** Copies the switches. */
    public SendingConditions {
        on = Set.copyOf(on);
    }
}
