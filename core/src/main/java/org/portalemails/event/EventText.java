package org.portalemails.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.portalemails.language.VisibleText;
import org.portalemails.template.MergeValues;

/** The rules for values in events: what they let pass can be merged into any text. */
final class EventText {
    private static final int MAX_NAMES = 1_000;
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    private EventText() {}

    /**
     * Refuses a text that shows nothing or is longer than 100 characters.
     *
     * @throws IllegalArgumentException naming the field, without the value
     */
    static void require(String field, String value) {
        require(field, value, 100);
    }

    /**
     * Refuses a text that shows nothing or is too long.
     *
     * @throws IllegalArgumentException naming the field, without the value
     */
    static void require(String field, String value, int max) {
        Objects.requireNonNull(value, field);
        if (!VisibleText.isIn(value) || value.length() > max) {
            throw new IllegalArgumentException(field + ": 1 to " + max + " characters, not blank");
        }
    }

    /**
     * Refuses a text that is longer than a value may be.
     *
     * @throws IllegalArgumentException naming the field, without the value
     */
    static void optional(String field, @Nullable String value) {
        if (value != null && value.length() > MergeValues.MAX_VALUE_LENGTH) {
            throw new IllegalArgumentException(field + ": at most " + MergeValues.MAX_VALUE_LENGTH + " characters");
        }
    }

    /**
     * Refuses more than a thousand names, and one of more than 200 characters.
     *
     * @return a copy
     * @throws IllegalArgumentException naming the field, without a value
     */
    static List<String> names(String field, List<String> names) {
        List<String> copy = List.copyOf(names);
        if (copy.size() > MAX_NAMES || copy.stream().anyMatch(name -> name.length() > 200)) {
            throw new IllegalArgumentException(field + ": at most " + MAX_NAMES + " names of at most 200 characters");
        }
        return copy;
    }

    /**
     * Refuses values that are too long.
     *
     * @return a copy
     * @throws IllegalArgumentException naming the field, without the value
     */
    static Map<String, String> values(Map<String, String> values) {
        Map<String, String> copy = Map.copyOf(values);
        copy.forEach(EventText::optional);
        return copy;
    }

    /**
     * Refuses what no calendar of a reader shows.
     *
     * @throws IllegalArgumentException naming the field
     */
    static Instant moment(String field, Instant moment) {
        Objects.requireNonNull(moment, field);
        if (moment.isBefore(FIRST) || moment.isAfter(LAST)) {
            throw new IllegalArgumentException(field + ": between the years 1 and 9999");
        }
        return moment;
    }
}
