package org.portalemails.template;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

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

    private record Scored(String name, double score) {}

    private NearMiss() {}

    /**
     * Known names similar to one that is not known. Bounded work: nothing is suggested for more than {@value #MAX_LENGTH}
     * characters.
     *
     * @param typed the name that is not known
     * @param known the names to choose from
     * @return at most five, the most similar first; empty if nothing is similar
     */
    public static List<String> of(String typed, Collection<String> known) {
        if (typed.isEmpty() || typed.length() > MAX_LENGTH) {
            return List.of();
        }
        List<String> typedWords = words(typed);
        List<Scored> scored = new ArrayList<>();
        for (String name : known) {
            if (name.length() <= MAX_LENGTH) {
                double whole = similarity(typed.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
                List<String> nameWords = words(name);
                double byWords = (coverage(typedWords, nameWords) * 2 + coverage(nameWords, typedWords)) / 3;
                double score = Math.max(whole, byWords);
                if (score >= SIMILAR) {
                    scored.add(new Scored(name, score));
                }
            }
        }
        scored.sort(Comparator.comparingDouble(Scored::score).reversed().thenComparing(Scored::name));
        return scored.stream().limit(MAX_SUGGESTIONS).map(Scored::name).toList();
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
            if (i == name.length() || name.charAt(i) >= 'A' && name.charAt(i) <= 'Z' || name.charAt(i) == '_') {
                words.add(name.substring(from, i).toLowerCase(Locale.ROOT));
                from = i;
            }
        }
        return words;
    }
}
