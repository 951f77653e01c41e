package org.portalemails.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the corpora named by the system property {@code portalemails.corpora}; tests are skipped where it is absent. */
public final class Corpora {
    /** The property that names the directory. */
    public static final String PROPERTY = "portalemails.corpora";

    /** How many rows the files have, or more: a test that reads fewer has lost some. */
    private static final Map<String, Integer> ROWS = Map.of(
            "addresses.tsv", 430,
            "bounce-phrases.tsv", 140,
            "encoded-words.tsv", 34,
            "end-of-data.tsv", 13,
            "header-injection.tsv", 23,
            "invisible-characters.tsv", 263,
            "low-byte-truncation.tsv", 976,
            "naughty.tsv", 258,
            "smtp-basic.tsv", 24,
            "smtp-enhanced.tsv", 77);

    private Corpora() {}

    /** The rows of a file, by column name, escapes undone. */
    public static List<Map<String, String>> rows(String file) {
        try {
            List<Map<String, String>> rows = new ArrayList<>();
            String[] names = null;
            String all = Files.readString(Path.of(System.getProperty(PROPERTY), file), StandardCharsets.UTF_8);
            for (String line : all.split("\n", -1)) {
                if (line.isEmpty()) {
                    continue;
                }
                String[] fields = line.split("\t", -1);
                if (names == null) {
                    names = fields;
                    continue;
                }
                Map<String, String> row = new LinkedHashMap<>();
                for (int i = 0; i < names.length; i++) {
                    row.put(names[i], i < fields.length ? unescape(fields[i]) : "");
                }
                rows.add(row);
            }
            assertThat(rows).as(file).hasSizeGreaterThanOrEqualTo(ROWS.getOrDefault(file, 1));
            return rows;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static String unescape(String field) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c != '\\' || i + 1 == field.length()) {
                out.append(c);
                continue;
            }
            char kind = field.charAt(++i);
            int digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
            if (digits > 0) {
                int code = Integer.parseInt(field.substring(i + 1, i + 1 + digits), 16);
                if (digits == 8) {
                    out.appendCodePoint(code);
                } else {
                    out.append((char) code);
                }
                i += digits;
            } else {
                out.append(kind == 't' ? '\t' : kind == 'n' ? '\n' : kind == 'r' ? '\r' : kind);
            }
        }
        return out.toString();
    }
}
