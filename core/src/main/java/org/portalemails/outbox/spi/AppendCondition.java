package org.portalemails.outbox.spi;

import java.util.Map;
import java.util.Set;
import org.portalemails.address.EmailAddress;
import org.portalemails.outbox.SuppressionList;
import org.portalemails.settings.SettingsOwner;

/**
 * What must be true, as the caller's current transaction sees it, for entries to be written.
 *
 * @param notSuppressed addresses that may not be on the {@link SuppressionList}
 * @param settings {@linkplain org.portalemails.settings.RememberedSettings#marks() marks} of the settings that have to be in force
 */
public record AppendCondition(Set<EmailAddress> notSuppressed, Map<SettingsOwner, String> settings) {
    /** Copies the collections. */
    public AppendCondition {
        notSuppressed = Set.copyOf(notSuppressed);
        settings = Map.copyOf(settings);
    }

    /** How many, and of whom no address. */
    @Override
    public String toString() {
        return "AppendCondition[" + notSuppressed.size() + " addresses, settings of " + settings.keySet() + "]";
    }
}
