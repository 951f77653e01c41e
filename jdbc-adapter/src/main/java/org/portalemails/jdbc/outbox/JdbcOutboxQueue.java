package org.portalemails.jdbc.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.portalemails.jdbc.TableNames;
import org.portalemails.jdbc.TableNames.Table;
import org.portalemails.jdbc.dialect.DialectRules;
import org.portalemails.jdbc.outbox.Candidates.Candidate;
import org.portalemails.jdbc.sql.Codes;
import org.portalemails.jdbc.sql.Rows;
import org.portalemails.jdbc.sql.UnexpectedAnswerException;
import org.portalemails.jdbc.transaction.Transactions;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.Hold;
import org.portalemails.outbox.HoldScope;
import org.portalemails.outbox.spi.ClaimRequest;
import org.portalemails.outbox.spi.ClaimedMail;
import org.portalemails.outbox.spi.ClaimedMail.Flag;
import org.portalemails.outbox.spi.OutboxQueue;
import org.portalemails.outbox.spi.Settlement;

/**
 * The dispatchers' side of the outbox. A claim, in one short READ COMMITTED transaction:
 *
 * <ol>
 *   <li>ask the database for the time and for what is on hold;
 *   <li>pick candidates, line by line, in the order of the index: locked and passing over locked rows where the dialect is known
 *       to do that well, else merely read; a row that our types refuse is dead and goes no further, the others do;
 *   <li>take them: by their ids if they are locked, else each by a guarded update that only one caller can win;
 *   <li>find out which are replaced by a newer one.
 * </ol>
 */
public final class JdbcOutboxQueue implements OutboxQueue {
    private final Transactions transactions;
    private final DialectRules rules;
    private final HoldTable holdTable;
    private final Holds holds;
    private final Candidates candidates;
    private final ClaimFindings findings;
    private final Settlements settlements;
    private final SweepStatements sweep;
    private final Admissions admissions;
    private final WaitingRoutes waitingRoutes;

    private final String takeLocked;
    private final String takeGuarded;
    private final String setApart;
    /** How many claims have returned mails, and none that is claimed alone, since one could. */
    private final AtomicInteger othersInARow = new AtomicInteger();

    public JdbcOutboxQueue(Transactions transactions, DialectRules rules, TableNames tables) {
        this.transactions = transactions;
        this.rules = rules;
        this.holdTable = new HoldTable(rules, tables);
        this.holds = new Holds(transactions, rules, tables);
        this.findings = new ClaimFindings(tables);
        this.settlements = new Settlements(rules, tables);
        this.sweep = new SweepStatements(rules, tables);
        this.candidates = new Candidates(rules, tables);
        this.admissions = new Admissions(rules, tables);
        this.waitingRoutes = new WaitingRoutes(rules, tables);
        String outbox = tables.of(Table.OUTBOX);
        String take = "UPDATE " + outbox + " SET state = " + Codes.literal(EntryState.SENDING)
                + ", fence = fence + 1, attempts = attempts + 1,"
                + " losses = losses + ?, duplicates = duplicates + ?, lane = ?, due_at = ?, claimed_by = ?, reason = NULL"
                + " WHERE id ";
        this.takeLocked = take + "IN ";
        this.takeGuarded = take + "= ? AND fence = ?";
        this.setApart =
                "UPDATE " + outbox + " SET lane = " + Lanes.ALONE + ", fence = fence + 1 WHERE id = ? AND fence = ?";
    }

    @Override
    public List<ClaimedMail> claim(ClaimRequest request) {
        Claim claim = transactions.inOurs("claiming mails", connection -> claim(connection, request));
        cancelReplaced(claim);
        return claim.mails();
    }

    private record Claim(List<ClaimedMail> mails, List<ClaimFindings.Newest> replacing) {
        static final Claim NOTHING = new Claim(List.of(), List.of());
    }

    private Claim claim(Connection connection, ClaimRequest request) throws SQLException {
        HoldTable.Now at = holdTable.beginClaim(connection);
        List<Hold> holds = at.holds();
        if (holds.stream().anyMatch(hold -> hold.scope().equals(HoldScope.EVERYTHING))) {
            return Claim.NOTHING;
        }
        Instant now = at.time();
        List<ClaimRequest.Share> shares = new ArrayList<>(request.shares());
        shares.removeIf(share -> holds.stream().anyMatch(hold -> hold.scope().equals(HoldScope.route(share.route()))));
        if (othersInARow.get() >= Lanes.OTHERS_BEFORE_ALONE) {
            othersInARow.set(0);
            List<Candidate> turn = alone(connection, shares, now);
            if (!turn.isEmpty()) {
                return take(connection, turn, holds, now, request, false);
            }
        }
        List<Candidate> picked = new ArrayList<>();
        for (ClaimRequest.Share share : shares) {
            List<Candidate> ofRoute = new ArrayList<>(candidates.due(connection, Lanes.SECURITY, share, now));
            int rest = share.limit() - ofRoute.size();
            if (rest > 0) {
                ofRoute.addAll(
                        candidates.due(connection, Lanes.ORDINARY, new ClaimRequest.Share(share.route(), rest), now));
            }
            picked.addAll(ofRoute);
        }
        List<Candidate> together = new ArrayList<>(picked.size());
        for (Candidate one : picked) {
            if (one.lossesNow() >= Lanes.LOSSES_BEFORE_ALONE) {
                setApart(connection, one);
            } else {
                together.add(one);
            }
        }
        if (picked.isEmpty()) {
            othersInARow.set(0);
            together.addAll(alone(connection, shares, now));
        } else {
            othersInARow.incrementAndGet();
        }
        return take(connection, together, holds, now, request, false);
    }

    private List<Candidate> alone(Connection connection, List<ClaimRequest.Share> shares, Instant now)
            throws SQLException {
        List<Candidate> one = List.of();
        for (ClaimRequest.Share share : shares) {
            if (one.isEmpty()) {
                one = candidates.due(connection, Lanes.ALONE, new ClaimRequest.Share(share.route(), 1), now);
            }
        }
        return one;
    }

    private Claim take(
            Connection connection,
            List<Candidate> together,
            List<Hold> holds,
            Instant now,
            ClaimRequest request,
            boolean probe)
            throws SQLException {
        if (together.isEmpty()) {
            return Claim.NOTHING;
        }
        List<Candidate> taken = take(connection, together, now.plus(request.lease()), request.node(), !probe);
        ClaimFindings.Found found = findings.about(connection, taken);
        List<ClaimedMail> mails = new ArrayList<>(taken.size());
        for (Candidate one : taken) {
            Set<Flag> flags = EnumSet.noneOf(Flag.class);
            if (found.superseded().contains(one.id().value())) {
                flags.add(Flag.SUPERSEDED);
            }
            if (one.suppressed()) {
                flags.add(Flag.SUPPRESSED);
            }
            if (one.limited()) {
                flags.add(Flag.LIMITED);
            }
            if (holds.stream().anyMatch(hold -> hold.scope().covers(one.group(), one.company(), one.route()))) {
                flags.add(Flag.HELD);
            }
            if (probe) {
                flags.add(Flag.PROBE);
            }
            mails.add(new ClaimedMail(
                    one.id(),
                    one.fence() + 1,
                    one.type(),
                    one.group(),
                    one.company(),
                    one.route(),
                    one.boundTo(),
                    one.recipient(),
                    one.attempts() + 1,
                    one.lossesNow(),
                    one.queuedAt(),
                    now,
                    one.expiresAt(),
                    flags,
                    one.payload()));
        }
        settlements.recordLost(connection, taken, now);
        return new Claim(mails, found.replacing());
    }

    private List<Candidate> take(
            Connection connection, List<Candidate> candidates, Instant leaseUntil, String node, boolean mayBeLocked)
            throws SQLException {
        List<Candidate> fresh = new ArrayList<>(candidates.size());
        List<Candidate> guarded = new ArrayList<>();
        boolean locked = mayBeLocked && rules.lockSkippingLocked() != null;
        for (Candidate one : candidates) {
            boolean simple = locked && !one.lost() && one.losses() == 0;
            (simple ? fresh : guarded).add(one);
        }
        List<Candidate> taken = new ArrayList<>(candidates.size());
        takeLocked(connection, fresh, Lanes.SECURITY, leaseUntil, node);
        takeLocked(connection, fresh, Lanes.ORDINARY, leaseUntil, node);
        Set<String> takenGuarded = takeGuarded(connection, guarded, leaseUntil, node);
        for (Candidate one : candidates) {
            if (!guarded.contains(one) || takenGuarded.contains(one.id().value())) {
                taken.add(one);
            }
        }
        return taken;
    }

    private void takeLocked(
            Connection connection, List<Candidate> candidates, int lane, Instant leaseUntil, String node)
            throws SQLException {
        List<String> ids = new ArrayList<>(candidates.size());
        for (Candidate one : candidates) {
            if (Lanes.of(one.expiresAt()) == lane) {
                ids.add(one.id().value());
            }
        }
        if (ids.isEmpty()) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement(takeLocked + Rows.placeholders(ids.size()))) {
            bindTake(update, false, lane, leaseUntil, node);
            Rows.fill(update, 6, ids);
            if (update.executeUpdate() != ids.size()) {
                throw new UnexpectedAnswerException("rows that were locked are gone");
            }
        }
    }

    private Set<String> takeGuarded(Connection connection, List<Candidate> candidates, Instant leaseUntil, String node)
            throws SQLException {
        Set<String> taken = new java.util.HashSet<>();
        if (candidates.isEmpty()) {
            return taken;
        }
        List<Candidate> inOrder = new ArrayList<>(candidates);
        inOrder.sort(java.util.Comparator.comparing(one -> one.id().value()));
        try (PreparedStatement update = connection.prepareStatement(takeGuarded)) {
            for (Candidate one : inOrder) {
                boolean alone = one.lossesNow() >= Lanes.LOSSES_BEFORE_ALONE;
                bindTake(update, one.lost(), alone ? Lanes.ALONE : Lanes.of(one.expiresAt()), leaseUntil, node);
                update.setString(6, one.id().value());
                update.setLong(7, one.fence());
                update.addBatch();
            }
            int[] counts = update.executeBatch();
            for (int i = 0; i < counts.length; i++) {
                if (Rows.changed(counts[i])) {
                    taken.add(inOrder.get(i).id().value());
                }
            }
        }
        return taken;
    }

    private static void bindTake(PreparedStatement update, boolean lost, int lane, Instant leaseUntil, String node)
            throws SQLException {
        update.setInt(1, lost ? 1 : 0);
        update.setInt(2, lost ? 1 : 0);
        update.setInt(3, lane);
        Rows.set(update, 4, leaseUntil);
        update.setString(5, node);
    }

    private void setApart(Connection connection, Candidate one) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(setApart)) {
            update.setString(1, one.id().value());
            update.setLong(2, one.fence());
            update.executeUpdate();
        }
    }

    /** In a transaction of its own, after the claim: two claims that wait for each other's rows would be a deadlock. */
    private void cancelReplaced(Claim claim) {
        for (ClaimFindings.Newest newest : claim.replacing()) {
            transactions.inOurs(
                    "cancelling replaced mails", connection -> findings.cancelOlder(connection, rules, newest));
        }
    }

    @Override
    public List<ClaimedMail> claimProbes(ClaimRequest request, int limit, Duration nextProbe) {
        return transactions.inOurs("claiming probes", connection -> {
            HoldTable.Now at = holdTable.beginClaim(connection);
            List<Hold> holds = at.holds();
            Instant now = at.time();
            List<ClaimedMail> probes = new ArrayList<>();
            for (Hold hold : holds) {
                if (hold.cause() != Hold.Cause.MISCONFIGURED
                        || probes.size() >= limit
                        || !holdTable.takeProbe(connection, hold.scope(), now, now.plus(nextProbe))) {
                    continue;
                }
                List<Candidate> one = candidates.probe(connection, hold.scope(), holds, now);
                probes.addAll(take(connection, one, holds, now, request, true).mails());
            }
            return probes;
        });
    }

    @Override
    public Set<String> routes() {
        return transactions.inOurs("looking which routes mails take", waitingRoutes::all);
    }

    @Override
    public boolean admit(ClaimedMail mail) {
        return transactions.inOurs("counting limits", connection -> admissions.admit(connection, mail));
    }

    @Override
    public List<Boolean> settle(List<Settlement> outcomes) {
        if (outcomes.isEmpty()) {
            return List.of();
        }
        return settlements.write(transactions, outcomes);
    }

    @Override
    public boolean holdMisconfigured(HoldScope scope, String reason, Duration firstProbe) {
        return holds.beginMisconfigured(scope, reason, firstProbe);
    }

    @Override
    public boolean endMisconfigured(HoldScope scope) {
        return holds.endMisconfigured(scope);
    }

    @Override
    public List<Hold> holds() {
        return holds.all();
    }

    @Override
    public int sweep() {
        return transactions.inOurs("sweeping the outbox", connection -> {
            Instant now = rules.now(connection);
            return sweep.expire(connection, now) + sweep.queueWaiting(connection, holdTable.all(connection), now);
        });
    }
}
