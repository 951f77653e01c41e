package org.portalemails.view;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.portalemails.notification.MailText;
import org.portalemails.settings.BrandText;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.Setting;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.StoredSettings;

/**
 * Settings as they are saved: one version of one owner's own values, without what it inherits.
 *
 * @param group whose; empty for a company or the installation default
 * @param company whose, if a company's; empty for a group or the installation default
 * @param version 1 for the first, one more for each save; 0 if nothing is saved
 * @param savedBy who saved it, in the host's words
 * @param savedAt when
 * @param values by name, as typed into the form; a value that is inherited is not there
 * @param brand the texts that stand in every mail, by language tag and name
 * @param texts the texts of mails, by code of the mail and language tag
 */
public record StoredSettingsView(
        String group,
        String company,
        long version,
        String savedBy,
        String savedAt,
        Map<String, String> values,
        Map<String, Map<String, String>> brand,
        Map<String, Map<String, TextView>> texts) {
    /** What stands where nothing is saved, or where it does not matter what is. */
    static final StoredSettingsView NOTHING = new StoredSettingsView("", "", 0, "", "", Map.of(), Map.of(), Map.of());

    /** Copies the maps. */
    public StoredSettingsView {
        values = Words.copy(values);
        brand = Words.copy(brand);
        texts = Words.copy(texts);
    }

    /**
     * What is saved.
     *
     * @param saved what {@code SettingsScreen.saved} gives; empty: nothing is, and the version is 0
     */
    public static StoredSettingsView of(SettingsOwner owner, Optional<StoredSettings> saved) {
        return saved.map(StoredSettingsView::of)
                .orElseGet(() ->
                        new StoredSettingsView(group(owner), company(owner), 0, "", "", Map.of(), Map.of(), Map.of()));
    }

    /** One version. */
    public static StoredSettingsView of(StoredSettings stored) {
        PortalEmailSettings settings = stored.settings();
        Map<String, String> values = new LinkedHashMap<>();
        Setting.all().forEach(setting -> put(values, settings, setting));
        Map<String, Map<String, String>> brand = new LinkedHashMap<>();
        for (BrandText what : BrandText.values()) {
            settings.brandTexts(what).forEach((language, text) -> brand.computeIfAbsent(
                            language.toLanguageTag(), tag -> new LinkedHashMap<>())
                    .put(what.code(), text));
        }
        Map<String, Map<String, TextView>> texts = new LinkedHashMap<>();
        settings.texts().forEach((type, byLanguage) -> texts.put(type.code(), texts(byLanguage)));
        return new StoredSettingsView(
                group(stored.owner()),
                company(stored.owner()),
                stored.version(),
                stored.savedBy(),
                Words.moment(stored.savedAt()),
                values,
                brand,
                texts);
    }

    static String group(SettingsOwner owner) {
        return owner instanceof SettingsOwner.Group group ? group.id().value() : "";
    }

    static String company(SettingsOwner owner) {
        return owner instanceof SettingsOwner.Company company ? company.id().value() : "";
    }

    private static <T> void put(Map<String, String> values, PortalEmailSettings settings, Setting<T> setting) {
        settings.get(setting).ifPresent(value -> values.put(setting.name(), setting.write(value)));
    }

    private static Map<String, TextView> texts(Map<Locale, MailText> byLanguage) {
        Map<String, TextView> texts = new LinkedHashMap<>();
        byLanguage.forEach((language, text) -> texts.put(language.toLanguageTag(), TextView.of(text)));
        return texts;
    }

    /** Whose, and the version. */
    @Override
    public String toString() {
        String owner = company.isEmpty() ? "installation" : "company " + company;
        return "StoredSettingsView[" + (group.isEmpty() ? owner : "group " + group) + ", version " + version + "]";
    }
}
