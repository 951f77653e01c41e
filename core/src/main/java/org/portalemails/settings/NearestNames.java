package org.portalemails.settings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Finds the field that somebody may have meant who mistyped its name, or took a word of its label: {@code custmerName}
 * is near to {@code companyName}, which people call "Customer's company".
 */
final class NearestNames {
    private static final int MOST = 3;

    private record Candidate(String name, int distance) {}

    private NearestNames() {}

    /**
     * The names nearest to a typed one. First those from which a few letters differ, then those in whose name and labels
     * every word of the typed one is found.
     *
     * @param typed at most {@value MergeField#MAX_NAME_LENGTH} characters are looked at
     * @return the nearest first, at most three; empty if none is near
     */
    static List<String> of(String typed, List<MergeField> fields) {
        if (typed.length() > MergeField.MAX_NAME_LENGTH) {
            return List.of();
        }
        String whole = typed.toLowerCase(Locale.ROOT);
        List<String> words = words(typed);
        List<Candidate> candidates = new ArrayList<>();
        for (MergeField field : fields) {
            int letters = distance(whole, field.name().toLowerCase(Locale.ROOT));
            if (letters <= Math.max(1, whole.length() / 4)) {
                candidates.add(new Candidate(field.name(), letters));
            } else {
                int inWords = distanceInWords(words, field);
                if (inWords >= 0) {
                    candidates.add(new Candidate(field.name(), MergeField.MAX_NAME_LENGTH + inWords));
                }
            }
        }
        return candidates.stream()
                .sorted(Comparator.comparingInt(Candidate::distance)
                        .thenComparing(candidate -> candidate.name().length())
                        .thenComparing(Candidate::name))
                .limit(MOST)
                .map(Candidate::name)
                .toList();
    }

    /** The letters that differ in all words together; -1 if a word is not found. */
    private static int distanceInWords(List<String> typed, MergeField field) {
        List<String> known = new ArrayList<>(words(field.name()));
        field.labels().values().forEach(label -> known.addAll(words(label)));
        int sum = 0;
        for (String word : typed) {
            int nearest = Integer.MAX_VALUE;
            for (String candidate : known) {
                nearest = Math.min(nearest, distance(word, candidate));
            }
            if (nearest > word.length() / 4) {
                return -1;
            }
            sum += nearest;
        }
        return typed.isEmpty() ? -1 : sum;
    }

    /** The words of a name such as {@code recipientFullName}, or of a label. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            boolean begins = !Character.isLetterOrDigit(c)
                    || Character.isUpperCase(c) && i > 0 && Character.isLowerCase(text.charAt(i - 1));
            if (begins && word.length() > 0) {
                words.add(word.toString().toLowerCase(Locale.ROOT));
                word.setLength(0);
            }
            if (Character.isLetterOrDigit(c)) {
                word.append(c);
            }
        }
        return words;
    }

    /** How many letters to insert, remove, replace or swap: the optimal string alignment distance. */
    private static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        int[] previous = new int[b.length() + 1];
        int[] current = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int best = Math.min(Math.min(previous[j] + 1, current[j - 1] + 1), previous[j - 1] + cost);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    best = Math.min(best, before[j - 2] + 1);
                }
                current[j] = best;
            }
            int[] free = before;
            before = previous;
            previous = current;
            current = free;
        }
        return previous[b.length()];
    }
}
