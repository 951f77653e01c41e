package org.portalemails.jdbc.administration;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.portalemails.email.MailId;
import org.portalemails.email.PersonName;
import org.portalemails.jdbc.TableNames;
import org.portalemails.jdbc.TableNames.Table;
import org.portalemails.jdbc.dialect.DialectRules;
import org.portalemails.jdbc.outbox.Lanes;
import org.portalemails.jdbc.sql.Codes;
import org.portalemails.jdbc.sql.Rows;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.OutboxEntry;
import org.portalemails.outbox.OutboxPage;
import org.portalemails.outbox.OutboxQuery;

/**
 * One bounded look at the outbox: an index finds, newest first, what is of one person, group or state, or all; of that the first {@value
 * #WINDOW} are looked at for everything else that is asked for.
 */
final class EntrySearch {
    /** How many entries one look may read. */
    static final int WINDOW = 5_000;

    /** How many are found by an index that does not have them by time; more are found sooner by time. */
    private static final int FEW = 1_000;

    private static final String PERSON_INDEX = "outbox_person_ix";
    private static final String CLAIM_INDEX = "outbox_claim_ix";
    private static final Set<EntryState> TO_SEND = Set.of(EntryState.QUEUED, EntryState.SENDING);
    private static final Condition LIVE =
            new Condition("lane IN (" + Lanes.SECURITY + ", " + Lanes.ORDINARY + ", " + Lanes.ALONE + ")");

    private static final String NEWEST_FIRST = " ORDER BY created_at DESC, id DESC";

    private final DialectRules rules;
    private final TableNames tables;
    private final String table;

    EntrySearch(DialectRules rules, TableNames tables) {
        this.rules = rules;
        this.tables = tables;
        this.table = tables.of(Table.OUTBOX);
    }

    /** A part of a WHERE clause, with its values. */
    private record Condition(String sql, List<Object> values) {
        Condition(String sql, Object... values) {
            this(sql, List.of(values));
        }
    }

    /**
     * How to look: what is asked of an index, and what of that is looked at.
     *
     * @param index that has few of them and not by time; {@code null} for one by time
     */
    private record Plan(List<Condition> indexed, List<Condition> others, @Nullable String index) {
        List<Condition> all() {
            List<Condition> all = new ArrayList<>(indexed);
            all.addAll(others);
            return all;
        }
    }

    OutboxPage page(Connection connection, OutboxQuery wanted) throws SQLException {
        Plan plan = plan(connection, wanted);
        String from = plan.index() != null
                ? few("*", plan) + where(plan.others())
                : plan.others().isEmpty()
                        ? table + where(plan.indexed())
                        : window("*", plan.indexed()) + " w" + where(plan.others());
        String sql = "SELECT " + EntryRows.COLUMNS + " FROM " + from + NEWEST_FIRST + rules.limit(wanted.limit() + 1);
        List<OutboxEntry> found;
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            bind(query, plan.all());
            found = EntryRows.read(query);
        }
        if (found.size() > wanted.limit()) {
            List<OutboxEntry> page = found.subList(0, wanted.limit());
            return new OutboxPage(page, OutboxQuery.Place.of(page.get(page.size() - 1)));
        }
        OutboxQuery.@Nullable Place next =
                plan.index() != null || plan.others().isEmpty() ? null : endOfWindow(connection, plan);
        return new OutboxPage(found, next);
    }

    private Plan plan(Connection connection, OutboxQuery wanted) throws SQLException {
        List<Condition> indexed = new ArrayList<>();
        List<Condition> others = new ArrayList<>();
        String index = null;
        if (wanted.recipient() != null) {
            indexed.add(new Condition("recipient = ?", wanted.recipient().mailboxKey()));
        }
        if (wanted.person() != null) {
            Condition named = named(wanted.person());
            if (indexed.isEmpty() && areFew(connection, named, PERSON_INDEX)) {
                indexed.add(named);
                index = PERSON_INDEX;
            } else {
                others.add(named);
            }
        }
        if (wanted.group() != null) {
            add(new Condition("group_id = ?", wanted.group().value()), indexed, others);
        }
        if (!wanted.states().isEmpty()) {
            // Our own codes, as literals: partial indexes are for literals.
            Condition states = new Condition(wanted.states().stream()
                    .map(Codes::literal)
                    .sorted()
                    .collect(Collectors.joining(", ", "state IN (", ")")));
            if (TO_SEND.containsAll(wanted.states())) {
                // No index has them by time. Few are found among all that is to be sent, very many among the newest.
                others.add(states);
                if (indexed.isEmpty() && areFew(connection, LIVE, CLAIM_INDEX)) {
                    indexed.add(LIVE);
                    index = CLAIM_INDEX;
                }
            } else if (wanted.states().size() == 1) {
                add(states, indexed, others);
            } else {
                others.add(states);
            }
        }
        if (wanted.company() != null) {
            others.add(new Condition("company_id = ?", wanted.company().value()));
        }
        if (wanted.type() != null) {
            others.add(new Condition("mail_type = ?", wanted.type().code()));
        }
        if (wanted.reason() != null) {
            others.add(new Condition("reason = ?", wanted.reason()));
        }
        if (wanted.route() != null) {
            others.add(new Condition("route = ?", wanted.route()));
        }
        if (wanted.announcedFrom() != null) {
            indexed.add(new Condition("created_at >= ?", wanted.announcedFrom()));
        }
        if (wanted.announcedBefore() != null) {
            indexed.add(new Condition("created_at < ?", wanted.announcedBefore()));
        }
        OutboxQuery.Place behind = wanted.behind();
        if (behind != null) {
            // The first condition is for the index.
            indexed.add(new Condition(
                    "created_at <= ? AND (created_at < ? OR id < ?)",
                    behind.createdAt(),
                    behind.createdAt(),
                    behind.id().value()));
        }
        return new Plan(indexed, others, index);
    }

    /** One index is asked. */
    private static void add(Condition condition, List<Condition> indexed, List<Condition> others) {
        (indexed.isEmpty() ? indexed : others).add(condition);
    }

    /** A kept form has letters, digits and hyphens only: nothing that LIKE would read otherwise. */
    private static Condition named(String typed) {
        List<Object> patterns = new ArrayList<>();
        for (List<String> form : PersonName.typed(typed)) {
            patterns.add(String.join("% ", form) + "%");
        }
        String sql = patterns.stream().map(one -> "person LIKE ?").collect(Collectors.joining(" OR ", "(", ")"));
        return patterns.isEmpty() ? new Condition("1 = 0") : new Condition(sql, patterns);
    }

    private boolean areFew(Connection connection, Condition indexed, String index) throws SQLException {
        // Only what the index has.
        String column = index.equals(PERSON_INDEX) ? "person" : "lane";
        String sql = "SELECT COUNT(*) FROM " + few(column, new Plan(List.of(indexed), List.of(), index));
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            bind(query, List.of(indexed));
            try (ResultSet row = query.executeQuery()) {
                return row.next() && row.getInt(1) <= FEW;
            }
        }
    }

    /** All of them, if they are few, in any order: else some databases would look through everything by time. */
    private String few(String columns, Plan plan) {
        return "(SELECT " + columns + " FROM " + table + rules.by(tables.index(Objects.requireNonNull(plan.index())))
                + where(plan.indexed()) + rules.inAnyOrder() + rules.limit(FEW + 1) + ") w";
    }

    private String window(String columns, List<Condition> conditions) {
        return "(SELECT " + columns + " FROM " + table + where(conditions) + NEWEST_FIRST + rules.limit(WINDOW) + ")";
    }

    /** Where the look ended, unless there was nothing more. */
    private OutboxQuery.@Nullable Place endOfWindow(Connection connection, Plan plan) throws SQLException {
        String sql = "SELECT created_at, id, COUNT(*) OVER () FROM " + window("created_at, id", plan.indexed())
                + " w ORDER BY created_at, id" + rules.limit(1);
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            bind(query, plan.indexed());
            try (ResultSet row = query.executeQuery()) {
                return row.next() && row.getInt(3) >= WINDOW
                        ? new OutboxQuery.Place(Rows.requiredInstant(row, 1), new MailId(Rows.requiredString(row, 2)))
                        : null;
            }
        }
    }

    private static String where(List<Condition> conditions) {
        return conditions.isEmpty()
                ? ""
                : conditions.stream().map(Condition::sql).collect(Collectors.joining(" AND ", " WHERE ", ""));
    }

    private static void bind(PreparedStatement query, List<Condition> conditions) throws SQLException {
        int index = 1;
        for (Condition condition : conditions) {
            for (Object value : condition.values()) {
                if (value instanceof Instant moment) {
                    Rows.set(query, index++, moment);
                } else {
                    query.setString(index++, (String) value);
                }
            }
        }
    }
}
