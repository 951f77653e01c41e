package org.portalemails.email;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * By what people are found who are known by name: without accents and case, the family name first, as an index is read from its
 * beginning. {@code Émilie Lavoie} is kept as {@code lavoie emilie} and found by {@code lav}, {@code Lavoie, É} and {@code emi lav}.
 */
public final class PersonName {
    /** The longest form, in characters. */
    public static final int LONGEST = 100;

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    /** What keyboards and phones write differently, and letters that no accent tells apart. */
    private static final Map<String, String> SAME = Map.of(
            "\u2018", "'", "\u2019", "'", "\u02bc", "'", "\u2010", "-", "\u0153", "oe", "\u00e6", "ae", "\u00f8", "o",
            "\u0142", "l", "\u00df", "ss", "\u0131", "i");

    private static final Pattern SPELLED = Pattern.compile("[" + String.join("", SAME.keySet()) + "]");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}'-]+");

    private PersonName() {}

    /**
     * The form in which a name is kept.
     *
     * @param name as it is written, or {@code null}
     * @return {@code null} if there is nothing to find it by
     */
    public static @Nullable String key(@Nullable String name) {
        List<String> words = words(name == null ? "" : name);
        return words.isEmpty() ? null : shortened(String.join(" ", lastFirst(words)));
    }

    /**
     * The forms that a name may have of which somebody typed a part: with words that begin in this order.
     *
     * @param typed as it was typed
     * @return each as beginnings of words; one or two, or none if nothing was typed that a name has
     */
    public static List<List<String>> typed(String typed) {
        List<String> words = words(typed);
        if (words.isEmpty()) {
            return List.of();
        }
        List<String> turned = lastFirst(words);
        return turned.equals(words) ? List.of(words) : List.of(turned, words);
    }

    /**
     * Whether a kept form is one of somebody whose name begins so: its first word with the first beginning, words behind it with the others.
     *
     * @param key the kept form, or {@code null}
     * @param typed as it was typed
     */
    public static boolean matches(@Nullable String key, String typed) {
        return key != null
                && typed(typed).stream()
                        .anyMatch(form -> Pattern.matches(
                                "(?s)"
                                        + String.join(
                                                ".* ",
                                                form.stream()
                                                        .map(Pattern::quote)
                                                        .toList()) + ".*",
                                key));
    }

    private static List<String> words(String name) {
        String plain = MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
        return BETWEEN_WORDS
                .splitAsStream(SPELLED.matcher(plain).replaceAll(letter -> SAME.get(letter.group())))
                .filter(word -> !word.isEmpty())
                .limit(20)
                // No database looks for more than stands in a key.
                .map(PersonName::shortened)
                .toList();
    }

    private static List<String> lastFirst(List<String> words) {
        List<String> turned = new ArrayList<>(words.size());
        turned.add(words.get(words.size() - 1));
        turned.addAll(words.subList(0, words.size() - 1));
        return turned;
    }

    private static String shortened(String key) {
        if (key.length() <= LONGEST) {
            return key;
        }
        return key.substring(0, Character.isHighSurrogate(key.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST);
    }
}
