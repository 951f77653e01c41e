package org.portalemails.web;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of a form that was to be saved.
 *
 * @param saved whether it was; else somebody else had saved meanwhile
 * @param version the newest version
 * @param savedBy who saved that
 * @param savedAt when
 * @param values what the form holds now: what was typed, with what only the other person changed
 * @param taken what only the other person changed, by path
 * @param conflicts what both changed: {@code values} has what was typed
 */
public record SavedView(
        boolean saved,
        long version,
        String savedBy,
        String savedAt,
        Map<String, String> values,
        List<String> taken,
        List<ConflictView> conflicts) {
    /**
     * A field that two people changed, each to something else.
     *
     * @param path the field
     * @param theirs what the other one saved
     * @param mine what was typed
     */
    public record ConflictView(String path, String theirs, String mine) {}

    /** Copies the lists and the map. */
    public SavedView {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        taken = List.copyOf(taken);
        conflicts = List.copyOf(conflicts);
    }

    /** The version. */
    @Override
    public String toString() {
        return "SavedView[" + (saved ? "saved as " : "stale, newest is ") + version + "]";
    }
}
