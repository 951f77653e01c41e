package org.portalemails.outbox.spi;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.portalemails.CompanyId;
import org.portalemails.address.EmailAddress;
import org.portalemails.outbox.SuppressionList;
import org.portalemails.settings.SettingsOwner;

/**
 * What must be true, as the caller's current transaction sees it, for entries to be written.
 *
 * @param company whose entries they are
 * @param notSuppressed addresses that may not be on the {@link SuppressionList} for the mails of that company
 * @param settings {@linkplain org.portalemails.settings.RememberedSettings#marks() marks} of the settings that have to be in force
 */
public record AppendCondition(CompanyId company, Set<EmailAddress> notSuppressed, Map<SettingsOwner, String> settings) {
    /** Copies the collections. */
    public AppendCondition {
        Objects.requireNonNull(company, "company");
        notSuppressed = Set.copyOf(notSuppressed);
        settings = Map.copyOf(settings);
    }

    /** How many, and of whom no address. */
    @Override
    public String toString() {
        return "AppendCondition[" + notSuppressed.size() + " addresses, settings of " + settings.keySet() + "]";
    }
}
