package org.portalemails.jdbc.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.portalemails.jdbc.TableNames;
import org.portalemails.jdbc.TableNames.Table;
import org.portalemails.jdbc.dialect.DialectRules;
import org.portalemails.jdbc.sql.Codes;
import org.portalemails.jdbc.sql.Rows;
import org.portalemails.jdbc.sql.StoredRow;
import org.portalemails.jdbc.sql.UnexpectedAnswerException;
import org.portalemails.outbox.Hold;
import org.portalemails.outbox.HoldScope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Statements on the table of holds. */
public final class HoldTable {
    private static final Logger LOG = LoggerFactory.getLogger(HoldTable.class);

    private final DialectRules rules;
    private final String all;
    private final String timeAndAll;
    private final String insert;
    private final String delete;
    private final String deleteMisconfigured;
    private final String takeProbe;

    public HoldTable(DialectRules rules, TableNames tables) {
        this.rules = rules;
        String hold = tables.of(Table.HOLD);
        this.all = "SELECT scope_key, cause, reason, since, author FROM " + hold + " ORDER BY scope_key";
        this.timeAndAll = "SELECT " + rules.utcNow() + ", h.scope_key, h.cause, h.reason, h.since, h.author"
                + rules.keepingToIndexes() + " FROM " + rules.oneRow() + " LEFT JOIN " + hold + " h ON 1 = 1";
        this.insert =
                "INSERT INTO " + hold + " (scope_key, cause, reason, since, probe_at, author) VALUES (?, ?, ?, ?, ?, ?)"
                        + rules.onDuplicateNothing();
        this.delete = "DELETE FROM " + hold + " WHERE scope_key = ?";
        this.deleteMisconfigured = delete + " AND cause = " + Codes.literal(Hold.Cause.MISCONFIGURED);
        this.takeProbe = "UPDATE " + hold + " SET probe_at = ? WHERE scope_key = ? AND cause = "
                + Codes.literal(Hold.Cause.MISCONFIGURED) + " AND probe_at <= ?";
    }

    public List<Hold> all(Connection connection) throws SQLException {
        List<Hold> holds = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(all);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                addTo(holds, row, 1);
            }
        }
        return holds;
    }

    /** The time of the database, and what is on hold. */
    public record Now(Instant time, List<Hold> holds) {}

    /** The first question of every claim; what the database must be told for the rest of its transaction goes with it. */
    public Now beginClaim(Connection connection) throws SQLException {
        Instant time = null;
        List<Hold> holds = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(timeAndAll);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                time = Rows.requiredInstant(row, 1);
                if (row.getString(2) != null) {
                    addTo(holds, row, 2);
                }
            }
        }
        if (time == null) {
            throw new UnexpectedAnswerException("the database does not tell the time");
        }
        return new Now(time, holds);
    }

    /**
     * A damaged hold fails no claim: whose scope cannot be read holds nobody; one of unknown cause ends only when an operator releases
     * it.
     */
    private static void addTo(List<Hold> holds, ResultSet row, int first) throws SQLException {
        StoredRow stored = new StoredRow(row);
        HoldScope scope = stored.readOptional(first, HoldScope::ofKey);
        if (scope == null) {
            LOG.warn("a hold is damaged and holds nobody: its scope is none");
            return;
        }
        Hold.Cause cause = stored.read(first + 1, Hold.Cause::ofCode, Hold.Cause.OPERATOR);
        String reason = stored.read(first + 2, HoldTable::requireReason, StoredRow.UNREADABLE);
        holds.add(new Hold(scope, cause, reason, stored.moment(first + 3), row.getString(first + 4)));
    }

    private static String requireReason(String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("blank");
        }
        return reason;
    }

    /** Whether it is new; {@code false} if the scope is on hold already. */
    public boolean add(Connection connection, Hold hold, @Nullable Instant probeAt) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            statement.setString(1, hold.scope().key());
            statement.setString(2, hold.cause().code());
            statement.setString(3, hold.reason());
            Rows.set(statement, 4, hold.since());
            Rows.set(statement, 5, probeAt);
            Rows.set(statement, 6, hold.author());
            return statement.executeUpdate() > 0;
        } catch (SQLException e) {
            if (rules.isDuplicateKey(e)) {
                return false;
            }
            throw e;
        }
    }

    /** Removes a hold of whatever cause; whether there was one. */
    public boolean remove(Connection connection, HoldScope scope) throws SQLException {
        return remove(connection, scope, delete);
    }

    /** Removes a hold that a dispatcher made; whether there was one. */
    public boolean removeMisconfigured(Connection connection, HoldScope scope) throws SQLException {
        return remove(connection, scope, deleteMisconfigured);
    }

    private static boolean remove(Connection connection, HoldScope scope, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, scope.key());
            return statement.executeUpdate() > 0;
        }
    }

    /** Whether the time for a probe has come and nobody else took it. */
    public boolean takeProbe(Connection connection, HoldScope scope, Instant now, Instant next) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(takeProbe)) {
            Rows.set(statement, 1, next);
            statement.setString(2, scope.key());
            Rows.set(statement, 3, now);
            return statement.executeUpdate() > 0;
        }
    }
}
