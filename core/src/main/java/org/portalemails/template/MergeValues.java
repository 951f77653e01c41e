package org.portalemails.template;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.portalemails.language.VisibleText;

/**
 * The values of the merge fields of one mail. Secrets are named, not contained.
 *
 * <p>Immutable. {@link #toString()} shows names of fields only.
 */
public final class MergeValues {
    /** The most characters of one value. */
    public static final int MAX_VALUE_LENGTH = 2048;

    /** Stands for a value that is filled in later. */
    public static final Object HOLE = new Object();

    /**
     * The value of a list field.
     *
     * @param items at least one
     * @param joined what the field shows outside its section
     */
    public record Items(List<String> items, String joined) {}

    private final Map<String, Object> values;

    private MergeValues(Map<String, Object> values) {
        this.values = values;
    }

    /**
     * Starts without any value.
     *
     * @return a builder; not thread-safe
     */
    public static Builder builder() {
        return new Builder();
    }

    /** A {@link String}, {@link Items}, {@link #HOLE}, or {@code null} if the field has no value. */
    @Nullable
    public Object get(String field) {
        return values.get(field);
    }

    @Override
    public String toString() {
        return "MergeValues" + values.keySet();
    }

    /** Collects values; a later value replaces an earlier one of the same field. */
    public static final class Builder {
        private Map<String, Object> values = new HashMap<>();
        private boolean handedOver;

        private Builder() {}

        /**
         * A text, or a link.
         *
         * @param field the name of the field
         * @param value at most {@value MergeValues#MAX_VALUE_LENGTH} characters; {@code null}, and what shows nothing, mean that the
         *     field has no value
         * @return this builder
         * @throws IllegalArgumentException if the value is too long; the message names the field only
         */
        public Builder text(String field, @Nullable String value) {
            Objects.requireNonNull(field, "field");
            if (value == null || !VisibleText.isIn(value)) {
                open().remove(field);
            } else {
                open().put(field, checked(field, value));
            }
            return this;
        }

        /**
         * A list that shows its items with {@code ", "} between them where it stands outside its own section.
         *
         * @param field the name of the field
         * @param items each at most {@value MergeValues#MAX_VALUE_LENGTH} characters; those that show nothing are left out; an empty list
         *     means that the field has no value
         * @return this builder
         * @throws IllegalArgumentException if an item is too long; the message names the field only
         */
        public Builder list(String field, List<String> items) {
            List<String> present = present(field, items);
            return put(field, present, String.join(", ", present));
        }

        /**
         * A list with its own words for outside its section, such as {@code A, B et C}.
         *
         * @param field the name of the field
         * @param items each at most {@value MergeValues#MAX_VALUE_LENGTH} characters; those that show nothing are left out; an empty list
         *     means that the field has no value
         * @param joined what {@code {{field}}} shows
         * @return this builder
         * @throws IllegalArgumentException if an item is too long; the message names the field only
         */
        public Builder list(String field, List<String> items, String joined) {
            return put(field, present(field, items), Objects.requireNonNull(joined, "joined"));
        }

        /**
         * A link, secret or not: where it stands there will be a hole until the mail is complete.
         *
         * @param field the name of the field
         * @return this builder
         */
        public Builder hole(String field) {
            open().put(Objects.requireNonNull(field, "field"), HOLE);
            return this;
        }

        /**
         * The values so far.
         *
         * @return values that this builder does not change any more
         */
        public MergeValues build() {
            handedOver = true;
            return new MergeValues(values);
        }

        /** The values to change; a copy if they have been handed over. */
        private Map<String, Object> open() {
            if (handedOver) {
                values = new HashMap<>(values);
                handedOver = false;
            }
            return values;
        }

        private Builder put(String field, List<String> present, String joined) {
            if (present.isEmpty()) {
                open().remove(field);
            } else {
                open().put(field, new Items(present, joined));
            }
            return this;
        }

        private static List<String> present(String field, List<String> items) {
            Objects.requireNonNull(field, "field");
            return items.stream()
                    .filter(VisibleText::isIn)
                    .map(item -> checked(field, item))
                    .toList();
        }

        private static String checked(String field, String value) {
            if (value.length() > MAX_VALUE_LENGTH) {
                throw new IllegalArgumentException(field + ": at most " + MAX_VALUE_LENGTH + " characters");
            }
            return value;
        }
    }
}
