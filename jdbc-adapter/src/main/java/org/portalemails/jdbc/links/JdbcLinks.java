package org.portalemails.jdbc.links;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.portalemails.jdbc.TableNames;
import org.portalemails.jdbc.TableNames.Table;
import org.portalemails.jdbc.dialect.DialectRules;
import org.portalemails.jdbc.sql.Rows;
import org.portalemails.jdbc.transaction.Purge;
import org.portalemails.jdbc.transaction.Transactions;
import org.portalemails.links.LinkAdministration;
import org.portalemails.links.LinkAnswer;
import org.portalemails.links.LinkFate;
import org.portalemails.links.LinkPurpose;
import org.portalemails.links.LinkRecord;
import org.portalemails.links.LinkState;
import org.portalemails.links.LinkToken;
import org.portalemails.links.OneTimeLinks;

/**
 * Keeps links in a table, by the hashes of their tokens. Every answer begins with one look-up by the primary key, which brings the
 * database's time along; a write follows only where something changes, and is guarded by what the look-up saw.
 *
 * <p>A newer link does not touch the older ones: that there is a newer one is part of the look-up. So issuing is an INSERT, which waits for
 * nobody and makes nobody wait.
 */
public final class JdbcLinks implements OneTimeLinks, LinkAdministration {
    private static final int PURGE_CHUNK = 500;
    private static final int REFERENCES_PER_QUERY = 500;

    private final Transactions transactions;
    private final String count;
    private final String insert;
    private final String find;
    private final String findCommitted;
    private final String open;
    private final String spend;
    private final String revoke;
    private final String newest;
    private final Purge purge;

    public JdbcLinks(Transactions transactions, DialectRules rules, TableNames tables) {
        this.transactions = transactions;
        String table = tables.of(Table.LINK);
        String now = rules.utcNow();
        String same = "n.purpose = l.purpose AND n.reference = l.reference";
        // Links of one transaction may be of one moment: then the number counts, and of two at once the hash.
        String newer = "(SELECT COUNT(*) FROM " + table + " n WHERE " + same
                + " AND (n.issued_at > l.issued_at OR n.issued_at = l.issued_at AND (n.issue_no > l.issue_no"
                + " OR n.issue_no = l.issue_no AND n.token_hash > l.token_hash)))";
        String columns =
                "SELECT l.purpose, l.reference, l.expires_at, l.opened_at, l.used_at, l.used_by, l.revoked_at, ";
        this.count = "SELECT MAX(issue_no) FROM " + table + " WHERE purpose = ? AND reference = ?";
        this.insert = "INSERT INTO " + table + " (token_hash, purpose, reference, issue_no, issued_at, expires_at)"
                + " VALUES (?, ?, ?, ?, " + now + ", ?)";
        this.find = columns + newer + ", " + now + " FROM " + table + " l WHERE l.token_hash = ?";
        this.findCommitted =
                columns + "0, " + now + " FROM " + table + " l WHERE l.token_hash = ?" + rules.readingCommitted();
        this.open = "UPDATE " + table + " SET opened_at = " + now + " WHERE token_hash = ? AND opened_at IS NULL";
        this.spend = "UPDATE " + table + " SET used_at = " + now + ", used_by = ?"
                + " WHERE token_hash = ? AND used_at IS NULL AND revoked_at IS NULL AND expires_at > " + now;
        this.revoke = "UPDATE " + table + " SET revoked_at = " + now
                + " WHERE purpose = ? AND reference = ? AND used_at IS NULL AND revoked_at IS NULL";
        this.newest = columns + "l.issue_no, " + now + ", l.issued_at FROM " + table + " l WHERE " + newer
                + " = 0 AND l.purpose = ? AND l.reference IN ";
        this.purge = new Purge(
                transactions,
                rules,
                "purging links",
                List.of("SELECT l.token_hash FROM " + table + " l WHERE l.issued_at < ? AND l.expires_at < ?"
                        + " AND NOT EXISTS (SELECT 1 FROM " + table + " n WHERE " + same
                        + " AND n.issued_at <= l.issued_at AND n.expires_at > l.expires_at) ORDER BY l.expires_at"
                        + rules.limit(PURGE_CHUNK)),
                List.of("DELETE FROM " + table + " WHERE token_hash IN "));
    }

    /** A row, at one moment of the database's. */
    private record Link(
            String purpose,
            String reference,
            Instant expiresAt,
            @Nullable Instant openedAt,
            @Nullable Instant usedAt,
            @Nullable String usedBy,
            boolean isRevoked,
            int number,
            Instant now) {
        static Link of(ResultSet row) throws SQLException {
            return new Link(
                    Rows.requiredString(row, 1),
                    Rows.requiredString(row, 2),
                    Rows.requiredInstant(row, 3),
                    Rows.instant(row, 4),
                    Rows.instant(row, 5),
                    row.getString(6),
                    Rows.instant(row, 7) != null,
                    row.getInt(8),
                    Rows.requiredInstant(row, 9));
        }

        boolean isOver() {
            return !expiresAt.isAfter(now);
        }

        /** The number says how many are newer. */
        LinkAnswer answer() {
            if (usedAt != null) {
                return answer(LinkState.USED);
            }
            if (isRevoked) {
                return LinkAnswer.unknown();
            }
            if (number > 0) {
                return answer(LinkState.SUPERSEDED);
            }
            return answer(isOver() ? LinkState.EXPIRED : LinkState.VALID);
        }

        private LinkAnswer answer(LinkState state) {
            return new LinkAnswer(state, reference, false);
        }

        /** The answer to a redeem that did not succeed, perhaps because it had before. */
        LinkAnswer answer(@Nullable String asking) {
            boolean again = usedAt != null
                    && asking != null
                    && asking.equals(usedBy)
                    && usedAt.plus(REPEAT_WINDOW).isAfter(now);
            return again ? new LinkAnswer(LinkState.VALID, reference, true) : answer();
        }

        LinkFate fate() {
            if (usedAt != null) {
                return LinkFate.USED;
            }
            if (isRevoked) {
                return LinkFate.REVOKED;
            }
            if (isOver()) {
                return LinkFate.EXPIRED;
            }
            return openedAt == null ? LinkFate.SENT : LinkFate.OPENED;
        }
    }

    @Override
    public LinkToken issue(LinkPurpose purpose, String reference, Instant expiresAt) {
        OneTimeLinks.requireReference(reference);
        LinkToken token = LinkToken.random();
        transactions.inHostsTransaction("issuing a link", connection -> {
            int number = 1 + issuedSoFar(connection, purpose, reference);
            try (PreparedStatement statement = connection.prepareStatement(insert)) {
                statement.setString(1, token.hash());
                statement.setString(2, purpose.code());
                statement.setString(3, reference);
                statement.setInt(4, number);
                Rows.set(statement, 5, expiresAt);
                return statement.executeUpdate();
            }
        });
        return token;
    }

    private int issuedSoFar(Connection connection, LinkPurpose purpose, String reference) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(count)) {
            query.setString(1, purpose.code());
            query.setString(2, reference);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getInt(1) : 0;
            }
        }
    }

    @Override
    public LinkAnswer inspect(LinkPurpose purpose, LinkToken token) {
        return transactions.inHosts("inspecting a link", connection -> {
            Link link = find(connection, find, purpose, token);
            if (link == null) {
                return LinkAnswer.unknown();
            }
            LinkAnswer answer = link.answer();
            if (answer.isValid() && link.openedAt() == null) {
                try (PreparedStatement update = connection.prepareStatement(open)) {
                    update.setString(1, token.hash());
                    update.executeUpdate();
                }
            }
            return answer;
        });
    }

    @Override
    public LinkAnswer redeem(LinkPurpose purpose, LinkToken token, String browser) {
        String asking = LinkToken.browserHash(browser);
        return transactions.inHostsTransaction("redeeming a link", connection -> {
            Link link = find(connection, find, purpose, token);
            if (link == null) {
                return LinkAnswer.unknown();
            }
            LinkAnswer answer = link.answer(asking);
            if (!answer.isValid() || answer.repeated() || spend(connection, token, asking)) {
                return answer;
            }
            // Somebody was faster, which a snapshot of the host's transaction does not show.
            Link taken = find(connection, findCommitted, purpose, token);
            return taken == null ? LinkAnswer.unknown() : taken.answer(asking);
        });
    }

    private static @Nullable Link find(Connection connection, String sql, LinkPurpose purpose, LinkToken token)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, token.hash());
            try (ResultSet row = query.executeQuery()) {
                Link link = row.next() ? Link.of(row) : null;
                return link == null || !link.purpose().equals(purpose.code()) ? null : link;
            }
        }
    }

    private boolean spend(Connection connection, LinkToken token, @Nullable String asking) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(spend)) {
            Rows.set(update, 1, asking);
            update.setString(2, token.hash());
            return update.executeUpdate() > 0;
        }
    }

    @Override
    public int revoke(LinkPurpose purpose, String reference) {
        return transactions.inHostsTransaction("revoking links", connection -> {
            try (PreparedStatement update = connection.prepareStatement(revoke)) {
                update.setString(1, purpose.code());
                update.setString(2, reference);
                return update.executeUpdate();
            }
        });
    }

    @Override
    public Map<String, LinkRecord> newest(LinkPurpose purpose, Collection<String> references) {
        Map<String, LinkRecord> found = new HashMap<>();
        List<String> all = new ArrayList<>(references);
        for (int from = 0; from < all.size(); from += REFERENCES_PER_QUERY) {
            List<String> some = all.subList(from, Math.min(all.size(), from + REFERENCES_PER_QUERY));
            transactions.inOurs("reading what became of links", connection -> newest(connection, purpose, some, found));
        }
        return found;
    }

    private int newest(
            Connection connection, LinkPurpose purpose, List<String> references, Map<String, LinkRecord> found)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(newest + Rows.placeholders(references.size()))) {
            query.setString(1, purpose.code());
            Rows.fill(query, 2, references);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    Link link = Link.of(row);
                    found.put(
                            link.reference(),
                            new LinkRecord(
                                    link.reference(),
                                    link.fate(),
                                    link.number(),
                                    Rows.requiredInstant(row, 10),
                                    link.expiresAt(),
                                    link.openedAt(),
                                    link.usedAt()));
                }
            }
        }
        return found.size();
    }

    @Override
    public int purge(Duration expiredLongerAgoThan) {
        return purge.run(expiredLongerAgoThan);
    }
}
