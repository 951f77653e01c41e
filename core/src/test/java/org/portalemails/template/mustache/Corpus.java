package org.portalemails.template.mustache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Files that nobody on the team wrote: lines of tab-separated, escaped fields, the names of the columns first. They are found
 * through the system property {@value #PROPERTY} and are no part of the project.
 */
public final class Corpus {
    public static final String PROPERTY = "portalemails.corpora";

    /** How many rows the files have, or more: a test that reads fewer has lost some. */
    private static final Map<String, Integer> ROWS = Map.of(
            "addresses.tsv", 430,
            "header-injection.tsv", 23,
            "homoglyphs.tsv", 893,
            "html-unescape.tsv", 3,
            "invisible-characters.tsv", 263,
            "low-byte-truncation.tsv", 976,
            "naughty.tsv", 258,
            "redos.tsv", 13,
            "template-injection.tsv", 200,
            "xss.tsv", 797);

    private Corpus() {}

    public static Path file(String name) {
        return Path.of(System.getProperty(PROPERTY), name);
    }

    /** All rows but the first, each with all columns. */
    public static List<List<String>> rows(String name) {
        List<List<String>> rows = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file(name), StandardCharsets.UTF_8)) {
                List<String> fields = new ArrayList<>();
                for (String field : line.split("\t", -1)) {
                    fields.add(unescape(field));
                }
                rows.add(fields);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(rows.size() - 1).as(name).isGreaterThanOrEqualTo(ROWS.get(name));
        return rows.subList(1, rows.size());
    }

    /** The first column of a file. */
    public static List<String> texts(String name) {
        return rows(name).stream().map(row -> row.get(0)).toList();
    }

    static String unescape(String field) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c != '\\' || i + 1 == field.length()) {
                // A field of one backslash stands for itself in one of the files.
                out.append(c);
                continue;
            }
            char kind = field.charAt(++i);
            int digits =
                    switch (kind) {
                        case 'x' -> 2;
                        case 'u' -> 4;
                        case 'U' -> 8;
                        default -> 0;
                    };
            if (digits > 0) {
                int code = Integer.parseInt(field.substring(i + 1, i + 1 + digits), 16);
                i += digits;
                if (digits == 4) {
                    out.append((char) code);
                } else {
                    out.appendCodePoint(code);
                }
            } else {
                out.append(
                        switch (kind) {
                            case 't' -> '\t';
                            case 'n' -> '\n';
                            case 'r' -> '\r';
                            case '\\' -> '\\';
                            default -> throw new IllegalArgumentException("\\" + kind);
                        });
            }
        }
        return out.toString();
    }

    /** Counts outcomes by name and prints them as one line of the test report. */
    public static final class Tally {
        private final String title;
        private final Map<String, Integer> counts = new TreeMap<>();

        public Tally(String title) {
            this.title = title;
        }

        public void add(String outcome) {
            counts.merge(outcome, 1, Integer::sum);
        }

        public int count(String outcome) {
            return counts.getOrDefault(outcome, 0);
        }

        public void print() {
            System.out.println("corpus " + title + ": "
                    + counts.entrySet().stream()
                            .map(e -> e.getValue() + " " + e.getKey())
                            .collect(Collectors.joining(", ")));
        }
    }
}
