package org.portalemails.mail.sender;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code tag=value; tag=value}, as DKIM and DMARC write it (RFC 6376, section 3.2). */
final class TagList {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");

    private final Map<String, String> tags;

    private TagList(Map<String, String> tags) {
        this.tags = tags;
    }

    /** {@code null} if it is none: a part without {@code =}, something else than a name, or the same name twice. */
    static @Nullable TagList parse(String text) {
        Map<String, String> tags = new LinkedHashMap<>();
        String[] parts = text.split(";", -1);
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i].strip();
            if (part.isEmpty() && i == parts.length - 1 && i > 0) {
                break; // the last may end with a semicolon
            }
            int equals = part.indexOf('=');
            String name = equals < 0 ? "" : part.substring(0, equals).strip();
            if (!NAME.matcher(name).matches()
                    || tags.put(name, part.substring(equals + 1).strip()) != null) {
                return null;
            }
        }
        return new TagList(tags);
    }

    /** The name of its first tag; empty for none. */
    String first() {
        return tags.keySet().stream().findFirst().orElse("");
    }

    boolean has(String name) {
        return tags.containsKey(name);
    }

    /** A value; the given one if the tag is missing. */
    String get(String name, String otherwise) {
        return tags.getOrDefault(name, otherwise);
    }

    /** Whether one of the words of a value, which stand between colons, is given; also if the tag is missing or has a {@code *}. */
    boolean allows(String name, String word) {
        return isOneOf(get(name, word), word) || isOneOf(get(name, word), "*");
    }

    /** Whether a word stands among those of a value. */
    boolean names(String name, String word) {
        return isOneOf(get(name, ""), word);
    }

    private static boolean isOneOf(String value, String word) {
        for (String one : value.split(":", -1)) {
            if (one.strip().toLowerCase(Locale.ROOT).equals(word)) {
                return true;
            }
        }
        return false;
    }
}
