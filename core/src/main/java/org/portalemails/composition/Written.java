package org.portalemails.composition;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.portalemails.event.ActionLink;
import org.portalemails.language.VisibleText;

/**
 * A text with its values.
 *
 * @param subject without secrets
 * @param body the parts, with holes for secrets
 */
public record Written(String subject, MailBody body) {
    boolean showsSomething() {
        return VisibleText.isIn(subject) && body.showsSomething();
    }

    /** Those links that a part has a hole for. */
    Map<String, ActionLink> used(Map<String, ActionLink> links) {
        Set<String> fields = new HashSet<>(body.text().secretFields());
        if (body.html() != null) {
            fields.addAll(body.html().secretFields());
        }
        Map<String, ActionLink> used = new HashMap<>(links);
        used.keySet().retainAll(fields);
        return used;
    }
}
