package org.portalemails.settings;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Settings as a store keeps them: one version of one owner's settings.
 *
 * @param owner whose settings
 * @param version 1 for the first, one more for each save
 * @param settings the settings
 * @param savedAt when, by the clock of the store
 * @param savedBy who, in the host's words (a user name, an id); 1 to 100 characters
 */
public record StoredSettings(
        SettingsOwner owner, long version, PortalEmailSettings settings, Instant savedAt, String savedBy) {
    /**
     * Only the settings of what a store found.
     *
     * @param found by owner
     * @return by owner
     */
    public static Map<SettingsOwner, PortalEmailSettings> settingsOf(Map<SettingsOwner, StoredSettings> found) {
        Map<SettingsOwner, PortalEmailSettings> settings = new LinkedHashMap<>();
        found.forEach((owner, stored) -> settings.put(owner, stored.settings()));
        return settings;
    }

    /**
     * Refuses nonsense.
     *
     * @throws IllegalArgumentException if the version is below 1, or {@code savedBy} is blank or too long
     */
    public StoredSettings {
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(savedAt, "savedAt");
        Objects.requireNonNull(savedBy, "savedBy");
        if (version < 1) {
            throw new IllegalArgumentException("version: starts at 1");
        }
        if (savedBy.isBlank() || savedBy.length() > 100) {
            throw new IllegalArgumentException("savedBy: 1 to 100 characters");
        }
    }
}
