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
    private static final String OF_PLACE = " AND group_id = ? AND company_id = ? AND route = ? AND due_at <= ?"
            + " ORDER BY lane, group_id, company_id, route, due_at";
    private static final String OF_ROUTE = " AND route = ? AND due_at <= ? ORDER BY lane, route, due_at, id";

    private final DialectRules rules;
    private final DamagedRows damagedRows;
    private final WaitingPlaces waitingPlaces;
    private final WaitingRoutes waitingRoutes;
    private final String ofRoute;
    private final String ofPlace;

    Candidates(DialectRules rules, TableNames tables) {
        this.rules = rules;
        this.damagedRows = new DamagedRows(tables);
        this.waitingPlaces = new WaitingPlaces(rules, tables);
        this.waitingRoutes = new WaitingRoutes(rules, tables);
        String select =
                "SELECT id, fence, state, mail_type, group_id, recipient, attempts, losses, queued_at, expires_at,"
                        + " supersede_key, claimed_by, payload, duplicates, CASE WHEN EXISTS (SELECT 1 FROM "
                        + tables.of(Table.SUPPRESSION)
                        + " s WHERE s.mailbox_key = recipient AND s.company_id IN ('*', o.company_id)) THEN 1 ELSE 0 END, CASE WHEN quotas IS NULL THEN 0 ELSE 1 END,"
                        + " company_id, route, transport FROM " + tables.of(Table.OUTBOX) + " o";
        this.ofRoute = select + rules.by(tables.index("outbox_claim_ix")) + " WHERE lane = ";
        this.ofPlace = select + rules.by(tables.index("outbox_whose_ix")) + " WHERE lane = ";
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
        String sql = ofRoute + lane + OF_ROUTE + rules.limit(share.limit()) + (lock == null ? "" : lock);
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
        List<Hold> byOperators = holds.stream()
                .filter(hold -> hold.cause() == Hold.Cause.OPERATOR)
                .toList();
        for (int lane : new int[] {Lanes.WAITING, Lanes.SECURITY, Lanes.ORDINARY}) {
            if (scope instanceof HoldScope.Route one
                    && !waitingRoutes.in(connection, lane).contains(one.name())) {
                continue;
            }
            String group = scope instanceof HoldScope.Group one
                    ? one.id().value()
                    : waitingPlaces.groupBehind(connection, lane, null);
            while (group != null) {
                for (WaitingPlaces.Place place : waitingPlaces.ofGroup(connection, lane, group)) {
                    boolean covered = place.isHeldBy(List.of(new Hold(scope, Hold.Cause.MISCONFIGURED, "probe", now)));
                    if (covered && !place.isHeldBy(byOperators)) {
                        List<Candidate> found = probe(connection, lane, place, now);
                        if (!found.isEmpty()) {
                            return found;
                        }
                    }
                }
                group = scope instanceof HoldScope.Group ? null : waitingPlaces.groupBehind(connection, lane, group);
            }
        }
        return List.of();
    }

    private List<Candidate> probe(Connection connection, int lane, WaitingPlaces.Place place, Instant now)
            throws SQLException {
        // More than one, as those that are damaged are left out.
        String sql = ofPlace + lane + OF_PLACE + rules.limit(10);
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, place.group());
            query.setString(2, place.company());
            query.setString(3, place.route());
            Rows.set(query, 4, now);
            return read(connection, query, now).stream().limit(1).toList();
        }
    }
}
