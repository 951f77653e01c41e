package org.portalemails.notification;

import java.util.Map;
import org.portalemails.event.ActionLink;
import org.portalemails.template.MergeValues;

/**
 * The values that an event gives to the merge fields of one mail; links stay apart.
 *
 * @param type which of the seven mails
 * @param catalogue the fields that its texts may use
 * @param merge what a template reads; a secret field has a hole instead of a value
 * @param links the links behind the secret fields
 * @param addresses the addresses behind the other holes: links that a reader needs and that are no secret
 */
public record EventValues(
        NotificationType type,
        FieldCatalogue catalogue,
        MergeValues merge,
        Map<String, ActionLink> links,
        Map<String, String> addresses) {
    /** Nothing personal. */
    @Override
    public String toString() {
        return "EventValues[" + type.code() + "]";
    }
}
