package org.portalemails.jdbc.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;
import org.portalemails.jdbc.TableNames;
import org.portalemails.jdbc.TableNames.Table;
import org.portalemails.jdbc.sql.Codes;
import org.portalemails.jdbc.sql.Rows;
import org.portalemails.jdbc.sql.StoredRow;
import org.portalemails.outbox.EntryReason;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.Hold;
import org.portalemails.outbox.HoldScope;

/** Statements of the small repairs; all of them read the claim's index only. */
public final class SweepStatements {
    private final String expire;
    private final String dropBodies;
    private final String waiting;
    private final String queueWaiting;
    private final String ageAnew;

    public SweepStatements(TableNames tables) {
        String outbox = tables.of(Table.OUTBOX);
        // Not "state IN (…)": H2 would read all that is queued by the index of states.
        this.expire = "UPDATE " + outbox + " SET state = " + Codes.literal(EntryState.EXPIRED) + ", reason = "
                + Codes.literal(EntryReason.SECRET_ENDED)
                + ", lane = NULL, due_at = NULL,"
                + " payload = NULL, finished_at = ?, fence = fence + 1 WHERE lane IN (" + Lanes.SECURITY + ", "
                + Lanes.ALONE + ", " + Lanes.WAITING + ") AND state <> " + Codes.literal(EntryState.SENDING)
                + " AND expires_at <= ?";
        this.dropBodies = "UPDATE " + outbox + " SET lane = NULL, due_at = NULL, payload = NULL, fence = fence + 1"
                + " WHERE lane = " + Lanes.DEAD_WITH_SECRET + " AND due_at <= ?";
        this.waiting = "SELECT DISTINCT group_id, company_id, route FROM " + outbox + " WHERE lane = " + Lanes.WAITING;
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
        int changed;
        try (PreparedStatement update = connection.prepareStatement(expire)) {
            Rows.set(update, 1, now);
            Rows.set(update, 2, now);
            changed = update.executeUpdate();
        }
        try (PreparedStatement update = connection.prepareStatement(dropBodies)) {
            Rows.set(update, 1, now);
            return changed + update.executeUpdate();
        }
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
        queueWaiting(connection, holds, now);
    }

    public int queueWaiting(Connection connection, List<Hold> holds, Instant now) throws SQLException {
        if (holds.stream().anyMatch(hold -> hold.scope().equals(HoldScope.EVERYTHING))) {
            return 0;
        }
        List<List<String>> free = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(waiting);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                // What is damaged stands under no hold of its own; the next claim finds the damage.
                StoredRow stored = new StoredRow(row);
                CustomerGroupId group = stored.read(1, CustomerGroupId::new, new CustomerGroupId(StoredRow.UNREADABLE));
                CompanyId company = stored.read(2, CompanyId::new, new CompanyId(StoredRow.UNREADABLE));
                String route = Rows.requiredString(row, 3);
                if (holds.stream().noneMatch(hold -> hold.scope().covers(group, company, route))) {
                    free.add(List.of(Rows.requiredString(row, 1), Rows.requiredString(row, 2), route));
                }
            }
        }
        int changed = 0;
        for (List<String> keys : free) {
            try (PreparedStatement update = connection.prepareStatement(queueWaiting)) {
                Rows.set(update, 1, now);
                Rows.set(update, 2, now);
                for (int i = 0; i < keys.size(); i++) {
                    update.setString(3 + i, keys.get(i));
                }
                changed += update.executeUpdate();
            }
        }
        return changed;
    }
}
