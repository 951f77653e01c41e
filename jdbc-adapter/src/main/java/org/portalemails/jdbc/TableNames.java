package org.portalemails.jdbc;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The names of the tables: by default {@code portal_email_outbox}, {@code portal_email_attempt} and so on, in the schema of the
 * connection. Names are written without quotes, so the database folds their case as it does for all others.
 */
public final class TableNames {
    /** The tables. */
    public enum Table {
        /** Announced mails, and what became of them. */
        OUTBOX,
        /** Delivery attempts. */
        ATTEMPT,
        /** All versions of the settings. */
        SETTINGS,
        /** Holds: groups, or everything, whose mails wait. */
        HOLD,
        /** Addresses that were refused for good. */
        SUPPRESSION,
        /** Counters of limits. */
        LIMIT,
        /** Requests for recovery. */
        RECOVERY,
        /** Links that work once. */
        LINK,
        /** The installed version of the tables. */
        SCHEMA;

        /** The version of the tables from which on there is this one. */
        int since() {
            return this == LINK ? 4 : 1;
        }

        private String suffix() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final String schema;
    private final String prefix;
    private final Map<Table, String> names;

    private TableNames(String schema, String prefix, Map<Table, String> names) {
        this.schema = schema;
        this.prefix = prefix;
        this.names = names;
    }

    /**
     * The default names.
     *
     * @return prefix {@code portal_email_}, no schema
     */
    public static TableNames standard() {
        return new TableNames("", "portal_email_", Map.of());
    }

    /**
     * The same names with another prefix; also that of the indexes.
     *
     * @param newPrefix letters, digits and underscores, at most 40 characters; begins with a letter
     * @return other names
     */
    public TableNames withPrefix(String newPrefix) {
        return new TableNames(schema, requireIdentifier("prefix", newPrefix, 40), names);
    }

    /**
     * The same names in a schema.
     *
     * @param newSchema a schema that exists; letters, digits and underscores
     * @return other names
     */
    public TableNames inSchema(String newSchema) {
        return new TableNames(requireIdentifier("schema", newSchema, 63), prefix, names);
    }

    /**
     * The same names but for one table.
     *
     * @param table which
     * @param name its whole name; letters, digits and underscores
     * @return other names
     */
    public TableNames withName(Table table, String name) {
        Map<Table, String> more = new LinkedHashMap<>(names);
        more.put(Objects.requireNonNull(table), requireIdentifier("table name", name, 60));
        return new TableNames(schema, prefix, Map.copyOf(more));
    }

    /**
     * The name of a table as it stands in statements, with its schema.
     *
     * @param table which
     * @return the name
     */
    public String of(Table table) {
        return qualifier() + bare(table);
    }

    /** The name without schema. */
    String bare(Table table) {
        String name = names.get(table);
        return name == null ? prefix + table.suffix() : name;
    }

    /** The schema, or empty. */
    String schema() {
        return schema;
    }

    private String qualifier() {
        return schema.isEmpty() ? "" : schema + ".";
    }

    /**
     * What the scripts of the schema have placeholders for, by name: for Flyway's {@code placeholders} and for Liquibase's
     * changelog parameters.
     *
     * @return {@code outbox}, {@code attempt}, … {@code ix}, the prefix of index names, and {@code qualifier}, the schema with a dot, or empty
     */
    public Map<String, String> placeholders() {
        Map<String, String> values = new LinkedHashMap<>();
        for (Table table : Table.values()) {
            values.put(table.suffix(), of(table));
        }
        values.put("ix", prefix);
        values.put("qualifier", qualifier());
        return values;
    }

    /**
     * The name of an index, as the scripts have it.
     *
     * @param name such as {@code outbox_claim_ix}
     * @return the whole name, without a schema
     */
    public String index(String name) {
        return prefix + name;
    }

    private static String requireIdentifier(String what, String value, int longest) {
        boolean sound = !value.isEmpty()
                && value.length() <= longest
                && value.chars()
                        .allMatch(c -> c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_')
                && !Character.isDigit(value.charAt(0))
                && value.charAt(0) != '_';
        if (!sound) {
            throw new IllegalArgumentException(what + ": a letter, then letters, digits and underscores, at most "
                    + longest + " characters in all");
        }
        return value;
    }
}
