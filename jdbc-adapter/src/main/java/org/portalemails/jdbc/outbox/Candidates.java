package org.portalemails.jdbc.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;
import org.portalemails.email.MailId;
import org.portalemails.jdbc.TableNames;
import org.portalemails.jdbc.TableNames.Table;
import org.portalemails.jdbc.dialect.DialectRules;
import org.portalemails.jdbc.sql.Rows;
import org.portalemails.jdbc.sql.StoredRow;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.Hold;
import org.portalemails.outbox.HoldScope;
import org.portalemails.outbox.spi.ClaimRequest;
import org.portalemails.outbox.spi.StoredPayload;

/** The rows that may be claimed, line by line, in the order of the index. Those that our types refuse are dead from here on. */
final class Candidates {
    private static final MailId UNREADABLE_ID = new MailId(StoredRow.UNREADABLE);
    private static final CustomerGroupId UNREADABLE_GROUP = new CustomerGroupId(StoredRow.UNREADABLE);
    private static final CompanyId UNREADABLE_COMPANY = new CompanyId(StoredRow.UNREADABLE);
    private static final String OF_ROUTE = " AND route = ? AND due_at <= ? ORDER BY lane, route, due_at, id";

    private final DialectRules rules;
    private final DamagedRows damagedRows;
    private final WaitingRoutes waitingRoutes;
    private final String select;

    Candidates(DialectRules rules, TableNames tables) {
        this.rules = rules;
        this.damagedRows = new DamagedRows(tables);
        this.waitingRoutes = new WaitingRoutes(tables);
        this.select =
                "SELECT id, fence, state, mail_type, group_id, recipient, attempts, losses, queued_at, expires_at,"
                        + " supersede_key, claimed_by, payload, duplicates, CASE WHEN EXISTS (SELECT 1 FROM "
                        + tables.of(Table.SUPPRESSION)
                        + " s WHERE s.mailbox_key = recipient AND s.company_id IN ('*', o.company_id)) THEN 1 ELSE 0 END, CASE WHEN quotas IS NULL THEN 0 ELSE 1 END,"
                        + " company_id, route, transport FROM " + tables.of(Table.OUTBOX) + " o WHERE lane = ";
    }

    /** A row that may be claimed. */
    record Candidate(
            MailId id,
            long fence,
            boolean lost,
            String type,
            CustomerGroupId group,
            CompanyId company,
            String route,
            @Nullable String boundTo,
            @Nullable String recipient,
            int attempts,
            int losses,
            Instant queuedAt,
            @Nullable Instant expiresAt,
            @Nullable String supersedes,
            @Nullable String claimedBy,
            StoredPayload payload,
            boolean suppressed,
            boolean limited) {
        int lossesNow() {
            return losses + (lost ? 1 : 0);
        }
    }

    /** The lane stands in the order too: some databases recognize the order of an index only from its first column on. */
    List<Candidate> due(Connection connection, int lane, ClaimRequest.Share share, Instant now) throws SQLException {
        String lock = rules.lockSkippingLocked();
        String sql = select + lane + OF_ROUTE + rules.limit(share.limit()) + (lock == null ? "" : lock);
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, share.route());
            Rows.set(query, 2, now);
            return read(connection, query, now);
        }
    }

    /** Those of the rows that our types take; the others are dead from here on. */
    private List<Candidate> read(Connection connection, PreparedStatement query, Instant now) throws SQLException {
        List<Candidate> found = new ArrayList<>();
        List<DamagedRows.Key> damaged = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                StoredRow stored = new StoredRow(row);
                Candidate candidate = candidate(row, stored);
                if (stored.isDamaged()) {
                    damaged.add(new DamagedRows.Key(Rows.requiredString(row, 1), row.getLong(2)));
                } else {
                    found.add(candidate);
                }
            }
        }
        damagedRows.end(connection, damaged, now);
        return found;
    }

    private static Candidate candidate(ResultSet row, StoredRow stored) throws SQLException {
        byte[] payload = row.getBytes(13);
        stored.count(14);
        return new Candidate(
                stored.read(1, MailId::new, UNREADABLE_ID),
                stored.fence(2),
                stored.read(3, Candidates::requireClaimable, EntryState.DEAD) == EntryState.SENDING,
                Rows.requiredString(row, 4),
                stored.read(5, CustomerGroupId::new, UNREADABLE_GROUP),
                stored.read(17, CompanyId::new, UNREADABLE_COMPANY),
                Rows.requiredString(row, 18),
                row.getString(19),
                row.getString(6),
                stored.count(7),
                stored.count(8),
                stored.moment(9),
                stored.optionalMoment(10),
                row.getString(11),
                row.getString(12),
                StoredPayload.of(payload == null ? new byte[0] : payload),
                row.getInt(15) == 1,
                row.getInt(16) == 1);
    }

    private static EntryState requireClaimable(String code) {
        EntryState state = EntryState.ofCode(code);
        if (state.isFinal()) {
            throw new IllegalArgumentException("what ended is not claimed");
        }
        return state;
    }

    /** A mail that waits for this hold, or is due, and that no operator holds, however many stand before it. */
    List<Candidate> probe(Connection connection, HoldScope scope, List<Hold> holds, Instant now) throws SQLException {
        List<ScopeCondition> conditions = new ArrayList<>(List.of(ScopeCondition.of(scope)));
        StringBuilder which = new StringBuilder(conditions.get(0).and());
        for (Hold hold : holds) {
            if (hold.cause() == Hold.Cause.OPERATOR) {
                ScopeCondition held = ScopeCondition.of(hold.scope());
                conditions.add(held);
                which.append(held.andNot());
            }
        }
        for (int lane : new int[] {Lanes.WAITING, Lanes.SECURITY, Lanes.ORDINARY}) {
            List<String> routes =
                    scope instanceof HoldScope.Route one ? List.of(one.name()) : waitingRoutes.in(connection, lane);
            for (String route : routes) {
                List<Candidate> found = probe(connection, lane, route, which.toString(), conditions, now);
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        return List.of();
    }

    private List<Candidate> probe(
            Connection connection, int lane, String route, String which, List<ScopeCondition> conditions, Instant now)
            throws SQLException {
        // More than one, as those that are damaged are left out.
        String sql = select + lane + which + OF_ROUTE + rules.limit(10);
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            int next = 1;
            for (ScopeCondition condition : conditions) {
                next = condition.bind(query, next);
            }
            query.setString(next, route);
            Rows.set(query, next + 1, now);
            return read(connection, query, now).stream().limit(1).toList();
        }
    }
}
