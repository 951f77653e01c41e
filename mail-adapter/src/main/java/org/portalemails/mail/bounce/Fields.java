package org.portalemails.mail.bounce;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One block of fields {@code name: value} up to an empty line: the head of a mail or part, or a group of a notification. */
final class Fields {
    private static final int MOST = 500;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_VALUE = 4000;

    private final Map<String, List<String>> values = new HashMap<>();
    private int count;

    private Fields() {}

    /** Reads a block and the empty line after it. Lines that are no fields are passed over. */
    static Fields read(TextLines lines) {
        Fields fields = new Fields();
        String name = null;
        StringBuilder value = new StringBuilder();
        String line;
        while ((line = lines.next()) != null && !line.isEmpty()) {
            boolean continued = line.charAt(0) == ' ' || line.charAt(0) == '\t';
            if (!continued) {
                fields.add(name, value);
                value.setLength(0);
                int colon = line.indexOf(':');
                name = colon < 1 || colon > LONGEST_NAME
                        ? null
                        : line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
                append(line, colon + 1, value);
            } else {
                append(line, 0, value);
            }
        }
        fields.add(name, value);
        return fields;
    }

    private static void append(String line, int from, StringBuilder value) {
        if (value.length() < LONGEST_VALUE) {
            int to = Math.min(line.length(), from + LONGEST_VALUE);
            value.append(value.length() == 0 ? "" : " ")
                    .append(line.substring(from, to).strip());
        }
    }

    private void add(@Nullable String name, StringBuilder value) {
        if (name != null && count++ < MOST) {
            values.computeIfAbsent(name, key -> new ArrayList<>()).add(value.toString());
        }
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    /** The first value of a field, or {@code null}. */
    @Nullable
    String first(String name) {
        List<String> all = values.get(name);
        return all == null ? null : all.get(0);
    }

    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }
}
