package org.portalemails.settings.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.portalemails.template.Position;

/**
 * One table of a settings file.
 *
 * @param name the parts of the name in its header; empty for what stands before the first header
 * @param position where its header begins
 * @param values by key, in the order of the file
 */
record TomlTable(List<String> name, Position position, Map<String, Value> values) {
    /**
     * One value.
     *
     * @param content a {@link String}, a {@link Boolean} or a {@link Long}
     * @param position where it begins
     */
    record Value(Object content, Position position) {}

    static TomlTable empty(List<String> name, Position position) {
        return new TomlTable(List.copyOf(name), position, new LinkedHashMap<>());
    }

    /** The name of a table, or of a key in it, as it is written. */
    static String dotted(List<String> name) {
        List<String> parts = new ArrayList<>();
        for (String part : name) {
            parts.add(TomlText.key(part));
        }
        return String.join(".", parts);
    }

    String path(String key) {
        return name.isEmpty() ? TomlText.key(key) : dotted(name) + "." + TomlText.key(key);
    }
}
