package org.portalemails.demo.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.portalemails.notification.NotificationType;
import org.portalemails.settings.form.BrandForm;
import org.portalemails.settings.form.SectionForm;
import org.portalemails.settings.form.SettingsForm;
import org.portalemails.settings.form.TextForm;

/**
 * The language tabs. The screen binds every language, the form's own one included, to {@code translations[tag]}: so the
 * form's language can be chosen anew without moving texts.
 */
final class TextTabs {
    /** Always there, in this order; French (Canada) first, as in the manual. */
    private static final List<Locale> STANDARD = List.of(Locale.CANADA_FRENCH, Locale.ENGLISH, Locale.FRENCH);

    private TextTabs() {}

    /** Moves the texts of the form's own language to its tab, and makes a tab for every standard language. */
    static SettingsForm laidOut(SettingsForm form) {
        Map<String, BrandForm> brand = new LinkedHashMap<>();
        tags(form.getBrand().keySet()).forEach(tag -> brand.put(tag, form.brand(tag)));
        form.setBrand(brand);
        for (NotificationType type : NotificationType.onScreen()) {
            SectionForm section = form.section(type);
            Map<String, TextForm> written = new LinkedHashMap<>(section.getTranslations());
            if (!section.getSubject().isEmpty() || !section.getContent().isEmpty()) {
                TextForm own = new TextForm();
                own.setSubject(section.getSubject());
                own.setContent(section.getContent());
                own.setFormat(section.getFormat());
                written.put(form.getLanguage(), own);
                section.setSubject("");
                section.setContent("");
                section.setFormat("");
            }
            Map<String, TextForm> tabs = new LinkedHashMap<>();
            for (String tag : tags(written.keySet())) {
                tabs.put(tag, written.getOrDefault(tag, new TextForm()));
            }
            section.setTranslations(tabs);
        }
        return form;
    }

    private static List<String> tags(Set<String> written) {
        Set<String> tags = new LinkedHashSet<>();
        STANDARD.forEach(language -> tags.add(language.toLanguageTag()));
        tags.addAll(written);
        return new ArrayList<>(tags);
    }
}
