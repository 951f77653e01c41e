package org.portalemails.settings.file;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;
import org.portalemails.settings.InvalidSettingsException;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.SettingsStore;
import org.portalemails.settings.SettingsViolation;

/**
 * Settings of any number of owners as one text that people read, compare and keep under version control: to move them
 * from a test system to production, for instance.
 *
 * <p>Stable: equal settings give equal text, in the order of {@link SettingsOwner#key()}. Comments are read over and are
 * not kept. The format is a part of TOML 1.0, described in {@code docs/settings-file.md}.
 *
 * @see SettingsImport
 */
public final class SettingsFile {
    private static final String INSTALLATION = "installation";

    /** What files say that were written before there were companies. */
    private static final String INSTALLATION_BEFORE = "companyWide";

    private static final String COMPANY = "company";
    private static final String GROUP = "group";

    private SettingsFile() {}

    /**
     * Writes settings.
     *
     * @param settings by owner
     * @return lines that end with {@code \n}; holds addresses
     */
    public static String write(Map<SettingsOwner, PortalEmailSettings> settings) {
        Map<SettingsOwner, PortalEmailSettings> ordered = new TreeMap<>(Comparator.comparing(SettingsOwner::key));
        ordered.putAll(settings);
        StringBuilder out = new StringBuilder(1024);
        out.append(SettingsTables.VERSION_KEY)
                .append(" = ")
                .append(SettingsTables.VERSION)
                .append('\n');
        ordered.forEach((owner, own) -> {
            List<String> name = tableOf(owner);
            out.append("\n[").append(TomlTable.dotted(name)).append("]\n");
            SettingsTables.writeValues(out, own);
            SettingsTables.writeTexts(out, own, name);
        });
        return out.toString();
    }

    /**
     * Writes what a store holds.
     *
     * @param store the store
     * @param owners whose settings; those without settings are left out
     * @return as {@link #write(Map)}
     */
    public static String export(SettingsStore store, Iterable<SettingsOwner> owners) {
        Map<SettingsOwner, PortalEmailSettings> settings = new LinkedHashMap<>();
        for (SettingsOwner owner : owners) {
            store.find(owner).ifPresent(stored -> settings.put(owner, stored.settings()));
        }
        return write(settings);
    }

    /**
     * Reads settings. Whether the merge fields in the texts are right is not checked here, see {@link SettingsImport}.
     *
     * @param file what {@link #write} wrote, or a person
     * @return by owner, in the order of the file; unmodifiable
     * @throws InvalidSettingsException if it is not understood, with everything that is wrong and where
     */
    public static Map<SettingsOwner, PortalEmailSettings> read(String file) {
        List<SettingsViolation> violations = new ArrayList<>();
        Map<SettingsOwner, SettingsTables> owners = new LinkedHashMap<>();
        List<TomlTable> all = TomlReader.read(file);
        TomlTable first = all.get(0);
        SettingsTables.readVersion(first, violations);
        first.values()
                .forEach((key, value) -> violations.add(SettingsTables.refused(
                        first.path(key), "file.unknown-key", value.position(), Map.of("key", key))));
        for (TomlTable table : all.subList(1, all.size())) {
            table(table, owners, violations);
        }
        if (!violations.isEmpty()) {
            throw new InvalidSettingsException(violations);
        }
        Map<SettingsOwner, PortalEmailSettings> settings = new LinkedHashMap<>();
        owners.forEach((owner, tables) -> settings.put(owner, tables.settings()));
        return Collections.unmodifiableMap(settings);
    }

    private static void table(
            TomlTable table, Map<SettingsOwner, SettingsTables> owners, List<SettingsViolation> violations) {
        List<String> name = table.name();
        String kind = name.get(0);
        boolean installation = kind.equals(INSTALLATION) || kind.equals(INSTALLATION_BEFORE);
        int depth = installation ? 1 : 2;
        boolean named = installation || (kind.equals(GROUP) || kind.equals(COMPANY)) && name.size() >= 2;
        if (!named) {
            refuseTable(table, violations);
            return;
        }
        SettingsOwner owner;
        try {
            owner = installation ? SettingsOwner.INSTALLATION : owner(kind, name.get(1));
        } catch (IllegalArgumentException e) {
            violations.add(SettingsTables.refused("", "file." + kind + "-id-refused", table.position(), Map.of()));
            return;
        }
        SettingsTables tables = owners.computeIfAbsent(owner, ignored -> new SettingsTables(violations));
        if (name.size() == depth) {
            tables.readValues(table);
        } else if (!tables.readText(table, name.subList(depth, name.size()))) {
            refuseTable(table, violations);
        }
    }

    private static SettingsOwner owner(String kind, String id) {
        return kind.equals(GROUP)
                ? SettingsOwner.group(new CustomerGroupId(id))
                : SettingsOwner.company(new CompanyId(id));
    }

    static void refuseTable(TomlTable table, List<SettingsViolation> violations) {
        String name = TomlTable.dotted(table.name());
        violations.add(SettingsTables.refused(name, "file.unknown-table", table.position(), Map.of("key", name)));
    }

    private static List<String> tableOf(SettingsOwner owner) {
        if (owner instanceof SettingsOwner.Group group) {
            return List.of(GROUP, group.id().value());
        }
        return owner instanceof SettingsOwner.Company company
                ? List.of(COMPANY, company.id().value())
                : List.of(INSTALLATION);
    }
}
