package org.portalemails.mail.sender;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Records by name and kind, for a resolver in memory and for {@link DnsServer}. */
final class ZoneData implements Resolver {
    /** A record whose name has this kind gets no answer, or a failure. */
    static final Set<String> FAILURES = Set.of("TIMEOUT", "SERVFAIL", "REFUSED");

    private final Map<String, Map<String, List<List<String>>>> names = new HashMap<>();
    private final Set<String> asked = new TreeSet<>();
    private int questions;

    /** Adds a record: of a TXT its strings, of others one text. */
    ZoneData with(String name, String type, String... value) {
        names.computeIfAbsent(name.toLowerCase(Locale.ROOT), key -> new HashMap<>())
                .computeIfAbsent(type, key -> new ArrayList<>())
                .add(List.of(value));
        return this;
    }

    /** A name without records, which exists. */
    ZoneData withName(String name) {
        names.computeIfAbsent(name.toLowerCase(Locale.ROOT), key -> new HashMap<>());
        return this;
    }

    /** {@code null} if there is no such name. */
    Map<String, List<List<String>>> of(String name) {
        return names.get(name.toLowerCase(Locale.ROOT));
    }

    Map<String, Map<String, List<List<String>>>> all() {
        return names;
    }

    /** Whether some name gets no answer at all. */
    boolean slow() {
        return names.values().stream().anyMatch(kinds -> kinds.containsKey("TIMEOUT"));
    }

    int questions() {
        return questions;
    }

    Set<String> asked() {
        return asked;
    }

    @Override
    public Answer ask(String name, RecordType type) {
        questions++;
        asked.add(name + " " + type);
        return answer(name, type, 0);
    }

    private Answer answer(String name, RecordType type, int links) {
        Map<String, List<List<String>>> records = of(name);
        if (records == null || links > 8) {
            return Answer.NOTHING;
        }
        if (records.keySet().stream().anyMatch(FAILURES::contains)) {
            return Answer.NONE_CAME;
        }
        if (records.containsKey("CNAME")) {
            return answer(records.get("CNAME").get(0).get(0), type, links + 1);
        }
        return new Answer(
                true,
                records.getOrDefault(type.name(), List.of()).stream()
                        .map(strings -> String.join("", strings))
                        .toList());
    }
}
