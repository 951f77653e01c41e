package org.portalemails.jdbc.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.portalemails.jdbc.TableNames;
import org.portalemails.jdbc.TableNames.Table;
import org.portalemails.jdbc.dialect.DialectRules;
import org.portalemails.jdbc.outbox.Candidates.Candidate;
import org.portalemails.jdbc.sql.Codes;
import org.portalemails.jdbc.sql.Rows;
import org.portalemails.outbox.EntryReason;
import org.portalemails.outbox.EntryState;

/** What a claim finds out about its mails: which are replaced by a newer one. */
final class ClaimFindings {
    private final String byKey;
    private final String cancelOlder;

    ClaimFindings(TableNames tables) {
        String outbox = tables.of(Table.OUTBOX);
        this.byKey = "SELECT supersede_key, id, created_at FROM " + outbox + " WHERE supersede_key IN ";
        this.cancelOlder = "UPDATE " + outbox + " SET state = " + Codes.literal(EntryState.CANCELLED) + ", reason = "
                + Codes.literal(EntryReason.SUPERSEDED)
                + ", lane = NULL, due_at = NULL,"
                + " payload = NULL, finished_at = ?, fence = fence + 1 WHERE supersede_key = ? AND state IN "
                + Codes.list(EntryState.QUEUED, EntryState.WAITING)
                + " AND (created_at < ? OR created_at = ? AND id < ?)";
    }

    /** The newest mail with a key. */
    record Newest(String key, String id, Instant createdAt) {
        boolean isOlderThan(String otherId, Instant otherCreatedAt) {
            int order = createdAt.compareTo(otherCreatedAt);
            return order < 0 || order == 0 && id.compareTo(otherId) < 0;
        }
    }

    /** The ids that are replaced, and what replaces others that may still be queued. */
    record Found(Set<String> superseded, List<Newest> replacing) {}

    Found about(Connection connection, List<Candidate> taken) throws SQLException {
        Set<String> keys = new LinkedHashSet<>();
        for (Candidate one : taken) {
            if (one.supersedes() != null) {
                keys.add(one.supersedes());
            }
        }
        Set<String> superseded = new HashSet<>();
        List<Newest> replacing = new ArrayList<>();
        if (!keys.isEmpty()) {
            Map<String, Newest> newest = new HashMap<>();
            Set<String> several = newest(connection, keys, newest);
            for (Candidate one : taken) {
                Newest last = one.supersedes() == null ? null : newest.get(one.supersedes());
                if (last != null && !last.id().equals(one.id().value())) {
                    superseded.add(one.id().value());
                }
            }
            several.forEach(key -> replacing.add(newest.get(key)));
        }
        return new Found(superseded, replacing);
    }

    /** Fills {@code newest} and returns the keys of which there are several mails. */
    private Set<String> newest(Connection connection, Set<String> keys, Map<String, Newest> newest)
            throws SQLException {
        Set<String> several = new LinkedHashSet<>();
        try (PreparedStatement query = connection.prepareStatement(byKey + Rows.placeholders(keys.size()))) {
            Rows.fill(query, 1, keys);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    String key = Rows.requiredString(row, 1);
                    String id = Rows.requiredString(row, 2);
                    Instant createdAt = Rows.requiredInstant(row, 3);
                    Newest last = newest.get(key);
                    if (last != null) {
                        several.add(key);
                    }
                    if (last == null || last.isOlderThan(id, createdAt)) {
                        newest.put(key, new Newest(key, id, createdAt));
                    }
                }
            }
        }
        return several;
    }

    int cancelOlder(Connection connection, DialectRules rules, Newest newest) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(cancelOlder)) {
            Rows.set(update, 1, rules.now(connection));
            update.setString(2, newest.key());
            Rows.set(update, 3, newest.createdAt());
            Rows.set(update, 4, newest.createdAt());
            update.setString(5, newest.id());
            return update.executeUpdate();
        }
    }
}
