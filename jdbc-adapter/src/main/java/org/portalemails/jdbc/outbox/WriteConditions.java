package org.portalemails.jdbc.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.portalemails.CompanyId;
import org.portalemails.address.EmailAddress;
import org.portalemails.jdbc.TableNames;
import org.portalemails.jdbc.TableNames.Table;
import org.portalemails.jdbc.dialect.DialectRules;
import org.portalemails.jdbc.settings.ReadDocuments;
import org.portalemails.jdbc.suppression.SuppressedAddresses;
import org.portalemails.outbox.spi.AppendCondition;
import org.portalemails.settings.SettingsOwner;

/** Conditions of an announcement as a WHERE clause: no address is suppressed, and settings are in force that were read before. */
final class WriteConditions {
    private final ReadDocuments documents;
    private final String always;
    private final String unlessSuppressed;
    private final String ifInForce;

    WriteConditions(DialectRules rules, TableNames tables, ReadDocuments documents) {
        this.documents = documents;
        this.always = rules.selecting("1");
        this.unlessSuppressed = "NOT EXISTS (SELECT 1 FROM " + tables.of(Table.SUPPRESSION) + " WHERE "
                + SuppressedAddresses.COUNTS + " AND mailbox_key = ?)";
        // Without settings the hash is empty.
        this.ifInForce = "COALESCE((SELECT document_hash FROM " + tables.of(Table.SETTINGS)
                + " WHERE owner_key = ? ORDER BY version DESC" + rules.limit(1) + "), '') = ?";
    }

    /** Empty if a mark is not from the memory that this database reads settings with. */
    Optional<HashCondition> read(AppendCondition condition) {
        Map<String, String> hashes = new LinkedHashMap<>();
        for (Map.Entry<SettingsOwner, String> mark : condition.settings().entrySet()) {
            String hash = documents.hashIn(mark.getValue());
            if (hash == null) {
                return Optional.empty();
            }
            hashes.put(mark.getKey().key(), hash);
        }
        List<String> mailboxes =
                condition.notSuppressed().stream().map(EmailAddress::mailboxKey).toList();
        return Optional.of(new HashCondition(condition.company(), mailboxes, hashes));
    }

    /** A condition whose marks are hashes. */
    final class HashCondition {
        private final CompanyId company;
        private final List<String> mailboxes;
        private final Map<String, String> hashesByOwner;

        private HashCondition(CompanyId company, List<String> mailboxes, Map<String, String> hashesByOwner) {
            this.company = company;
            this.mailboxes = mailboxes;
            this.hashesByOwner = hashesByOwner;
        }

        String where() {
            List<String> parts = new ArrayList<>();
            mailboxes.forEach(mailbox -> parts.add(unlessSuppressed));
            hashesByOwner.forEach((owner, hash) -> parts.add(ifInForce));
            return parts.isEmpty() ? "" : " WHERE " + String.join(" AND ", parts);
        }

        void bind(PreparedStatement statement, int first) throws SQLException {
            int index = first;
            for (String mailbox : mailboxes) {
                statement.setString(index++, company.value());
                statement.setString(index++, mailbox);
            }
            for (Map.Entry<String, String> hash : hashesByOwner.entrySet()) {
                statement.setString(index++, hash.getKey());
                statement.setString(index++, hash.getValue());
            }
        }

        /** As the transaction on a connection sees it. */
        boolean isMet(Connection connection) throws SQLException {
            try (PreparedStatement query = connection.prepareStatement(always + where())) {
                bind(query, 1);
                try (ResultSet row = query.executeQuery()) {
                    return row.next();
                }
            }
        }
    }
}
