package org.portalemails.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.portalemails.CustomerGroupId;
import org.portalemails.email.MailId;
import org.portalemails.event.EventId;
import org.portalemails.jdbc.TableNames.Table;
import org.portalemails.outbox.AttemptFacts;
import org.portalemails.outbox.AttemptRecord;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.OutboxEntry;
import org.portalemails.outbox.OutboxQuery;
import org.portalemails.settings.EmailAddress;

/** Reads entries and attempts as operators see them. */
final class EntryRows {
    private final DialectRules rules;
    private final String entries;
    private final String attempts;
    private final String ids;

    EntryRows(DialectRules rules, TableNames tables) {
        this.rules = rules;
        String outbox = tables.of(Table.OUTBOX);
        this.entries =
                "SELECT id, event_id, mail_type, group_id, recipient, state, reason, created_at, due_at, expires_at,"
                        + " finished_at, attempts, duplicates, claimed_by, CASE WHEN payload IS NULL THEN 0 ELSE 1 END FROM "
                        + outbox;
        this.attempts =
                "SELECT attempt_no, ended_at, late, node, outcome, phase, reply_code, enhanced_code, reply_text,"
                        + " duration_ms FROM " + tables.of(Table.ATTEMPT) + " WHERE mail_id = ? ORDER BY fence";
        this.ids = "SELECT id FROM " + outbox + " WHERE recipient = ? ORDER BY id";
    }

    Optional<OutboxEntry> find(Connection connection, MailId id) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(entries + " WHERE id = ?")) {
            query.setString(1, id.value());
            return read(query).stream().findFirst();
        }
    }

    List<OutboxEntry> find(Connection connection, OutboxQuery wanted) throws SQLException {
        List<String> conditions = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        if (!wanted.states().isEmpty()) {
            // Our own codes, as literals: partial indexes are for literals.
            conditions.add(wanted.states().stream()
                    .map(state -> "'" + state.code() + "'")
                    .sorted()
                    .collect(Collectors.joining(", ", "state IN (", ")")));
        }
        if (wanted.group() != null) {
            conditions.add("group_id = ?");
            values.add(wanted.group().value());
        }
        if (wanted.recipient() != null) {
            conditions.add("recipient = ?");
            values.add(wanted.recipient().mailboxKey());
        }
        if (wanted.type() != null) {
            conditions.add("mail_type = ?");
            values.add(wanted.type().code());
        }
        if (wanted.announcedFrom() != null) {
            conditions.add("created_at >= ?");
            values.add(wanted.announcedFrom());
        }
        if (wanted.announcedBefore() != null) {
            conditions.add("created_at < ?");
            values.add(wanted.announcedBefore());
        }
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        String sql = entries + where + " ORDER BY created_at DESC, id DESC" + rules.limit(wanted.limit());
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.size(); i++) {
                if (values.get(i) instanceof java.time.Instant moment) {
                    Rows.set(query, i + 1, moment);
                } else {
                    query.setString(i + 1, (String) values.get(i));
                }
            }
            return read(query);
        }
    }

    List<OutboxEntry> ofRecipient(Connection connection, EmailAddress recipient) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement(entries + " WHERE recipient = ? ORDER BY created_at, id")) {
            query.setString(1, recipient.mailboxKey());
            return read(query);
        }
    }

    List<String> idsOf(Connection connection, EmailAddress recipient) throws SQLException {
        List<String> found = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(ids)) {
            query.setString(1, recipient.mailboxKey());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.add(Rows.requiredString(row, 1));
                }
            }
        }
        return found;
    }

    private static List<OutboxEntry> read(PreparedStatement query) throws SQLException {
        List<OutboxEntry> found = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                found.add(new OutboxEntry(
                        new MailId(Rows.requiredString(row, 1)),
                        new EventId(Rows.requiredString(row, 2)),
                        Rows.requiredString(row, 3),
                        new CustomerGroupId(Rows.requiredString(row, 4)),
                        row.getString(5),
                        EntryState.ofCode(Rows.requiredString(row, 6)),
                        row.getString(7),
                        Rows.requiredInstant(row, 8),
                        Rows.instant(row, 9),
                        Rows.instant(row, 10),
                        Rows.instant(row, 11),
                        row.getInt(12),
                        row.getInt(13),
                        row.getString(14),
                        row.getInt(15) == 1));
            }
        }
        return found;
    }

    List<AttemptRecord> attempts(Connection connection, MailId id) throws SQLException {
        List<AttemptRecord> found = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(attempts)) {
            query.setString(1, id.value());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    AttemptFacts facts = new AttemptFacts(
                            Rows.requiredString(row, 4),
                            Rows.requiredString(row, 5),
                            row.getString(6),
                            row.getInt(7),
                            row.getString(8),
                            row.getString(9),
                            Duration.ofMillis(row.getLong(10)));
                    found.add(
                            new AttemptRecord(row.getInt(1), Rows.requiredInstant(row, 2), row.getInt(3) == 1, facts));
                }
            }
        }
        return found;
    }
}
