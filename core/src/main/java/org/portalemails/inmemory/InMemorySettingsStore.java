package org.portalemails.inmemory;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.SettingsStore;
import org.portalemails.settings.StaleSettingsException;
import org.portalemails.settings.StoredSettings;

/** Keeps settings in memory. Safe for many threads; knows no transactions: every save takes effect at once. */
public final class InMemorySettingsStore implements SettingsStore {
    private final Clock clock;
    private final Map<SettingsOwner, List<StoredSettings>> versions = new HashMap<>();

    /**
     * Creates an empty store.
     *
     * @param clock gives {@link StoredSettings#savedAt()}
     */
    public InMemorySettingsStore(Clock clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    @Override
    public synchronized Optional<StoredSettings> find(SettingsOwner owner) {
        List<StoredSettings> all = versions.getOrDefault(owner, List.of());
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    @Override
    public synchronized StoredSettings save(
            SettingsOwner owner, PortalEmailSettings settings, long expectedVersion, String savedBy) {
        if (expectedVersion < 0) {
            throw new IllegalArgumentException("expectedVersion: 0 or more");
        }
        Optional<StoredSettings> newest = find(owner);
        if (newest.map(StoredSettings::version).orElse(0L) != expectedVersion) {
            throw new StaleSettingsException(expectedVersion, newest);
        }
        StoredSettings stored = new StoredSettings(owner, expectedVersion + 1, settings, clock.instant(), savedBy);
        versions.computeIfAbsent(owner, key -> new ArrayList<>()).add(stored);
        return stored;
    }

    @Override
    public synchronized List<StoredSettings> history(SettingsOwner owner, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit: at least 1");
        }
        List<StoredSettings> newestFirst = new ArrayList<>(versions.getOrDefault(owner, List.of()));
        Collections.reverse(newestFirst);
        return List.copyOf(newestFirst.subList(0, Math.min(limit, newestFirst.size())));
    }

    @Override
    public synchronized List<SettingsOwner> owners() {
        return versions.keySet().stream()
                .sorted(Comparator.comparing(SettingsOwner::key))
                .toList();
    }
}
