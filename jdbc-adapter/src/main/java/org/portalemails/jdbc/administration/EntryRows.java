package org.portalemails.jdbc.administration;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;
import org.portalemails.address.EmailAddress;
import org.portalemails.email.MailId;
import org.portalemails.email.MailOrigin;
import org.portalemails.event.EventId;
import org.portalemails.jdbc.TableNames;
import org.portalemails.jdbc.TableNames.Table;
import org.portalemails.jdbc.sql.Rows;
import org.portalemails.jdbc.sql.StoredRow;
import org.portalemails.outbox.AttemptFacts;
import org.portalemails.outbox.AttemptRecord;
import org.portalemails.outbox.EntryReason;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.OutboxEntry;
import org.portalemails.outbox.spi.StoredPayload;

/** Reads entries and attempts as operators see them. */
final class EntryRows {
    /** What an entry is made of. */
    static final String COLUMNS =
            "id, event_id, mail_type, group_id, recipient, state, reason, created_at, due_at, expires_at,"
                    + " finished_at, attempts, duplicates, claimed_by, CASE WHEN payload IS NULL THEN 0 ELSE 1 END, company_id, route,"
                    + " origin, is_test, resend_of";

    private final String payload;
    private final String person;
    private final String entries;
    private final String attempts;
    private final String ids;

    EntryRows(TableNames tables) {
        String outbox = tables.of(Table.OUTBOX);
        this.entries = "SELECT " + COLUMNS + " FROM " + outbox;
        this.attempts =
                "SELECT attempt_no, ended_at, late, node, outcome, phase, reply_code, enhanced_code, reply_text,"
                        + " duration_ms, transport FROM " + tables.of(Table.ATTEMPT)
                        + " WHERE mail_id = ? ORDER BY fence";
        this.person = "SELECT person FROM " + outbox + " WHERE id = ?";
        this.payload = "SELECT payload FROM " + outbox + " WHERE id = ?";
        this.ids = "SELECT id FROM " + outbox + " WHERE recipient = ? ORDER BY id";
    }

    Optional<OutboxEntry> find(Connection connection, MailId id) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(entries + " WHERE id = ?")) {
            query.setString(1, id.value());
            return read(query).stream().findFirst();
        }
    }

    /** Else what is due is the end of a body, which is nothing that happens to the mail. */
    private static boolean isToCome(EntryState state) {
        return !state.isFinal() && state != EntryState.DEAD;
    }

    private static @Nullable MailOrigin origin(@Nullable String stored) {
        return stored == null ? null : MailOrigin.ofText(stored).orElse(null);
    }

    Optional<StoredPayload> payload(Connection connection, MailId id) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(payload)) {
            query.setString(1, id.value());
            try (ResultSet row = query.executeQuery()) {
                byte[] bytes = row.next() ? row.getBytes(1) : null;
                return Optional.ofNullable(bytes).map(StoredPayload::of);
            }
        }
    }

    @Nullable
    String person(Connection connection, MailId id) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(person)) {
            query.setString(1, id.value());
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
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

    static List<OutboxEntry> read(PreparedStatement query) throws SQLException {
        List<OutboxEntry> found = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                found.add(entry(row, new StoredRow(row)));
            }
        }
        return found;
    }

    /** A damaged row is shown too, as dead: operators are who must see it. */
    private static OutboxEntry entry(ResultSet row, StoredRow stored) throws SQLException {
        MailId id = stored.read(1, MailId::new, new MailId(StoredRow.UNREADABLE));
        EventId event = stored.read(2, EventId::new, new EventId(StoredRow.UNREADABLE));
        CustomerGroupId group = stored.read(4, CustomerGroupId::new, new CustomerGroupId(StoredRow.UNREADABLE));
        EntryState state = stored.read(6, EntryState::ofCode, EntryState.DEAD);
        Instant createdAt = stored.moment(8);
        Instant dueAt = stored.optionalMoment(9);
        Instant expiresAt = stored.optionalMoment(10);
        Instant finishedAt = stored.optionalMoment(11);
        int attempts = stored.count(12);
        int duplicates = stored.count(13);
        boolean damaged = stored.isDamaged() && !state.isFinal();
        return new OutboxEntry(
                id,
                event,
                Rows.requiredString(row, 3),
                group,
                row.getString(5),
                damaged ? EntryState.DEAD : state,
                damaged ? EntryReason.ROW_DAMAGED.code() : row.getString(7),
                createdAt,
                isToCome(state) ? dueAt : null,
                expiresAt,
                finishedAt,
                attempts,
                duplicates,
                row.getString(14),
                row.getInt(15) == 1,
                stored.read(16, CompanyId::new, new CompanyId(StoredRow.UNREADABLE)),
                Rows.requiredString(row, 17),
                origin(row.getString(18)),
                row.getInt(19) == 1,
                stored.readOptional(20, MailId::new));
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
                            Duration.ofMillis(row.getLong(10)),
                            row.getString(11));
                    found.add(
                            new AttemptRecord(row.getInt(1), Rows.requiredInstant(row, 2), row.getInt(3) == 1, facts));
                }
            }
        }
        return found;
    }
}
