package org.portalemails.web;

import java.util.List;
import java.util.Map;
import org.portalemails.view.MailView;
import org.portalemails.view.OutboxView;

/**
 * A page of the outbox.
 *
 * @param outbox how the whole outbox stands; of a reader who may not see all groups, nothing
 * @param mails newest first, with their recipients
 * @param next behind which mail the next page begins; empty if there is none
 * @param states what people call the states of a mail, by code
 * @param kinds what people call the kinds of mails, by code
 * @param operable whether the reader may send again, cancel and put on hold
 */
public record MailsView(
        OutboxView outbox,
        List<MailView> mails,
        String next,
        Map<String, String> states,
        Map<String, String> kinds,
        boolean operable) {
    /** Copies the list and the maps. */
    public MailsView {
        mails = List.copyOf(mails);
        states = Map.copyOf(states);
        kinds = Map.copyOf(kinds);
    }
}
