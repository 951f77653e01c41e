package org.portalemails.settings;

import java.util.Map;

/**
 * Settings that a {@link SettingsStore} read before, and how to find out whether they are still what is in force.
 *
 * @param settings by owner; of those who had some
 * @param marks what each owner's settings were known by, also of those who had none; only the adapter that made them can read them
 */
public record RememberedSettings(Map<SettingsOwner, PortalEmailSettings> settings, Map<SettingsOwner, String> marks) {
    /** Copies the maps. */
    public RememberedSettings {
        settings = Map.copyOf(settings);
        marks = Map.copyOf(marks);
    }
}
