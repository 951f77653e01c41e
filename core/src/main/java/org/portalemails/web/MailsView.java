package org.portalemails.web;

import java.util.List;
import java.util.Map;
import org.portalemails.view.MailView;
import org.portalemails.view.OutboxView;
import org.portalemails.view.TroubleView;

/**
 * A page of the outbox.
 *
 * @param outbox how the whole outbox stands; of a reader who may not see all groups, nothing
 * @param troubles what is wrong now, the worst first; of a reader who may not see all groups, nothing
 * @param mails newest first, with their recipients
 * @param next where to look further: {@code behind} of the next question; empty if there is nothing more. A page may be short or empty
 *     although there is more: one look is bounded
 * @param states what people call the states of a mail, by code
 * @param kinds what people call the kinds of mails, by code
 * @param reasons what people call the reasons for which mails stand where they stand, by code
 * @param routes by which routes mails leave; empty if there is only one
 * @param resendable whether mails that came to their end can be sent again
 * @param operable whether the reader may send again, cancel and put on hold
 */
public record MailsView(
        OutboxView outbox,
        List<TroubleView> troubles,
        List<MailView> mails,
        String next,
        Map<String, String> states,
        Map<String, String> kinds,
        Map<String, String> reasons,
        List<String> routes,
        boolean resendable,
        boolean operable) {
    /** Copies the list and the maps. */
    public MailsView {
        troubles = List.copyOf(troubles);
        mails = List.copyOf(mails);
        states = Map.copyOf(states);
        kinds = Map.copyOf(kinds);
        reasons = Map.copyOf(reasons);
        routes = List.copyOf(routes);
    }
}
