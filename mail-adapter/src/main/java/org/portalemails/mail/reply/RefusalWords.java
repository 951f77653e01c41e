package org.portalemails.mail.reply;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The words of one refusal as the subjects that they speak of, each with its place.
 *
 * <p>Words lose capitals, accents and punctuation; an address is the word <em>address</em>; names of hosts and links say nothing but
 * the names of lists and resolvers that stand in {@code words.txt}. What the subjects mean together stands in {@code refusals.txt}. Reading takes time in
 * proportion to the text: each word is looked up by its beginnings, each rule walks over the subjects once.
 */
final class RefusalWords {
    private static final int LONGEST = 2000;
    private static final int LONGEST_WORD = 40;
    private static final int SHORTEST_BEGINNING = 3;
    private static final String ADDRESS = "address";

    private static final Lexicon LEXICON = Lexicon.read(ReplyResource.lines("words.txt"));
    private static final List<RefusalRule> RULES =
            RefusalRule.read(ReplyResource.lines("refusals.txt"), LEXICON.subjects());

    /** One word or run of words. */
    record Spot(int first, int last, Set<String> subjects) {}

    private final List<Spot> spots;
    private final Set<String> all;

    private RefusalWords(List<Spot> spots) {
        this.spots = spots;
        this.all = new HashSet<>();
        spots.forEach(spot -> all.addAll(spot.subjects()));
    }

    static RefusalWords in(String text) {
        return new RefusalWords(LEXICON.spots(words(bounded(text))));
    }

    static String bounded(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }

    RefusalReason reason() {
        for (RefusalRule rule : RULES) {
            if (rule.fits(spots, all)) {
                return rule.reason();
            }
        }
        return RefusalReason.UNDEFINED;
    }

    /** Whether the words say that it is so for now only. */
    boolean speakOfNow() {
        return all.contains("temporary");
    }

    /** Whether the words speak of our sender or of where we come from. */
    boolean speakOfUs() {
        return all.contains("sender") || all.contains("nullsender") || all.contains("ip");
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int to = from;
            while (to < text.length()
                    && !Character.isWhitespace(text.charAt(to))
                    && "<>()[]\",;".indexOf(text.charAt(to)) < 0) {
                to++;
            }
            String run = text.substring(from, to);
            if (run.indexOf('@') >= 0) {
                words.add(ADDRESS);
            } else if (isName(run)) {
                words.addAll(LEXICON.namesIn(folded(run).replace(" ", "")));
            } else {
                split(run, words);
            }
            from = to + 1;
        }
        return words;
    }

    /** A host name, a link or an identifier with dots, other than two sentences without a blank between them. */
    private static boolean isName(String run) {
        if (run.contains("://")
                || run.indexOf('=') > 0
                || run.toLowerCase(Locale.ROOT).startsWith("www.")) {
            return true;
        }
        int end = run.length();
        while (end > 0 && !Character.isLetterOrDigit(run.charAt(end - 1))) {
            end--;
        }
        String bare = run.substring(0, end);
        int dot = bare.indexOf('.');
        int last = bare.lastIndexOf('.');
        return dot > 0
                && (dot != last || bare.length() - last <= 4 || bare.endsWith(".example") || bare.indexOf('/') > last);
    }

    private static void split(String run, Collection<String> words) {
        for (String word : folded(run).split(" ", -1)) {
            if (!word.isEmpty() && !word.chars().allMatch(Character::isDigit)) {
                words.add(word.length() > LONGEST_WORD ? word.substring(0, LONGEST_WORD) : word);
            }
        }
    }

    private static String folded(String run) {
        String plain = Normalizer.normalize(run, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .replace("ß", "ss");
        StringBuilder out = new StringBuilder(plain.length());
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            if (Character.isLetterOrDigit(c)) {
                out.append(c);
            } else if (Character.getType(c) != Character.NON_SPACING_MARK) {
                out.append(' ');
            }
        }
        return out.toString();
    }

    /** The subjects of words and runs of words. */
    private static final class Lexicon {
        private static final String NOTHING = "-";
        private static final int SHORTEST_NAME = 6;

        private record Entry(List<String> words, Set<String> subjects) {}

        private final Map<String, List<Entry>> byFirst = new HashMap<>();
        private final Set<String> subjects = new HashSet<>();
        private final Set<String> names = new HashSet<>();

        static Lexicon read(List<String> lines) {
            Map<List<String>, Set<String>> entries = new HashMap<>();
            Lexicon lexicon = new Lexicon();
            for (String line : lines) {
                int equals = line.indexOf('=');
                String subject = line.substring(0, equals).strip();
                lexicon.subjects.add(subject);
                for (String entry : line.substring(equals + 1).strip().split("\\|", -1)) {
                    List<String> words = Arrays.stream(entry.strip().split(" ", -1))
                            .map(word -> word.endsWith("*")
                                    ? folded(word).strip() + "*"
                                    : folded(word).strip())
                            .toList();
                    if (words.contains("") || words.contains("*")) {
                        throw new IllegalArgumentException("an empty word: " + line);
                    }
                    entries.computeIfAbsent(words, key -> new HashSet<>()).add(subject);
                }
            }
            entries.forEach((words, of) -> {
                lexicon.byFirst
                        .computeIfAbsent(words.get(0), key -> new ArrayList<>())
                        .add(new Entry(words, of));
                if (words.size() == 1 && (of.contains("blocklist") || of.contains("resolver"))) {
                    String name = words.get(0).replace("*", "");
                    if (name.length() >= SHORTEST_NAME || name.equals("sorbs")) {
                        lexicon.names.add(name);
                    }
                }
            });
            return lexicon;
        }

        Set<String> subjects() {
            return subjects;
        }

        /** The known names that stand in a name with dots or in a link. */
        List<String> namesIn(String run) {
            return names.stream().filter(run::contains).sorted().toList();
        }

        List<Spot> spots(List<String> words) {
            List<Spot> spots = new ArrayList<>();
            int at = 0;
            while (at < words.size()) {
                int length = 0;
                Set<String> found = new HashSet<>();
                for (Entry entry : beginningAt(words.get(at))) {
                    int size = entry.words().size();
                    if (size >= length && standsAt(entry.words(), words, at)) {
                        if (size > length) {
                            found.clear();
                        }
                        length = size;
                        found.addAll(entry.subjects());
                    }
                }
                if (length > 0 && !found.contains(NOTHING)) {
                    spots.add(new Spot(at, at + length - 1, found));
                }
                at += Math.max(1, length);
            }
            return spots;
        }

        private List<Entry> beginningAt(String word) {
            List<Entry> entries = new ArrayList<>(byFirst.getOrDefault(word, List.of()));
            for (int end = SHORTEST_BEGINNING; end <= word.length(); end++) {
                entries.addAll(byFirst.getOrDefault(word.substring(0, end) + "*", List.of()));
            }
            return entries;
        }

        private static boolean standsAt(List<String> entry, List<String> words, int at) {
            if (at + entry.size() > words.size()) {
                return false;
            }
            for (int i = 0; i < entry.size(); i++) {
                String word = entry.get(i);
                String found = words.get(at + i);
                boolean same = word.endsWith("*")
                        ? found.startsWith(word.substring(0, word.length() - 1))
                        : found.equals(word);
                if (!same) {
                    return false;
                }
            }
            return true;
        }
    }
}
