package org.portalemails.jdbc.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.portalemails.jdbc.TableNames;
import org.portalemails.jdbc.TableNames.Table;
import org.portalemails.jdbc.dialect.DialectRules;
import org.portalemails.jdbc.dialect.SentMail;
import org.portalemails.jdbc.dialect.SentMailWriter;
import org.portalemails.jdbc.outbox.Candidates.Candidate;
import org.portalemails.jdbc.sql.Codes;
import org.portalemails.jdbc.sql.Rows;
import org.portalemails.jdbc.transaction.Transactions;
import org.portalemails.outbox.AttemptFacts;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.spi.ClaimedMail;
import org.portalemails.outbox.spi.Disposition;
import org.portalemails.outbox.spi.Settlement;

/** Statements that write outcomes down: two batches in one transaction, each row guarded by the fence of its claim. */
final class Settlements {
    private final String finish;
    private final String finishWithCopy;
    private final String putBack;
    private final String insertAttempt;
    private final String updateLate;
    private final DialectRules rules;
    /** Where one statement is enough for the ordinary case: sent, at an attempt that counts. */
    private final @Nullable SentMailWriter sentMails;

    Settlements(DialectRules rules, TableNames tables) {
        this.rules = rules;
        this.sentMails = rules.sentMailWriter(tables);
        String outbox = tables.of(Table.OUTBOX);
        String guard = " WHERE id = ? AND fence = ? AND state = " + Codes.literal(EntryState.SENDING);
        this.finish = "UPDATE " + outbox + " SET state = ?, reason = ?, lane = NULL, due_at = NULL, payload = NULL,"
                + " claimed_by = NULL, finished_at = ?, fence = fence + 1" + guard;
        this.finishWithCopy = "UPDATE " + outbox + " SET state = " + Codes.literal(EntryState.SENT)
                + ", reason = NULL, lane = " + Lanes.SENT_WITH_COPY + ", due_at = ?, payload = ?, claimed_by = NULL,"
                + " finished_at = ?, fence = fence + 1" + guard;
        this.putBack = "UPDATE " + outbox + " SET state = ?, reason = ?, lane = ?, due_at = ?, claimed_by = NULL,"
                + " finished_at = ?, attempts = attempts - ?, duplicates = duplicates + ?, transport = COALESCE(?, transport),"
                + " fence = fence + 1" + guard;
        String attempt = tables.of(Table.ATTEMPT);
        this.insertAttempt =
                "INSERT INTO " + attempt + " (ended_at, duration_ms, outcome, phase, reply_code, enhanced_code,"
                        + " reply_text, late, transport, mail_id, fence, attempt_no, node)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        this.updateLate =
                "UPDATE " + attempt + " SET ended_at = ?, duration_ms = ?, outcome = ?, phase = ?, reply_code = ?,"
                        + " enhanced_code = ?, reply_text = ?, late = ?, transport = ? WHERE mail_id = ? AND fence = ?";
    }

    private static boolean isOrdinary(Settlement settlement) {
        return settlement.disposition() instanceof Disposition.Sent sent
                && sent.copy() == null
                && settlement.attempt() != null;
    }

    /** Writes all of them: by one statement if that is enough, else in one transaction. */
    List<Boolean> write(Transactions transactions, List<Settlement> settlements) {
        SentMailWriter writer = sentMails;
        if (writer != null && settlements.stream().allMatch(Settlements::isOrdinary)) {
            return writeSent(transactions, writer, settlements);
        }
        return transactions.inOurs("settling mails", connection -> write(connection, settlements));
    }

    /** What came too late is put on record afterwards, and changes nothing else. */
    private List<Boolean> writeSent(Transactions transactions, SentMailWriter writer, List<Settlement> settlements) {
        List<Integer> all = IntStream.range(0, settlements.size()).boxed().toList();
        List<Boolean> counted = new ArrayList<>(Collections.nCopies(settlements.size(), false));
        List<Integer> late = transactions.oneStatement(
                "settling mails", connection -> writeSent(connection, writer, settlements, all, counted));
        if (!late.isEmpty()) {
            transactions.inOurs("recording late mails", connection -> {
                recordAttempts(connection, settlements, late, counted, rules.now(connection));
                return late;
            });
        }
        return counted;
    }

    /** Marks what counted, and returns what did not: its lease passed to somebody else. */
    private static List<Integer> writeSent(
            Connection connection,
            SentMailWriter writer,
            List<Settlement> settlements,
            List<Integer> which,
            List<Boolean> counted)
            throws SQLException {
        List<Integer> order = inOrderOfIds(settlements, which);
        List<SentMail> mails = new ArrayList<>(order.size());
        for (int i : order) {
            Settlement settlement = settlements.get(i);
            mails.add(new SentMail(settlement.claim(), Objects.requireNonNull(settlement.attempt())));
        }
        Set<String> changed = writer.write(connection, mails);
        List<Integer> late = new ArrayList<>();
        for (int i : order) {
            if (changed.remove(settlements.get(i).claim().id().value())) {
                counted.set(i, true);
            } else {
                late.add(i);
            }
        }
        return late;
    }

    /** Whoever writes: no two transactions wait for each other. */
    private static List<Integer> inOrderOfIds(List<Settlement> settlements, List<Integer> which) {
        List<Integer> order = new ArrayList<>(which);
        order.sort(Comparator.comparing(i -> settlements.get(i).claim().id().value()));
        return order;
    }

    private List<Boolean> write(Connection connection, List<Settlement> settlements) throws SQLException {
        List<Boolean> counted = new ArrayList<>(Collections.nCopies(settlements.size(), false));
        List<Integer> rest = new ArrayList<>();
        List<Integer> sent = new ArrayList<>();
        SentMailWriter writer = sentMails;
        for (int i = 0; i < settlements.size(); i++) {
            boolean simple = writer != null && isOrdinary(settlements.get(i));
            (simple ? sent : rest).add(i);
        }
        if (writer != null && !sent.isEmpty()) {
            rest.addAll(writeSent(connection, writer, settlements, sent, counted));
        }
        if (!rest.isEmpty()) {
            write(connection, settlements, rest, counted, rules.now(connection));
        }
        return counted;
    }

    private void write(
            Connection connection,
            List<Settlement> settlements,
            List<Integer> which,
            List<Boolean> counted,
            Instant now)
            throws SQLException {
        List<Integer> order = inOrderOfIds(settlements, which);
        List<Integer> finished = new ArrayList<>();
        List<Integer> finishedWithCopy = new ArrayList<>();
        List<Integer> back = new ArrayList<>();
        for (int i : order) {
            Disposition disposition = settlements.get(i).disposition();
            boolean copied = disposition instanceof Disposition.Sent sent && sent.copy() != null;
            (copied ? finishedWithCopy : isFinish(disposition) ? finished : back).add(i);
        }
        batch(connection, finish, finished, counted, (statement, i) -> bindFinish(statement, settlements.get(i), now));
        batch(
                connection,
                finishWithCopy,
                finishedWithCopy,
                counted,
                (statement, i) -> bindFinishWithCopy(statement, settlements.get(i), now));
        batch(connection, putBack, back, counted, (statement, i) -> bindPutBack(statement, settlements.get(i), now));
        recordAttempts(connection, settlements, order, counted, now);
    }

    private static boolean isFinish(Disposition disposition) {
        return disposition instanceof Disposition.Sent
                || disposition instanceof Disposition.End end && end.state().isFinal();
    }

    private interface Binding {
        void bind(PreparedStatement statement, int index) throws SQLException;
    }

    private static void batch(
            Connection connection, String sql, List<Integer> indexes, List<Boolean> counted, Binding binding)
            throws SQLException {
        if (indexes.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i : indexes) {
                binding.bind(statement, i);
                statement.addBatch();
            }
            int[] counts = statement.executeBatch();
            for (int n = 0; n < counts.length; n++) {
                counted.set(indexes.get(n), Rows.changed(counts[n]));
            }
        }
    }

    private static void bindFinish(PreparedStatement statement, Settlement settlement, Instant now)
            throws SQLException {
        if (settlement.disposition() instanceof Disposition.End end) {
            statement.setString(1, end.state().code());
            statement.setString(2, end.reason().code());
        } else {
            statement.setString(1, EntryState.SENT.code());
            Rows.set(statement, 2, (String) null);
        }
        Rows.set(statement, 3, now);
        statement.setString(4, settlement.claim().id().value());
        statement.setLong(5, settlement.claim().fence());
    }

    private static void bindFinishWithCopy(PreparedStatement statement, Settlement settlement, Instant now)
            throws SQLException {
        Disposition.Sent sent = (Disposition.Sent) settlement.disposition();
        Rows.set(statement, 1, now.plus(sent.keptFor()));
        statement.setBytes(2, Objects.requireNonNull(sent.copy()).toBytes());
        Rows.set(statement, 3, now);
        statement.setString(4, settlement.claim().id().value());
        statement.setLong(5, settlement.claim().fence());
    }

    private static void bindPutBack(PreparedStatement statement, Settlement settlement, Instant now)
            throws SQLException {
        ClaimedMail claim = settlement.claim();
        int line = claim.losses() >= Lanes.LOSSES_BEFORE_ALONE ? Lanes.ALONE : Lanes.of(claim.expiresAt());
        EntryState state = EntryState.QUEUED;
        String reason;
        @Nullable Integer lane = line;
        @Nullable Instant due = now;
        @Nullable Instant finishedAt = null;
        boolean spent = true;
        boolean maybeDelivered = false;
        String boundTo = null;
        if (settlement.disposition() instanceof Disposition.Again again) {
            reason = again.reason().code();
            due = now.plus(again.after());
            spent = again.spent();
            maybeDelivered = again.maybeDelivered();
            boundTo = again.boundTo();
        } else if (settlement.disposition() instanceof Disposition.Wait wait) {
            state = EntryState.WAITING;
            reason = wait.reason().code();
            lane = Lanes.WAITING;
            spent = false;
        } else {
            Disposition.End end = (Disposition.End) settlement.disposition();
            state = end.state();
            reason = end.reason().code();
            lane = claim.expiresAt() == null ? null : Lanes.DEAD_WITH_SECRET;
            due = claim.expiresAt();
            finishedAt = now;
        }
        statement.setString(1, state.code());
        statement.setString(2, reason);
        statement.setObject(3, lane, java.sql.Types.SMALLINT);
        Rows.set(statement, 4, due);
        Rows.set(statement, 5, finishedAt);
        statement.setInt(6, spent ? 0 : 1);
        statement.setInt(7, maybeDelivered ? 1 : 0);
        Rows.set(statement, 8, boundTo);
        statement.setString(9, claim.id().value());
        statement.setLong(10, claim.fence());
    }

    private void recordAttempts(
            Connection connection,
            List<Settlement> settlements,
            List<Integer> which,
            List<Boolean> counted,
            Instant now)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(insertAttempt)) {
            boolean any = false;
            for (int i : which) {
                Settlement settlement = settlements.get(i);
                AttemptFacts facts = settlement.attempt();
                if (facts == null) {
                    continue;
                }
                if (counted.get(i) || !updateLate(connection, settlement, facts, now)) {
                    bindFacts(insert, facts, now, !counted.get(i));
                    ClaimedMail claim = settlement.claim();
                    bindAttempt(insert, claim.id().value(), claim.fence(), claim.attempt(), facts.node());
                    insert.addBatch();
                    any = true;
                }
            }
            if (any) {
                insert.executeBatch();
            }
        }
    }

    /** An attempt that was taken for lost, and ended after all. */
    private boolean updateLate(Connection connection, Settlement settlement, AttemptFacts facts, Instant now)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(updateLate)) {
            bindFacts(update, facts, now, true);
            update.setString(10, settlement.claim().id().value());
            update.setLong(11, settlement.claim().fence());
            return update.executeUpdate() > 0;
        }
    }

    /**
     * Writes down that the dispatchers that held these mails died. What stands there already, as after a table was restored alone, fails
     * no claim.
     */
    void recordLost(Connection connection, List<Candidate> taken, Instant now) throws SQLException {
        List<Candidate> lost = taken.stream().filter(Candidate::lost).toList();
        if (lost.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(insertAttempt + rules.onDuplicateNothing())) {
            for (Candidate one : lost) {
                String node = one.claimedBy() == null ? "?" : one.claimedBy();
                AttemptFacts facts =
                        new AttemptFacts(node, AttemptFacts.LOST, null, 0, null, null, java.time.Duration.ZERO);
                bindFacts(insert, facts, now, false);
                bindAttempt(insert, one.id().value(), one.fence(), one.attempts(), node);
                insertUnlessThere(insert);
            }
        }
    }

    private void insertUnlessThere(PreparedStatement insert) throws SQLException {
        try {
            insert.executeUpdate();
        } catch (SQLException e) {
            // A duplicate undid this statement and nothing else.
            if (!rules.isDuplicateKey(e)) {
                throw e;
            }
        }
    }

    private static void bindFacts(PreparedStatement statement, AttemptFacts facts, Instant now, boolean late)
            throws SQLException {
        Rows.set(statement, 1, now);
        statement.setLong(2, facts.duration().toMillis());
        statement.setString(3, facts.outcome());
        Rows.set(statement, 4, facts.phase());
        statement.setInt(5, facts.replyCode());
        Rows.set(statement, 6, facts.enhancedCode());
        Rows.set(statement, 7, facts.text());
        statement.setInt(8, late ? 1 : 0);
        Rows.set(statement, 9, facts.transport());
    }

    private static void bindAttempt(PreparedStatement statement, String mail, long fence, int attempt, String node)
            throws SQLException {
        statement.setString(10, mail);
        statement.setLong(11, fence);
        statement.setInt(12, attempt);
        statement.setString(13, node);
    }
}
