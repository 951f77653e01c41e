package org.portalemails.settings.form;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One mail's section of the screen: its text in the language of the form, and its translations. Mutable; for one thread.
 */
public class SectionForm extends TextForm {
    private Map<String, TextForm> translations = new LinkedHashMap<>();

    /** An empty section. */
    public SectionForm() {}

    /**
     * The text in other languages.
     *
     * @return by language tag, such as {@code fr-CA}; mutable, never {@code null}
     */
    public Map<String, TextForm> getTranslations() {
        return translations;
    }

    /**
     * Replaces the translations.
     *
     * @param translations by language tag; {@code null} counts as none
     */
    public void setTranslations(@Nullable Map<String, TextForm> translations) {
        this.translations = translations == null ? new LinkedHashMap<>() : new LinkedHashMap<>(translations);
    }

    /**
     * The text in one other language, made if it is not there.
     *
     * @param languageTag such as {@code fr-CA}
     * @return to fill in
     */
    public TextForm translation(String languageTag) {
        return translations.computeIfAbsent(languageTag, tag -> new TextForm());
    }

    /**
     * The text in a language, wherever it stands.
     *
     * @param language matched exactly
     * @param ownTag the language of the text outside the translations
     * @return {@code null} if there is no text in this language
     */
    public @Nullable TextForm in(Locale language, String ownTag) {
        TextForm translated = translations.get(language.toLanguageTag());
        if (translated != null && !translated.isBlank()) {
            return translated;
        }
        return Locale.forLanguageTag(ownTag).equals(language) ? this : translated;
    }
}
