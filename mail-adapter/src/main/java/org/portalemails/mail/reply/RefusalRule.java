package org.portalemails.mail.reply;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.portalemails.mail.reply.RefusalWords.Spot;

/**
 * One line of {@code refusals.txt}.
 *
 * @param reason what it means
 * @param within how many words what must stand near each other may span between its ends
 * @param near subjects that stand near each other; one of each set
 * @param also subjects that stand anywhere
 * @param none subjects that must not stand anywhere
 */
record RefusalRule(RefusalReason reason, int within, List<Set<String>> near, Set<String> also, Set<String> none) {
    private static final int WITHIN = 6;

    static List<RefusalRule> read(List<String> lines, Set<String> known) {
        return lines.stream().map(line -> read(line, known)).toList();
    }

    private static RefusalRule read(String line, Set<String> known) {
        int equals = line.indexOf('=');
        String rest = line.substring(equals + 1);
        int colon = rest.indexOf(':');
        int within =
                colon < 0 ? WITHIN : Integer.parseInt(rest.substring(0, colon).strip());
        String[] none = rest.substring(colon + 1).split("!", -1);
        String[] also = none[0].split("&", -1);
        RefusalRule rule = new RefusalRule(
                RefusalReason.ofCode(line.substring(0, equals).strip()),
                within,
                words(also[0]).stream()
                        .map(word -> Set.copyOf(Arrays.asList(word.split("\\|", -1))))
                        .toList(),
                also.length == 1 ? Set.of() : Set.copyOf(words(also[1])),
                none.length == 1 ? Set.of() : Set.copyOf(words(none[1])));
        rule.near().stream().flatMap(Set::stream).forEach(subject -> require(known, subject, line));
        rule.also().forEach(subject -> require(known, subject, line));
        rule.none().forEach(subject -> require(known, subject, line));
        return rule;
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split(" +", -1));
    }

    private static void require(Set<String> known, String subject, String line) {
        if (!known.contains(subject)) {
            throw new IllegalArgumentException("no words speak of " + subject + ": " + line);
        }
    }

    boolean fits(List<Spot> spots, Set<String> all) {
        if (!all.containsAll(also) || none.stream().anyMatch(all::contains)) {
            return false;
        }
        int[] latest = new int[near.size()];
        Arrays.fill(latest, -1);
        for (int at = 0; at < spots.size(); at++) {
            boolean changed = false;
            for (int i = 0; i < latest.length; i++) {
                if (spots.get(at).subjects().stream().anyMatch(near.get(i)::contains)) {
                    latest[i] = at;
                    changed = true;
                }
            }
            if (changed && isNear(spots, latest, at)) {
                return true;
            }
        }
        return false;
    }

    private boolean isNear(List<Spot> spots, int[] latest, int at) {
        for (int place : latest) {
            if (place < 0 || spots.get(at).first() - spots.get(place).last() > within) {
                return false;
            }
        }
        return true;
    }
}
