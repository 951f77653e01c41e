package org.portalemails.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.portalemails.CompanyId;
import org.portalemails.notification.BuiltInTexts;

/**
 * What settings inherit where they say nothing: a group from its company and from the installation, a company from the installation.
 *
 * @param heir who inherits: {@link Level#GROUP}, {@link Level#COMPANY} or {@link Level#INSTALLATION}
 * @param company the settings of the company, or {@code null} if it has none or does not hand down
 * @param installation the installation default, or {@code null} if there is none or it is the heir
 */
public record InheritedSettings(
        Level heir, @Nullable PortalEmailSettings company, @Nullable PortalEmailSettings installation) {
    /** What a group inherits where neither its company nor the installation has settings: what is built in. */
    public static final InheritedSettings NOTHING = new InheritedSettings(Level.GROUP, null, null);

    /** What the installation default inherits: what is built in. */
    public static final InheritedSettings BY_INSTALLATION = new InheritedSettings(Level.INSTALLATION, null, null);

    /**
     * Refuses nonsense.
     *
     * @throws IllegalArgumentException if nobody inherits at this level, or from these
     */
    public InheritedSettings {
        Objects.requireNonNull(heir, "heir");
        if (heir == Level.BUILT_IN
                || heir != Level.GROUP && company != null
                || heir == Level.INSTALLATION && installation != null) {
            throw new IllegalArgumentException("a level inherits from those above it");
        }
    }

    /**
     * What a group inherits.
     *
     * @param company the settings of its company, or {@code null} if it has none
     * @param installation the installation default, or {@code null} if there is none
     */
    public static InheritedSettings byGroup(
            @Nullable PortalEmailSettings company, @Nullable PortalEmailSettings installation) {
        return new InheritedSettings(Level.GROUP, company, installation);
    }

    /**
     * What a company inherits.
     *
     * @param installation the installation default, or {@code null} if there is none
     */
    public static InheritedSettings byCompany(@Nullable PortalEmailSettings installation) {
        return new InheritedSettings(Level.COMPANY, null, installation);
    }

    /**
     * What an owner inherits as it is stored: one question to the store.
     *
     * @param store where settings are kept
     * @param owner the heir
     * @param company the company of a group; not looked at for another owner
     */
    public static InheritedSettings read(SettingsStore store, SettingsOwner owner, CompanyId company) {
        List<SettingsOwner> above = from(owner, company);
        return above.isEmpty() ? BY_INSTALLATION : of(owner, company, StoredSettings.settingsOf(store.findAll(above)));
    }

    /**
     * From whom an owner inherits.
     *
     * @param owner the heir
     * @param company the company of a group; not looked at for another owner
     * @return nearest first; the installation inherits from nobody
     */
    public static List<SettingsOwner> from(SettingsOwner owner, CompanyId company) {
        return switch (owner.level()) {
            case GROUP -> List.of(SettingsOwner.company(company), SettingsOwner.INSTALLATION);
            case COMPANY -> List.of(SettingsOwner.INSTALLATION);
            case INSTALLATION, BUILT_IN -> List.of();
        };
    }

    /**
     * What an owner inherits of settings that were read already.
     *
     * @param owner the heir
     * @param company the company of a group; not looked at for another owner
     * @param settings by owner; those of others are not looked at
     */
    public static InheritedSettings of(
            SettingsOwner owner, CompanyId company, Map<SettingsOwner, PortalEmailSettings> settings) {
        boolean group = owner.level() == Level.GROUP;
        boolean installation = owner.level() == Level.INSTALLATION;
        return new InheritedSettings(
                owner.level(),
                group ? settings.get(SettingsOwner.company(company)) : null,
                installation ? null : settings.get(SettingsOwner.INSTALLATION));
    }

    /**
     * A value that is inherited from a level, not from what is built in.
     *
     * @param setting which
     * @return empty if no level has it
     */
    public <T> Optional<T> get(Setting<T> setting) {
        return levels().stream()
                .flatMap(settings -> settings.get(setting).stream())
                .findFirst();
    }

    /** The settings that there are, nearest first. */
    public List<PortalEmailSettings> levels() {
        List<PortalEmailSettings> levels = new ArrayList<>(2);
        if (company != null) {
            levels.add(company);
        }
        if (installation != null) {
            levels.add(installation);
        }
        return levels;
    }

    /**
     * What applies where the heir says nothing.
     *
     * @param builtIn the built-in texts
     */
    public EffectiveSettings effective(BuiltInTexts builtIn) {
        return EffectiveSettings.of(null, this, builtIn);
    }

    /** Who inherits, and from whom. */
    @Override
    public String toString() {
        return "InheritedSettings[by " + heir.code() + ", company=" + (company != null) + ", installation="
                + (installation != null) + "]";
    }
}
