package org.portalemails.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.portalemails.jdbc.TableNames.Table;
import org.portalemails.outbox.Hold;
import org.portalemails.outbox.HoldScope;

/** Statements on the table of holds. */
final class HoldTable {
    private final DialectRules rules;
    private final String all;
    private final String timeAndAll;
    private final String insert;
    private final String delete;
    private final String takeProbe;

    HoldTable(DialectRules rules, TableNames tables) {
        this.rules = rules;
        String hold = tables.of(Table.HOLD);
        this.all = "SELECT scope_key, cause, reason, since FROM " + hold + " ORDER BY scope_key";
        this.timeAndAll = "SELECT " + rules.utcNow() + ", h.scope_key, h.cause, h.reason, h.since"
                + rules.keepingToIndexes() + " FROM " + rules.oneRow() + " LEFT JOIN " + hold + " h ON 1 = 1";
        this.insert = "INSERT INTO " + hold + " (scope_key, cause, reason, since, probe_at) VALUES (?, ?, ?, ?, ?)"
                + rules.onDuplicateNothing();
        this.delete = "DELETE FROM " + hold + " WHERE scope_key = ? AND cause IN (?, ?)";
        this.takeProbe = "UPDATE " + hold
                + " SET probe_at = ? WHERE scope_key = ? AND cause = 'misconfigured' AND probe_at <= ?";
    }

    List<Hold> all(Connection connection) throws SQLException {
        List<Hold> holds = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(all);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                holds.add(read(row, 1));
            }
        }
        return holds;
    }

    /** The time of the database, and what is on hold. */
    record Now(Instant time, List<Hold> holds) {}

    /** The first question of every claim; what the database must be told for the rest of its transaction goes with it. */
    Now beginClaim(Connection connection) throws SQLException {
        Instant time = null;
        List<Hold> holds = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(timeAndAll);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                time = Rows.requiredInstant(row, 1);
                if (row.getString(2) != null) {
                    holds.add(read(row, 2));
                }
            }
        }
        if (time == null) {
            throw new SQLException("the database does not tell the time");
        }
        return new Now(time, holds);
    }

    private static Hold read(ResultSet row, int first) throws SQLException {
        return new Hold(
                HoldScope.ofKey(Rows.requiredString(row, first)),
                Hold.Cause.ofCode(Rows.requiredString(row, first + 1)),
                Rows.requiredString(row, first + 2),
                Rows.requiredInstant(row, first + 3));
    }

    /** Whether it is new; {@code false} if the scope is on hold already. */
    boolean add(Connection connection, Hold hold, @Nullable Instant probeAt) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            statement.setString(1, hold.scope().key());
            statement.setString(2, hold.cause().code());
            statement.setString(3, hold.reason());
            Rows.set(statement, 4, hold.since());
            Rows.set(statement, 5, probeAt);
            return statement.executeUpdate() > 0;
        } catch (SQLException e) {
            if (rules.isDuplicateKey(e)) {
                return false;
            }
            throw e;
        }
    }

    boolean remove(Connection connection, HoldScope scope, Hold.Cause... causes) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(delete)) {
            statement.setString(1, scope.key());
            statement.setString(2, causes[0].code());
            statement.setString(3, causes[causes.length - 1].code());
            return statement.executeUpdate() > 0;
        }
    }

    /** Whether the time for a probe has come and nobody else took it. */
    boolean takeProbe(Connection connection, HoldScope scope, Instant now, Instant next) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(takeProbe)) {
            Rows.set(statement, 1, next);
            statement.setString(2, scope.key());
            Rows.set(statement, 3, now);
            return statement.executeUpdate() > 0;
        }
    }
}
