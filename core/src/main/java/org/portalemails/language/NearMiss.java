package org.portalemails.language;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Finds the names that somebody may have meant.
 *
 * <p>Names are compared word by word ({@code customerGroupName} has three), so that a name that shares its words with the
 * typed one is found though it is much longer. Two words are as similar as their edit distance (insert, delete, replace, swap
 * neighbours) is small against the longer of them; a common beginning counts more (Winkler), since the first letters are
 * rarely the wrong ones.
 */
public final class NearMiss {
    private static final int MAX_SUGGESTIONS = 5;
    private static final int MAX_LENGTH = 64;
    private static final double SIMILAR = 0.5;

    /** More slips than this are no slips of the finger. */
    private static final int SLIPS = 2;

    private record Scored(String name, double score, int distance) {}

    private NearMiss() {}

    /**
     * Known names similar to one that is not known. Bounded work: nothing is suggested for more than {@value #MAX_LENGTH}
     * characters.
     *
     * @param typed the name that is not known
     * @param known the names to choose from
     * @return at most five, the most similar first, or the one that was clearly meant; empty if nothing is similar
     */
    public static List<String> of(String typed, Collection<String> known) {
        Map<String, List<String>> spellings = new LinkedHashMap<>();
        known.forEach(name -> spellings.put(name, List.of(name)));
        return of(typed, spellings);
    }

    /**
     * Known names of which one of the ways to call them is similar to what somebody typed. Accents and case do not count.
     *
     * @param typed what is not known
     * @param spellings for every name the words for it: itself, and labels in any language
     * @return at most five names, the most similar first, or the one that was clearly meant; empty if nothing is similar
     */
    public static List<String> of(String typed, Map<String, ? extends Collection<String>> spellings) {
        if (typed.isEmpty() || typed.length() > MAX_LENGTH) {
            return List.of();
        }
        List<String> typedWords = words(typed);
        List<Scored> scored = new ArrayList<>();
        spellings.forEach((name, spelled) -> {
            double score = spelled.stream()
                    .filter(spelling -> spelling.length() <= MAX_LENGTH)
                    .mapToDouble(spelling -> score(typed, typedWords, spelling))
                    .max()
                    .orElse(0);
            if (score >= SIMILAR) {
                int distance = spelled.stream()
                        .filter(spelling -> spelling.length() <= MAX_LENGTH)
                        .mapToInt(spelling -> distance(folded(typed), folded(spelling)))
                        .min()
                        .orElse(MAX_LENGTH);
                scored.add(new Scored(name, score, distance));
            }
        });
        scored.sort(Comparator.comparingDouble(Scored::score).reversed().thenComparing(Scored::name));
        for (Scored meant : scored) {
            boolean clearly = meant.distance() <= SLIPS
                    && scored.stream()
                            .allMatch(other ->
                                    other.name().equals(meant.name()) || other.distance() > 2 * meant.distance());
            if (clearly) {
                return List.of(meant.name());
            }
        }
        return scored.stream().limit(MAX_SUGGESTIONS).map(Scored::name).toList();
    }

    private static double score(String typed, List<String> typedWords, String spelling) {
        List<String> words = words(spelling);
        double byWords = (coverage(typedWords, words) * 2 + coverage(words, typedWords)) / 3;
        return Math.max(similarity(folded(typed), folded(spelling)), byWords);
    }

    /**
     * A word without what people leave out: case and accents.
     *
     * @param text any text
     * @return such as {@code prenom} for {@code Prénom}
     */
    public static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .codePoints()
                .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .replace('’', '\'')
                .toLowerCase(Locale.ROOT);
    }

    /** How well the words of one name are found among those of another: 0 to 1, long words counting more. */
    private static double coverage(List<String> of, List<String> in) {
        double covered = 0;
        int length = 0;
        for (String word : of) {
            double best = 0;
            for (String other : in) {
                best = Math.max(best, similarity(word, other));
            }
            covered += best * word.length();
            length += word.length();
        }
        return length == 0 ? 0 : covered / length;
    }

    private static double similarity(String a, String b) {
        int longer = Math.max(a.length(), b.length());
        if (longer == 0) {
            return 1;
        }
        double similarity = 1 - (double) distance(a, b) / longer;
        int prefix = 0;
        while (prefix < Math.min(4, Math.min(a.length(), b.length())) && a.charAt(prefix) == b.charAt(prefix)) {
            prefix++;
        }
        return similarity + prefix * 0.1 * (1 - similarity);
    }

    /** Edit distance with swaps of neighbours (optimal string alignment). */
    static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(last[j], row[j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            int[] spare = beforeLast;
            beforeLast = last;
            last = row;
            row = spare;
        }
        return last[b.length()];
    }

    /** The words of a name in camel case, lower case: {@code taxIdMasked} is {@code tax}, {@code id}, {@code masked}. */
    private static List<String> words(String name) {
        List<String> words = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= name.length(); i++) {
            boolean ends = i == name.length() || !Character.isLetterOrDigit(name.charAt(i));
            if (ends || name.charAt(i) >= 'A' && name.charAt(i) <= 'Z') {
                if (i > from) {
                    words.add(folded(name.substring(from, i)));
                }
                from = ends ? i + 1 : i;
            }
        }
        return words;
    }
}
