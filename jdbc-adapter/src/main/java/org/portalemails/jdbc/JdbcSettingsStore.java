package org.portalemails.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.portalemails.jdbc.TableNames.Table;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.SettingsDocument;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.SettingsStore;
import org.portalemails.settings.StaleSettingsException;
import org.portalemails.settings.StoredSettings;

/**
 * Keeps settings as documents, one row for each version: nothing is ever overwritten, and of two saves on top of the same version
 * the primary key lets one through. A save is one INSERT, atomic also with autocommit on.
 */
public final class JdbcSettingsStore implements SettingsStore {
    private final Transactions transactions;
    private final DialectRules rules;
    private final String newestFirst;
    private final String newestVersion;
    private final String insert;
    private final String owners;

    JdbcSettingsStore(Transactions transactions, DialectRules rules, TableNames tables) {
        this.transactions = transactions;
        this.rules = rules;
        String table = tables.of(Table.SETTINGS);
        this.newestFirst = "SELECT version, document, saved_at, saved_by FROM " + table
                + " WHERE owner_key = ? ORDER BY version DESC";
        this.newestVersion = "SELECT MAX(version) FROM " + table + " WHERE owner_key = ?";
        this.insert =
                "INSERT INTO " + table + " (owner_key, version, document, saved_at, saved_by) VALUES (?, ?, ?, ?, ?)"
                        + rules.onDuplicateNothing();
        this.owners = "SELECT DISTINCT owner_key FROM " + table;
    }

    @Override
    public Optional<StoredSettings> find(SettingsOwner owner) {
        return transactions.inHosts("reading settings", connection -> newest(connection, owner));
    }

    private Optional<StoredSettings> newest(Connection connection, SettingsOwner owner) throws SQLException {
        return read(connection, owner, 1).stream().findFirst();
    }

    @Override
    public StoredSettings save(
            SettingsOwner owner, PortalEmailSettings settings, long expectedVersion, String savedBy) {
        if (expectedVersion < 0) {
            throw new IllegalArgumentException("expectedVersion: 0 or more");
        }
        String document = SettingsDocument.write(settings);
        return transactions.inHosts("saving settings", connection -> {
            Instant now = Rows.now(connection, rules);
            StoredSettings stored = new StoredSettings(owner, expectedVersion + 1, settings, now, savedBy);
            if (newestVersion(connection, owner) != expectedVersion || !insert(connection, stored, document)) {
                throw new StaleSettingsException(expectedVersion, newest(connection, owner));
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
            Rows.set(statement, 4, stored.savedAt());
            statement.setString(5, stored.savedBy());
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
        return transactions.inHosts("reading the history of settings", connection -> read(connection, owner, limit));
    }

    private List<StoredSettings> read(Connection connection, SettingsOwner owner, int limit) throws SQLException {
        List<StoredSettings> found = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(newestFirst + rules.limit(limit))) {
            query.setString(1, owner.key());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.add(new StoredSettings(
                            owner,
                            row.getLong(1),
                            SettingsDocument.read(Rows.requiredString(row, 2)),
                            Rows.requiredInstant(row, 3),
                            Rows.requiredString(row, 4)));
                }
            }
        }
        return found;
    }

    @Override
    public List<SettingsOwner> owners() {
        return transactions.inHosts("listing settings", connection -> {
            List<String> keys = new ArrayList<>();
            try (PreparedStatement query = connection.prepareStatement(owners);
                    ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    keys.add(Rows.requiredString(row, 1));
                }
            }
            // By character, as the port says; databases sort by their collation.
            return keys.stream().sorted().map(SettingsOwner::ofKey).toList();
        });
    }
}
