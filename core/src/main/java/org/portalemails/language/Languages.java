package org.portalemails.language;

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
public final class Languages {
    /** A stable order: by language tag. */
    public static final Comparator<Locale> ORDER = Comparator.comparing(Locale::toLanguageTag);

    private Languages() {}

    /**
     * Whether a locale says which language is meant, in a way that its tag brings back: two or three letters, perhaps with a script
     * and a region ({@code fr-CA}, {@code zh-Hans}, {@code sr-Latn-RS}).
     *
     * @param locale any locale
     * @return {@code false} for {@code new Locale("english")}, say
     */
    public static boolean isLanguage(Locale locale) {
        String language = locale.getLanguage();
        String country = locale.getCountry();
        return (language.length() == 2 || language.length() == 3)
                && isFrom(language, 'a', 'z')
                && switch (country.length()) {
                    case 0 -> true;
                    case 2 -> isFrom(country, 'A', 'Z');
                    case 3 -> isFrom(country, '0', '9');
                    default -> false;
                };
    }

    private static boolean isFrom(String text, char first, char last) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < first || text.charAt(i) > last) {
                return false;
            }
        }
        return true;
    }

    /**
     * The language, script and region of a locale, without variant and extensions.
     *
     * @param locale any locale with a language
     * @return its canonical form
     * @throws IllegalArgumentException unless it {@linkplain #isLanguage is a language}
     */
    public static Locale canonical(Locale locale) {
        if (!isLanguage(locale)) {
            throw new IllegalArgumentException("language: a language is needed, such as en, fr or fr-CA");
        }
        if (locale.getVariant().isEmpty() && !locale.hasExtensions()) {
            return locale;
        }
        return new Locale.Builder()
                .setLanguage(locale.getLanguage())
                .setScript(locale.getScript())
                .setRegion(locale.getCountry())
                .build();
    }

    /**
     * Picks the variant that serves a reader best: the exact one, else without the region, else without the script, else the first
     * other one of the same language, in the same script if there is one.
     *
     * @param wanted the reader's language
     * @param available the languages in which there is a text
     * @return empty if none is in the reader's language at all
     */
    public static Optional<Locale> best(Locale wanted, Collection<Locale> available) {
        if (available.isEmpty() || !isLanguage(wanted)) {
            return Optional.empty();
        }
        Locale exact = canonical(wanted);
        if (available.contains(exact)) {
            return Optional.of(exact);
        }
        List<Locale> relatives = new ArrayList<>();
        for (Locale candidate : available) {
            if (candidate.getLanguage().equals(exact.getLanguage())) {
                relatives.add(candidate);
            }
        }
        if (relatives.isEmpty()) {
            return Optional.empty();
        }
        Locale inScript = new Locale.Builder()
                .setLanguage(exact.getLanguage())
                .setScript(exact.getScript())
                .build();
        for (Locale wider : List.of(inScript, Locale.forLanguageTag(exact.getLanguage()))) {
            if (relatives.contains(wider)) {
                return Optional.of(wider);
            }
        }
        Comparator<Locale> sameScriptFirst =
                Comparator.comparing(candidate -> !candidate.getScript().equals(exact.getScript()));
        return relatives.stream().min(sameScriptFirst.thenComparing(ORDER));
    }
}
