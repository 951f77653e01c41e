package org.portalemails.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.portalemails.jdbc.TableNames.Table;
import org.portalemails.outbox.SuppressionList;
import org.portalemails.settings.EmailAddress;

/** Keeps suppressed addresses in a table. */
public final class JdbcSuppressionList implements SuppressionList {
    private static final int KEYS_PER_QUERY = 500;

    private final Transactions transactions;
    private final DialectRules rules;
    private final String insert;
    private final String delete;
    private final String among;
    private final String newest;

    JdbcSuppressionList(Transactions transactions, DialectRules rules, TableNames tables) {
        this.transactions = transactions;
        this.rules = rules;
        String table = tables.of(Table.SUPPRESSION);
        this.insert = "INSERT INTO " + table + " (mailbox_key, reason, since) VALUES (?, ?, " + rules.utcNow() + ")"
                + rules.onDuplicateNothing();
        this.delete = "DELETE FROM " + table + " WHERE mailbox_key = ?";
        this.among = "SELECT mailbox_key FROM " + table + " WHERE mailbox_key IN ";
        this.newest = "SELECT mailbox_key, reason, since FROM " + table + " ORDER BY since DESC, mailbox_key";
    }

    @Override
    public boolean suppress(EmailAddress address, String reason) {
        // Looked up first: some drivers log the key of a duplicate, which is an address here.
        if (!suppressedAmong(List.of(address)).isEmpty()) {
            return false;
        }
        return transactions.inOurs("suppressing an address", connection -> {
            try (PreparedStatement statement = connection.prepareStatement(insert)) {
                statement.setString(1, address.mailboxKey());
                statement.setString(2, reason);
                return statement.executeUpdate() > 0;
            } catch (SQLException e) {
                if (rules.isDuplicateKey(e)) {
                    return false;
                }
                throw e;
            }
        });
    }

    @Override
    public boolean lift(EmailAddress address) {
        return transactions.inOurs("lifting a suppression", connection -> {
            try (PreparedStatement statement = connection.prepareStatement(delete)) {
                statement.setString(1, address.mailboxKey());
                return statement.executeUpdate() > 0;
            }
        });
    }

    @Override
    public Set<EmailAddress> suppressedAmong(Collection<EmailAddress> addresses) {
        Map<String, EmailAddress> byKey = new LinkedHashMap<>();
        addresses.forEach(address -> byKey.put(address.mailboxKey(), address));
        return transactions.inOurs("looking for suppressions", connection -> {
            Set<EmailAddress> found = new LinkedHashSet<>();
            List<String> keys = new ArrayList<>(byKey.keySet());
            for (int from = 0; from < keys.size(); from += KEYS_PER_QUERY) {
                List<String> part = keys.subList(from, Math.min(keys.size(), from + KEYS_PER_QUERY));
                try (PreparedStatement query = connection.prepareStatement(among + Rows.placeholders(part.size()))) {
                    Rows.fill(query, 1, part);
                    try (ResultSet row = query.executeQuery()) {
                        while (row.next()) {
                            EmailAddress address = byKey.get(row.getString(1));
                            if (address != null) {
                                found.add(address);
                            }
                        }
                    }
                }
            }
            return found;
        });
    }

    @Override
    public List<Suppression> newest(int limit) {
        return transactions.inOurs("listing suppressions", connection -> {
            List<Suppression> found = new ArrayList<>();
            try (PreparedStatement query = connection.prepareStatement(newest + rules.limit(limit));
                    ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.add(new Suppression(
                            Rows.requiredString(row, 1), Rows.requiredString(row, 2), Rows.requiredInstant(row, 3)));
                }
            }
            return found;
        });
    }
}
