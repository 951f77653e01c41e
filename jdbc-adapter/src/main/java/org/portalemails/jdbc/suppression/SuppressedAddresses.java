package org.portalemails.jdbc.suppression;

import java.sql.Connection;
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
import org.portalemails.CompanyId;
import org.portalemails.address.EmailAddress;
import org.portalemails.jdbc.TableNames;
import org.portalemails.jdbc.TableNames.Table;
import org.portalemails.jdbc.sql.Rows;

/** Looks addresses up in the table of suppressions, in whatever transaction the caller is. */
public final class SuppressedAddresses {
    /** Stands in the place of a company for all of them. */
    public static final String ALL = "*";

    /** A condition on the table, with a place for the company whose mails are meant. */
    public static final String COUNTS = "company_id IN ('" + ALL + "', ?)";

    private static final int KEYS_PER_QUERY = 500;

    private final String among;

    public SuppressedAddresses(TableNames tables) {
        this.among =
                "SELECT mailbox_key FROM " + tables.of(Table.SUPPRESSION) + " WHERE " + COUNTS + " AND mailbox_key IN ";
    }

    public Set<EmailAddress> find(Connection connection, CompanyId company, Collection<EmailAddress> addresses)
            throws SQLException {
        Map<String, List<EmailAddress>> byKey = new LinkedHashMap<>();
        for (EmailAddress address : addresses) {
            byKey.computeIfAbsent(address.mailboxKey(), key -> new ArrayList<>())
                    .add(address);
        }
        Set<EmailAddress> found = new LinkedHashSet<>();
        List<String> keys = new ArrayList<>(byKey.keySet());
        for (int from = 0; from < keys.size(); from += KEYS_PER_QUERY) {
            List<String> part = keys.subList(from, Math.min(keys.size(), from + KEYS_PER_QUERY));
            try (PreparedStatement query = connection.prepareStatement(among + Rows.placeholders(part.size()))) {
                query.setString(1, company.value());
                Rows.fill(query, 2, part);
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        found.addAll(byKey.getOrDefault(row.getString(1), List.of()));
                    }
                }
            }
        }
        return found;
    }
}
