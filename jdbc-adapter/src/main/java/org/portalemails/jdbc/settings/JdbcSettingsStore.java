package org.portalemails.jdbc.settings;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.portalemails.jdbc.TableNames;
import org.portalemails.jdbc.TableNames.Table;
import org.portalemails.jdbc.dialect.DialectRules;
import org.portalemails.jdbc.sql.Rows;
import org.portalemails.jdbc.sql.StoredRow;
import org.portalemails.jdbc.sql.UnexpectedAnswerException;
import org.portalemails.jdbc.transaction.Transactions;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.RememberedSettings;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.SettingsStore;
import org.portalemails.settings.StaleSettingsException;
import org.portalemails.settings.StoredSettings;
import org.portalemails.settings.file.SettingsDocument;

/**
 * Keeps settings as documents, one row for each version: nothing is ever overwritten, and of two saves on top of the same version
 * the primary key lets one through. A save is one INSERT, atomic also with autocommit on.
 *
 * <p>Looking costs one statement, for any few owners together: which version is the newest in the caller's transaction, and the
 * hash of its document. The document itself is read only if no document with this hash was read before.
 */
public final class JdbcSettingsStore implements SettingsStore {
    private static final int OWNERS_PER_QUERY = 16;

    private final Transactions transactions;
    private final TableNames tables;
    private final DialectRules rules;
    private final ReadDocuments documents;
    private final String newestWithDocument;
    private final String newest;
    private final String oneVersion;
    private final String newestVersion;
    private final String insert;
    private final String owners;

    public JdbcSettingsStore(
            Transactions transactions, DialectRules rules, TableNames tables, ReadDocuments documents) {
        this.transactions = transactions;
        this.tables = tables;
        this.rules = rules;
        this.documents = documents;
        String table = tables.of(Table.SETTINGS);
        String ofOwner = " FROM " + table + " WHERE owner_key = ?";
        this.newestWithDocument = "SELECT version, document, saved_at, saved_by" + ofOwner + " ORDER BY version DESC";
        // A table in brackets: not every database takes ORDER BY in a part of a UNION.
        this.newest = "SELECT * FROM (SELECT owner_key, version, document_hash, saved_at, saved_by" + ofOwner
                + " ORDER BY version DESC" + rules.limit(1) + ") s";
        this.oneVersion = "SELECT version, document, saved_at, saved_by" + ofOwner + " AND version = ?";
        this.newestVersion = "SELECT MAX(version)" + ofOwner;
        this.insert = "INSERT INTO " + table
                + " (owner_key, version, document, document_hash, saved_at, saved_by) VALUES (?, ?, ?, ?, ?, ?)"
                + rules.onDuplicateNothing();
        this.owners = "SELECT DISTINCT owner_key FROM " + table;
    }

    /** A row without its document. */
    private record Outline(SettingsOwner owner, long version, String hash, Instant savedAt, String savedBy) {
        StoredSettings with(PortalEmailSettings settings) {
            return new StoredSettings(owner, version, settings, savedAt, savedBy);
        }
    }

    @Override
    public Optional<StoredSettings> find(SettingsOwner owner) {
        return Optional.ofNullable(findAll(List.of(owner)).get(owner));
    }

    @Override
    public Map<SettingsOwner, StoredSettings> findAll(Collection<SettingsOwner> wanted) {
        List<SettingsOwner> all = List.copyOf(wanted);
        if (all.isEmpty()) {
            return Map.of();
        }
        return transactions.inHosts("reading settings", connection -> {
            Map<SettingsOwner, StoredSettings> found = new LinkedHashMap<>();
            for (int from = 0; from < all.size(); from += OWNERS_PER_QUERY) {
                List<SettingsOwner> some = all.subList(from, Math.min(all.size(), from + OWNERS_PER_QUERY));
                Map<SettingsOwner, String> hashes = new LinkedHashMap<>();
                for (Outline outline : outlines(connection, some)) {
                    found.put(outline.owner(), complete(connection, outline));
                    hashes.put(outline.owner(), outline.hash());
                }
                some.forEach(owner -> documents.saw(owner, hashes.get(owner)));
            }
            return found;
        });
    }

    @Override
    public JdbcSettingsStore outsideTransactions() {
        return new JdbcSettingsStore(transactions.onlyOurs(), rules, tables, documents);
    }

    @Override
    public Optional<RememberedSettings> remembered(Collection<SettingsOwner> wanted) {
        // Elsewhere the outbox could not check them while it writes.
        return rules.insertsFromQueriesWithoutLocks() ? documents.remembered(wanted) : Optional.empty();
    }

    private List<Outline> outlines(Connection connection, List<SettingsOwner> some) throws SQLException {
        List<Outline> found = new ArrayList<>(some.size());
        String sql = String.join(" UNION ALL ", Collections.nCopies(some.size(), newest));
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < some.size(); i++) {
                query.setString(i + 1, some.get(i).key());
            }
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.add(new Outline(
                            SettingsOwner.ofKey(Rows.requiredString(row, 1)),
                            row.getLong(2),
                            Rows.requiredString(row, 3),
                            Rows.requiredInstant(row, 4),
                            Rows.requiredString(row, 5)));
                }
            }
        }
        return found;
    }

    private StoredSettings complete(Connection connection, Outline outline) throws SQLException {
        PortalEmailSettings known = documents.known(outline.hash());
        if (known != null) {
            return outline.with(known);
        }
        return version(connection, outline.owner(), outline.version(), documents::read)
                .orElseThrow(
                        () -> new UnexpectedAnswerException("a version of the settings disappeared while it was read"));
    }

    @Override
    public Optional<StoredSettings> find(SettingsOwner owner, long version) {
        return transactions.inHosts(
                "reading a version of settings",
                connection -> version(connection, owner, version, SettingsDocument::read));
    }

    private Optional<StoredSettings> version(
            Connection connection, SettingsOwner owner, long version, Function<String, PortalEmailSettings> reading)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(oneVersion)) {
            query.setString(1, owner.key());
            query.setLong(2, version);
            return read(query, owner, reading).stream().findFirst();
        }
    }

    @Override
    public StoredSettings save(
            SettingsOwner owner, PortalEmailSettings settings, long expectedVersion, String savedBy) {
        if (expectedVersion < 0) {
            throw new IllegalArgumentException("expectedVersion: 0 or more");
        }
        String document = SettingsDocument.write(settings);
        return transactions.inHosts("saving settings", connection -> {
            Instant now = rules.now(connection);
            StoredSettings stored = new StoredSettings(owner, expectedVersion + 1, settings, now, savedBy);
            if (newestVersion(connection, owner) != expectedVersion || !insert(connection, stored, document)) {
                throw new StaleSettingsException(
                        expectedVersion,
                        newestFirst(connection, owner, 1).stream().findFirst());
            }
            return stored;
        });
    }

    private long newestVersion(Connection connection, SettingsOwner owner) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(newestVersion)) {
            query.setString(1, owner.key());
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    /** {@code false} if somebody saved this version in between. */
    private boolean insert(Connection connection, StoredSettings stored, String document) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            statement.setString(1, stored.owner().key());
            statement.setLong(2, stored.version());
            statement.setString(3, document);
            statement.setString(4, ReadDocuments.hash(document));
            Rows.set(statement, 5, stored.savedAt());
            statement.setString(6, stored.savedBy());
            return statement.executeUpdate() > 0;
        } catch (SQLException e) {
            if (rules.isDuplicateKey(e)) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public List<StoredSettings> history(SettingsOwner owner, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit: at least 1");
        }
        return transactions.inHosts(
                "reading the history of settings", connection -> newestFirst(connection, owner, limit));
    }

    private List<StoredSettings> newestFirst(Connection connection, SettingsOwner owner, int limit)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(newestWithDocument + rules.limit(limit))) {
            query.setString(1, owner.key());
            // Not remembered: a look into the history must not drive out what is in force.
            return read(query, owner, SettingsDocument::read);
        }
    }

    private static List<StoredSettings> read(
            PreparedStatement query, SettingsOwner owner, Function<String, PortalEmailSettings> reading)
            throws SQLException {
        List<StoredSettings> found = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                found.add(new StoredSettings(
                        owner,
                        row.getLong(1),
                        reading.apply(Rows.requiredString(row, 2)),
                        Rows.requiredInstant(row, 3),
                        Rows.requiredString(row, 4)));
            }
        }
        return found;
    }

    @Override
    public List<SettingsOwner> owners() {
        return transactions.inHosts("listing settings", connection -> {
            List<SettingsOwner> found = new ArrayList<>();
            try (PreparedStatement query = connection.prepareStatement(owners);
                    ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    SettingsOwner owner = new StoredRow(row).readOptional(1, SettingsOwner::ofKey);
                    // Of a key that is none nobody can have settings.
                    if (owner != null) {
                        found.add(owner);
                    }
                }
            }
            // By character, as the port says; databases sort by their collation.
            found.sort(Comparator.comparing(SettingsOwner::key));
            return found;
        });
    }
}
