package org.portalemails.jdbc.links;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.portalemails.jdbc.TableNames;
import org.portalemails.jdbc.TableNames.Table;
import org.portalemails.jdbc.dialect.DialectRules;
import org.portalemails.jdbc.sql.Rows;
import org.portalemails.jdbc.transaction.Purge;
import org.portalemails.jdbc.transaction.Transactions;
import org.portalemails.links.LinkAdministration;
import org.portalemails.links.LinkPurpose;
import org.portalemails.links.LinkRecord;

/** What became of links, and their end, in short transactions of ours. */
public final class JdbcLinkAdministration implements LinkAdministration {
    private static final int REFERENCES_PER_QUERY = 500;

    private final Transactions transactions;
    private final String newest;
    private final Purge purge;

    public JdbcLinkAdministration(Transactions transactions, DialectRules rules, TableNames tables) {
        this.transactions = transactions;
        String table = tables.of(Table.LINK);
        this.newest = LinkRow.query("l.issue_no", rules, ", l.issued_at") + " FROM " + table + " l WHERE "
                + LinkRow.newer(table) + " = 0 AND l.purpose = ? AND l.reference IN ";
        this.purge = new Purge(
                transactions,
                rules,
                "purging links",
                List.of("SELECT l.token_hash FROM " + table + " l WHERE l.issued_at < ? AND l.expires_at < ?"
                        + " AND NOT EXISTS (SELECT 1 FROM " + table + " n WHERE " + LinkRow.SAME
                        + " AND n.issued_at <= l.issued_at AND n.expires_at > l.expires_at) ORDER BY l.expires_at"),
                List.of("DELETE FROM " + table + " WHERE token_hash IN "));
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
                    LinkRow link = LinkRow.of(row);
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
