package org.portalemails.settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which variant of a text serves a reader: languages as {@link Locale}s of a language and, where it matters, a region
 * ({@code en}, {@code fr}, {@code fr-CA}).
 *
 * <p>{@code fr-CA} and {@code fr} are two languages here ("courriel", "e-mail"), but relatives: a reader of {@code fr-CA}
 * is better served by {@code fr} than by English.
 */
public final class SettingsLanguages {
    /** A stable order: by language tag. */
    public static final Comparator<Locale> ORDER = Comparator.comparing(Locale::toLanguageTag);

    private SettingsLanguages() {}

    /**
     * The language and region of a locale, without script, variant and extensions.
     *
     * @param locale any locale with a language
     * @return its canonical form
     * @throws IllegalArgumentException if the locale has no language
     */
    public static Locale canonical(Locale locale) {
        if (locale.getLanguage().isEmpty()) {
            throw new IllegalArgumentException("language: a language is needed, such as en, fr or fr-CA");
        }
        if (locale.getScript().isEmpty() && locale.getVariant().isEmpty() && !locale.hasExtensions()) {
            return locale;
        }
        return new Locale.Builder()
                .setLanguage(locale.getLanguage())
                .setRegion(locale.getCountry())
                .build();
    }

    /**
     * Picks the variant that serves a reader best: the exact one, else the language without region, else the first
     * other region of the same language.
     *
     * @param wanted the reader's language
     * @param available the languages in which there is a text
     * @return empty if none is in the reader's language at all
     */
    public static Optional<Locale> best(Locale wanted, Collection<Locale> available) {
        if (available.isEmpty()) {
            return Optional.empty();
        }
        Locale exact = canonical(wanted);
        if (available.contains(exact)) {
            return Optional.of(exact);
        }
        Locale bare = Locale.forLanguageTag(exact.getLanguage());
        if (available.contains(bare)) {
            return Optional.of(bare);
        }
        List<Locale> relatives = new ArrayList<>();
        for (Locale candidate : available) {
            if (candidate.getLanguage().equals(exact.getLanguage())) {
                relatives.add(candidate);
            }
        }
        return relatives.stream().min(ORDER);
    }
}
