package org.portalemails.settings.form;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.portalemails.language.NearMiss;
import org.portalemails.notification.FieldCatalogue;
import org.portalemails.notification.MergeField;
import org.portalemails.notification.NotificationType;

/** What people may call the merge fields of one mail: their names, and their labels in every language. */
final class FieldNames {
    private static final String CUT = "…";

    private final Map<String, Set<String>> spellings = new LinkedHashMap<>();

    FieldNames(FieldCatalogue catalogue, NotificationType type) {
        for (MergeField field : catalogue.fields(type)) {
            Set<String> spelled = new LinkedHashSet<>();
            spelled.add(field.name());
            spelled.addAll(field.labels().values());
            spellings.put(field.name(), spelled);
        }
    }

    /** The fields that are called exactly so, but for case and accents. */
    List<String> exact(String typed) {
        String wanted = NearMiss.folded(typed);
        return spellings.entrySet().stream()
                .filter(entry -> entry.getValue().stream()
                        .anyMatch(spelling -> NearMiss.folded(spelling).equals(wanted)))
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * The fields that are called about so.
     *
     * @param typed what somebody typed; a long one may have been cut, and ends with {@code …} then
     */
    List<String> similar(String typed) {
        List<String> exact = exact(typed);
        if (!exact.isEmpty()) {
            return exact;
        }
        if (typed.endsWith(CUT)) {
            String start = NearMiss.folded(typed.substring(0, typed.length() - 1));
            return spellings.entrySet().stream()
                    .filter(entry -> entry.getValue().stream()
                            .anyMatch(spelling -> NearMiss.folded(spelling).startsWith(start)))
                    .map(Map.Entry::getKey)
                    .toList();
        }
        return NearMiss.of(typed, spellings);
    }
}
