package org.portalemails.jdbc.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.portalemails.jdbc.TableNames;
import org.portalemails.jdbc.TableNames.Table;
import org.portalemails.jdbc.dialect.DialectRules;
import org.portalemails.jdbc.sql.Codes;
import org.portalemails.jdbc.sql.Rows;
import org.portalemails.outbox.EntryReason;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.Hold;
import org.portalemails.outbox.HoldScope;

/** Statements of the small repairs. None of them reads what it need not change, however much waits. */
public final class SweepStatements {
    /** At how many groups that wait one sweep looks; the next one goes on behind them. */
    private static final int GROUPS = 200;

    /** How many of a line end at once; the next sweep goes on. */
    private static final int MOST = 500;

    private static final int[] LANES_WITH_SECRETS = {Lanes.SECURITY, Lanes.ALONE, Lanes.WAITING};

    private final WaitingPlaces places;
    private final WaitingRoutes routes;
    private final String ended;
    private final String due;
    private final String expire;
    private final String dropBodies;
    private final String dropCopies;
    private final AtomicReference<@Nullable String> lookedAtUntil = new AtomicReference<>();
    private final String queueWaiting;
    private final String ageAnew;

    public SweepStatements(DialectRules rules, TableNames tables) {
        this.places = new WaitingPlaces(rules, tables);
        this.routes = new WaitingRoutes(rules, tables);
        String outbox = tables.of(Table.OUTBOX);
        // First looked for, then changed by their ids: a change that looks for its rows waits for those next to them,
        // too.
        String id = "SELECT id FROM " + outbox;
        this.ended =
                id + rules.by(tables.index("outbox_expiry_ix")) + " WHERE lane = ? AND expires_at <= ? AND state <> "
                        + Codes.literal(EntryState.SENDING) + " ORDER BY lane, expires_at" + rules.limit(MOST);
        this.due = id + rules.by(tables.index("outbox_claim_ix")) + " WHERE lane = ? AND route = ? AND due_at <= ?"
                + " ORDER BY lane, route, due_at, id" + rules.limit(MOST);
        this.expire = "UPDATE " + outbox + " SET state = " + Codes.literal(EntryState.EXPIRED) + ", reason = "
                + Codes.literal(EntryReason.SECRET_ENDED)
                + ", lane = NULL, due_at = NULL,"
                + " payload = NULL, finished_at = ?, fence = fence + 1 WHERE lane = ? AND state <> "
                + Codes.literal(EntryState.SENDING) + " AND id IN ";
        String drop = "UPDATE " + outbox + " SET lane = NULL, due_at = NULL, payload = NULL";
        this.dropBodies = drop + ", fence = fence + 1 WHERE lane = " + Lanes.DEAD_WITH_SECRET + " AND id IN ";
        // Nobody claims it any more, and bounces are told apart by the fence.
        this.dropCopies = drop + " WHERE lane = " + Lanes.SENT_WITH_COPY + " AND id IN ";
        this.queueWaiting = "UPDATE " + outbox + " SET state = " + Codes.literal(EntryState.QUEUED)
                + ", reason = NULL, lane = CASE WHEN losses >= "
                + Lanes.LOSSES_BEFORE_ALONE + " THEN " + Lanes.ALONE + " WHEN expires_at IS NULL THEN " + Lanes.ORDINARY
                + " ELSE " + Lanes.SECURITY + " END, due_at = ?, queued_at = ?, fence = fence + 1 WHERE lane = "
                + Lanes.WAITING
                + " AND state = " + Codes.literal(EntryState.WAITING)
                + " AND group_id = ? AND company_id = ? AND route = ?";
        this.ageAnew = "UPDATE " + outbox + " SET queued_at = ? WHERE lane IN (" + Lanes.SECURITY + ", "
                + Lanes.ORDINARY + ", " + Lanes.ALONE + ", " + Lanes.WAITING + ")";
    }

    public int expire(Connection connection, Instant now) throws SQLException {
        int changed = 0;
        for (int lane : LANES_WITH_SECRETS) {
            List<String> ids = ids(connection, ended, lane, null, now);
            if (!ids.isEmpty()) {
                try (PreparedStatement update = connection.prepareStatement(expire + Rows.placeholders(ids.size()))) {
                    Rows.set(update, 1, now);
                    update.setInt(2, lane);
                    Rows.fill(update, 3, ids);
                    changed += update.executeUpdate();
                }
            }
        }
        return changed
                + drop(connection, dropBodies, Lanes.DEAD_WITH_SECRET, now)
                + drop(connection, dropCopies, Lanes.SENT_WITH_COPY, now);
    }

    private int drop(Connection connection, String sql, int lane, Instant now) throws SQLException {
        int changed = 0;
        for (String route : routes.in(connection, lane)) {
            List<String> ids = ids(connection, due, lane, route, now);
            if (!ids.isEmpty()) {
                try (PreparedStatement update = connection.prepareStatement(sql + Rows.placeholders(ids.size()))) {
                    Rows.fill(update, 1, ids);
                    changed += update.executeUpdate();
                }
            }
        }
        return changed;
    }

    /** In one order, whoever changes them: no two sweeps wait for each other. */
    private static List<String> ids(Connection connection, String sql, int lane, @Nullable String route, Instant now)
            throws SQLException {
        List<String> ids = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setInt(1, lane);
            int next = 2;
            if (route != null) {
                query.setString(next++, route);
            }
            Rows.set(query, next, now);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    ids.add(Rows.requiredString(row, 1));
                }
            }
        }
        Collections.sort(ids);
        return ids;
    }

    /**
     * A hold ended: the time until now does not count as age, and what waited for it goes on.
     *
     * @param holds those that are left
     */
    public void offHold(Connection connection, HoldScope ended, List<Hold> holds, Instant now) throws SQLException {
        if (holds.stream().anyMatch(hold -> hold.scope().equals(HoldScope.EVERYTHING))) {
            return;
        }
        List<ScopeCondition> conditions = new ArrayList<>(List.of(ScopeCondition.of(ended)));
        StringBuilder which = new StringBuilder(conditions.get(0).and());
        for (Hold hold : holds) {
            ScopeCondition other = ScopeCondition.of(hold.scope());
            conditions.add(other);
            which.append(other.andNot());
        }
        try (PreparedStatement update = connection.prepareStatement(ageAnew + which)) {
            Rows.set(update, 1, now);
            int index = 2;
            for (ScopeCondition condition : conditions) {
                index = condition.bind(update, index);
            }
            update.executeUpdate();
        }
        String group = ended instanceof HoldScope.Group one ? one.id().value() : null;
        if (group != null) {
            queueWaiting(connection, group, holds, now);
            return;
        }
        for (String next = places.groupBehind(connection, Lanes.WAITING, null);
                next != null;
                next = places.groupBehind(connection, Lanes.WAITING, next)) {
            queueWaiting(connection, next, holds, now);
        }
    }

    /** Mails that wait though nothing holds them any more: the hold ended while they were put aside. */
    public int queueWaiting(Connection connection, List<Hold> holds, Instant now) throws SQLException {
        if (holds.stream().anyMatch(hold -> hold.scope().equals(HoldScope.EVERYTHING))) {
            return 0;
        }
        int changed = 0;
        String group = places.groupBehind(connection, Lanes.WAITING, lookedAtUntil.get());
        for (int looked = 0; group != null && looked < GROUPS; looked++) {
            changed += queueWaiting(connection, group, holds, now);
            lookedAtUntil.set(group);
            group = places.groupBehind(connection, Lanes.WAITING, group);
        }
        if (group == null) {
            lookedAtUntil.set(null);
        }
        return changed;
    }

    private int queueWaiting(Connection connection, String group, List<Hold> holds, Instant now) throws SQLException {
        int changed = 0;
        for (WaitingPlaces.Place place : places.ofGroup(connection, Lanes.WAITING, group)) {
            if (place.isHeldBy(holds)) {
                continue;
            }
            try (PreparedStatement update = connection.prepareStatement(queueWaiting)) {
                Rows.set(update, 1, now);
                Rows.set(update, 2, now);
                update.setString(3, place.group());
                update.setString(4, place.company());
                update.setString(5, place.route());
                changed += update.executeUpdate();
            }
        }
        return changed;
    }
}
