package org.portalemails.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Who changed what, and when: the versions of a store, each with the fields in which it differs from the one before.
 *
 * <p>Thread-safe if the store is; works in the caller's transaction.
 */
public final class SettingsHistory {
    /**
     * One version.
     *
     * @param stored the version: who, when, and all values
     * @param changes what differs from the version before; for the first one, from blank settings
     */
    public record Entry(StoredSettings stored, List<SettingsChange> changes) {
        /** Copies the list. */
        public Entry {
            Objects.requireNonNull(stored, "stored");
            changes = List.copyOf(changes);
        }
    }

    private final SettingsStore store;

    /**
     * The history in a store.
     *
     * @param store the store
     */
    public SettingsHistory(SettingsStore store) {
        this.store = Objects.requireNonNull(store, "store");
    }

    /**
     * The newest versions.
     *
     * @param owner whose settings
     * @param limit the most to return; at least 1
     * @return newest first; possibly empty
     */
    public List<Entry> entries(SettingsOwner owner, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit: at least 1");
        }
        List<StoredSettings> versions = store.history(owner, limit == Integer.MAX_VALUE ? limit : limit + 1);
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < Math.min(limit, versions.size()); i++) {
            PortalEmailSettings before =
                    i + 1 < versions.size() ? versions.get(i + 1).settings() : PortalEmailSettings.blank();
            StoredSettings stored = versions.get(i);
            entries.add(new Entry(stored, SettingsChange.between(before, stored.settings())));
        }
        return List.copyOf(entries);
    }

    /**
     * What differs between an older version and the newest one.
     *
     * @param owner whose settings
     * @param version the older version; 0 for "there were no settings"
     * @return in the order of the screen; empty if nothing differs or there is no such version
     */
    public List<SettingsChange> since(SettingsOwner owner, long version) {
        PortalEmailSettings newest =
                store.find(owner).map(StoredSettings::settings).orElse(PortalEmailSettings.blank());
        PortalEmailSettings then = version == 0
                ? PortalEmailSettings.blank()
                : store.find(owner, version).map(StoredSettings::settings).orElse(newest);
        return SettingsChange.between(then, newest);
    }
}
