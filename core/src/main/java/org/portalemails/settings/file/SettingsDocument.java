package org.portalemails.settings.file;

import java.util.ArrayList;
import java.util.List;
import org.portalemails.settings.InvalidSettingsException;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.SettingsViolation;

/**
 * Settings of one owner as text: what a store keeps. Stable: equal settings give equal text, and what any version of the
 * library wrote, every later one reads.
 *
 * <p>The format is a part of TOML 1.0, described in {@code docs/settings-file.md}. It says nothing about whether the merge
 * fields in the texts are right: what was saved once can be read for ever.
 *
 * @see SettingsFile
 */
public final class SettingsDocument {
    private SettingsDocument() {}

    /**
     * Writes settings.
     *
     * @param settings the settings
     * @return lines that end with {@code \n}; holds addresses
     */
    public static String write(PortalEmailSettings settings) {
        StringBuilder out = new StringBuilder(512);
        out.append(SettingsTables.VERSION_KEY)
                .append(" = ")
                .append(SettingsTables.VERSION)
                .append("\n\n");
        SettingsTables.writeValues(out, settings);
        SettingsTables.writeTexts(out, settings, List.of());
        return out.toString();
    }

    /**
     * Reads settings.
     *
     * @param document what {@link #write} wrote, or a person
     * @return the settings; {@code read(write(settings))} equals {@code settings}
     * @throws InvalidSettingsException if it is not understood, with everything that is wrong and where
     */
    public static PortalEmailSettings read(String document) {
        List<SettingsViolation> violations = new ArrayList<>();
        SettingsTables tables = new SettingsTables(violations);
        List<TomlTable> all = TomlReader.read(document);
        SettingsTables.readVersion(all.get(0), violations);
        tables.readValues(all.get(0));
        for (TomlTable table : all.subList(1, all.size())) {
            if (!tables.readText(table, table.name())) {
                SettingsFile.refuseTable(table, violations);
            }
        }
        if (!violations.isEmpty()) {
            throw new InvalidSettingsException(violations);
        }
        return tables.settings();
    }
}
