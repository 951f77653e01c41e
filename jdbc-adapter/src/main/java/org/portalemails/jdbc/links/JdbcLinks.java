package org.portalemails.jdbc.links;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.portalemails.jdbc.TableNames;
import org.portalemails.jdbc.TableNames.Table;
import org.portalemails.jdbc.dialect.DialectRules;
import org.portalemails.jdbc.sql.Rows;
import org.portalemails.jdbc.transaction.Transactions;
import org.portalemails.links.LinkAnswer;
import org.portalemails.links.LinkPurpose;
import org.portalemails.links.LinkToken;
import org.portalemails.links.OneTimeLinks;

/**
 * Keeps links in a table, by the hashes of their tokens. Every answer begins with one look-up by the primary key, which brings the
 * database's time along, and a row also where there is none; a write follows only where something changes, and is guarded by what the look-up saw.
 *
 * <p>A newer link does not touch the older ones: that there is a newer one is part of the look-up. So issuing is an INSERT, which waits for
 * nobody and makes nobody wait.
 */
public final class JdbcLinks implements OneTimeLinks {
    private final Transactions transactions;
    private final String count;
    private final String insert;
    private final String find;
    private final String findCommitted;
    private final String open;
    private final String spend;
    private final String revoke;

    public JdbcLinks(Transactions transactions, DialectRules rules, TableNames tables) {
        this.transactions = transactions;
        String table = tables.of(Table.LINK);
        String now = rules.utcNow();
        this.count = "SELECT MAX(issue_no) FROM " + table + " WHERE purpose = ? AND reference = ?";
        this.insert = "INSERT INTO " + table + " (token_hash, purpose, reference, issue_no, issued_at, expires_at)"
                + " VALUES (?, ?, ?, ?, " + now + ", ?)";
        this.find = LinkRow.query(LinkRow.newer(table), rules, "") + " FROM " + rules.oneRow() + " LEFT JOIN " + table
                + " l ON l.token_hash = ?";
        this.findCommitted = LinkRow.query("0", rules, "") + " FROM " + table + " l WHERE l.token_hash = ?"
                + rules.readingCommitted();
        this.open = "UPDATE " + table + " SET opened_at = " + now + " WHERE token_hash = ? AND opened_at IS NULL";
        this.spend = "UPDATE " + table + " SET used_at = " + now + ", used_by = ?"
                + " WHERE token_hash = ? AND used_at IS NULL AND revoked_at IS NULL AND expires_at > " + now;
        this.revoke = "UPDATE " + table + " SET revoked_at = " + now
                + " WHERE purpose = ? AND reference = ? AND used_at IS NULL AND revoked_at IS NULL";
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
            LinkRow link = find(connection, find, purpose, token);
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
            LinkRow link = find(connection, find, purpose, token);
            if (link == null) {
                return LinkAnswer.unknown();
            }
            LinkAnswer answer = link.answer(asking);
            if (!answer.isValid() || answer.repeated() || spend(connection, token, asking)) {
                return answer;
            }
            // Somebody was faster, which a snapshot of the host's transaction does not show.
            LinkRow taken = find(connection, findCommitted, purpose, token);
            return taken == null ? LinkAnswer.unknown() : taken.answer(asking);
        });
    }

    private static @Nullable LinkRow find(Connection connection, String sql, LinkPurpose purpose, LinkToken token)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, token.hash());
            try (ResultSet row = query.executeQuery()) {
                LinkRow link = row.next() ? LinkRow.of(row) : null;
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
}
