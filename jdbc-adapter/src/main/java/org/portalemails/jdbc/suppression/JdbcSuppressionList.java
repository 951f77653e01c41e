package org.portalemails.jdbc.suppression;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.portalemails.CompanyId;
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
    private final String marked;
    private final String delete;
    private final SuppressedAddresses suppressed;
    private final String newest;

    public JdbcSuppressionList(Transactions transactions, DialectRules rules, TableNames tables) {
        this.transactions = transactions;
        this.rules = rules;
        String table = tables.of(Table.SUPPRESSION);
        this.insert = "INSERT INTO " + table + " (company_id, mailbox_key, reason, since) VALUES (?, ?, ?, "
                + rules.utcNow() + ")" + rules.onDuplicateNothing();
        this.marked = "SELECT 1 FROM " + table + " WHERE " + SuppressedAddresses.COUNTS + " AND mailbox_key = ?";
        this.delete = "DELETE FROM " + table + " WHERE mailbox_key = ?";
        this.suppressed = new SuppressedAddresses(tables);
        this.newest = "SELECT company_id, mailbox_key, reason, since FROM " + table
                + " ORDER BY since DESC, mailbox_key, company_id";
    }

    @Override
    public boolean suppress(EmailAddress address, String reason) {
        return suppress(SuppressedAddresses.ALL, address, reason);
    }

    @Override
    public boolean suppress(CompanyId company, EmailAddress address, String reason) {
        return suppress(company.value(), address, reason);
    }

    private boolean suppress(String company, EmailAddress address, String reason) {
        // Looked up first: some drivers log the key of a duplicate, which is an address here.
        if (isMarked(company, address)) {
            return false;
        }
        return transactions.inOurs("suppressing an address", connection -> {
            try (PreparedStatement statement = connection.prepareStatement(insert)) {
                statement.setString(1, company);
                statement.setString(2, address.mailboxKey());
                statement.setString(3, reason);
                return statement.executeUpdate() > 0;
            } catch (SQLException e) {
                if (rules.isDuplicateKey(e)) {
                    return false;
                }
                throw e;
            }
        });
    }

    private boolean isMarked(String company, EmailAddress address) {
        return transactions.inOurs("looking for a suppression", connection -> {
            try (PreparedStatement query = connection.prepareStatement(marked)) {
                query.setString(1, company);
                query.setString(2, address.mailboxKey());
                try (ResultSet row = query.executeQuery()) {
                    return row.next();
                }
            }
        });
    }

    @Override
    public boolean lift(EmailAddress address) {
        return lift(delete, address, null);
    }

    @Override
    public boolean lift(CompanyId company, EmailAddress address) {
        return lift(delete + " AND company_id = ?", address, company);
    }

    private boolean lift(String sql, EmailAddress address, @Nullable CompanyId company) {
        return transactions.inOurs("lifting a suppression", connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, address.mailboxKey());
                if (company != null) {
                    statement.setString(2, company.value());
                }
                return statement.executeUpdate() > 0;
            }
        });
    }

    @Override
    public Set<EmailAddress> suppressedAmong(CompanyId company, Collection<EmailAddress> addresses) {
        return transactions.inOurs(
                "looking for suppressions", connection -> suppressed.find(connection, company, addresses));
    }

    @Override
    public List<Suppression> newest(int limit) {
        return transactions.inOurs("listing suppressions", connection -> {
            List<Suppression> found = new ArrayList<>();
            try (PreparedStatement query = connection.prepareStatement(newest + rules.limit(limit));
                    ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.add(new Suppression(
                            company(Rows.requiredString(row, 1)),
                            Rows.requiredString(row, 2),
                            Rows.requiredString(row, 3),
                            Rows.requiredInstant(row, 4)));
                }
            }
            return found;
        });
    }

    private static @Nullable CompanyId company(String stored) {
        return stored.equals(SuppressedAddresses.ALL) ? null : new CompanyId(stored);
    }
}
