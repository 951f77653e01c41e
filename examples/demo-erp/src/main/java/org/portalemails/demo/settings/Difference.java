package org.portalemails.demo.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.portalemails.settings.SettingsChange;

/**
 * One changed field as the history prints it: short values side by side, texts line by line.
 *
 * @param lines of a content; empty for any other field
 */
record Difference(String label, @Nullable String before, @Nullable String after, List<Line> lines) {
    /** What happened to a line. */
    enum Kind {
        SAME,
        ADDED,
        REMOVED
    }

    /** One line of a text. */
    record Line(Kind kind, String text) {}

    static Difference of(SettingsChange change, Locale reader) {
        boolean text = change.property().equals("content");
        return new Difference(
                change.label(reader),
                change.before(),
                change.after(),
                text ? lines(change.before(), change.after()) : List.of());
    }

    public boolean isSwitch() {
        return "true".equals(before) || "false".equals(before) || "true".equals(after) || "false".equals(after);
    }

    /** The shortest edit, line by line: the longest common subsequence stays. */
    private static List<Line> lines(@Nullable String before, @Nullable String after) {
        List<String> old = split(before);
        List<String> now = split(after);
        int[][] common = new int[old.size() + 1][now.size() + 1];
        for (int i = old.size() - 1; i >= 0; i--) {
            for (int j = now.size() - 1; j >= 0; j--) {
                common[i][j] = Objects.equals(old.get(i), now.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        List<Line> lines = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < old.size() || j < now.size()) {
            if (i < old.size() && j < now.size() && old.get(i).equals(now.get(j))) {
                lines.add(new Line(Kind.SAME, old.get(i)));
                i++;
                j++;
            } else if (j == now.size() || i < old.size() && common[i + 1][j] >= common[i][j + 1]) {
                lines.add(new Line(Kind.REMOVED, old.get(i++)));
            } else {
                lines.add(new Line(Kind.ADDED, now.get(j++)));
            }
        }
        return lines;
    }

    private static List<String> split(@Nullable String text) {
        return text == null ? List.of() : text.lines().limit(400).toList();
    }
}
