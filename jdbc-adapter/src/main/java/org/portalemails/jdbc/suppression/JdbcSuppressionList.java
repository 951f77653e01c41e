package org.portalemails.jdbc.suppression;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.portalemails.address.EmailAddress;
import org.portalemails.jdbc.TableNames;
import org.portalemails.jdbc.TableNames.Table;
import org.portalemails.jdbc.dialect.DialectRules;
import org.portalemails.jdbc.sql.Rows;
import org.portalemails.jdbc.transaction.Transactions;
import org.portalemails.outbox.SuppressionList;

/** Keeps suppressed addresses in a table. */
public final class JdbcSuppressionList implements SuppressionList {
    private final Transactions transactions;
    private final DialectRules rules;
    private final String insert;
    private final String delete;
    private final SuppressedAddresses suppressed;
    private final String newest;

    public JdbcSuppressionList(Transactions transactions, DialectRules rules, TableNames tables) {
        this.transactions = transactions;
        this.rules = rules;
        String table = tables.of(Table.SUPPRESSION);
        this.insert = "INSERT INTO " + table + " (mailbox_key, reason, since) VALUES (?, ?, " + rules.utcNow() + ")"
                + rules.onDuplicateNothing();
        this.delete = "DELETE FROM " + table + " WHERE mailbox_key = ?";
        this.suppressed = new SuppressedAddresses(tables);
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
        return transactions.inOurs("looking for suppressions", connection -> suppressed.find(connection, addresses));
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
