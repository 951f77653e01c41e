package org.portalemails.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.SettingsStore;
import org.portalemails.settings.StoredSettings;

/** Settings that were read before are not read again, and nobody is ever told what he could not have read himself. */
abstract class RememberedSettingsContract {
    private static final SettingsOwner GROUP = SettingsOwner.group(new CustomerGroupId("G1"));

    private final DatabaseUnderTest database;
    private final StatementLog log = new StatementLog();
    private Connection first;
    private Connection second;
    /** One store, seen from two transactions of the host. */
    private SettingsStore inFirst;

    private SettingsStore inSecond;

    RememberedSettingsContract(Dialect dialect) {
        this.database = DatabaseUnderTest.of(dialect);
    }

    @BeforeEach
    void begin() throws SQLException {
        database.clear();
        first = open();
        second = open();
        ThreadLocal<Connection> current = new ThreadLocal<>();
        SettingsStore store = database.portal()
                .hostConnection(ConnectionSource.borrowing(current::get, c -> {}))
                .build()
                .settingsStore();
        inFirst = new On(store, current, first);
        inSecond = new On(store, current, second);
    }

    private Connection open() throws SQLException {
        Connection connection = database.pool.getConnection();
        connection.setAutoCommit(false);
        return log.watch(connection);
    }

    @AfterEach
    void end() throws SQLException {
        for (Connection connection : List.of(first, second)) {
            connection.rollback();
            connection.setAutoCommit(true);
            connection.close();
        }
    }

    /** One store, used on one connection. */
    private record On(SettingsStore store, ThreadLocal<Connection> current, Connection connection)
            implements SettingsStore {
        private SettingsStore on() {
            current.set(connection);
            return store;
        }

        @Override
        public Optional<StoredSettings> find(SettingsOwner owner) {
            return on().find(owner);
        }

        @Override
        public Optional<StoredSettings> find(SettingsOwner owner, long version) {
            return on().find(owner, version);
        }

        @Override
        public Map<SettingsOwner, StoredSettings> findAll(Collection<SettingsOwner> owners) {
            return on().findAll(owners);
        }

        @Override
        public StoredSettings save(
                SettingsOwner owner, PortalEmailSettings settings, long expectedVersion, String savedBy) {
            return on().save(owner, settings, expectedVersion, savedBy);
        }

        @Override
        public List<StoredSettings> history(SettingsOwner owner, int limit) {
            return on().history(owner, limit);
        }

        @Override
        public List<SettingsOwner> owners() {
            return on().owners();
        }
    }

    private static PortalEmailSettings named(String senderName) {
        return PortalEmailSettings.builder().senderName(senderName).build();
    }

    private static @Nullable String name(SettingsStore store) {
        return store.find(GROUP)
                .flatMap(stored -> stored.settings().senderName())
                .orElse(null);
    }

    @Test
    @DisplayName("a version that was read, rolled back and saved again with other content is the new content")
    void rolledBackVersion() throws SQLException {
        inFirst.save(GROUP, named("never was"), 0, "luc");
        assertThat(name(inFirst)).isEqualTo("never was");
        first.rollback();
        assertThat(name(inSecond)).isNull();
        inSecond.save(GROUP, named("is"), 0, "zoé");
        second.commit();
        first.rollback();
        assertThat(name(inFirst)).isEqualTo("is");
        assertThat(inFirst.find(GROUP)).map(StoredSettings::version).contains(1L);
        assertThat(inFirst.find(GROUP)).map(StoredSettings::savedBy).contains("zoé");
    }

    @Test
    @DisplayName("the same content saved again after a rollback has its own author and time")
    void rolledBackContent() throws SQLException {
        inFirst.save(GROUP, named("same"), 0, "luc");
        assertThat(name(inFirst)).isEqualTo("same");
        first.rollback();
        StoredSettings saved = inSecond.save(GROUP, named("same"), 0, "zoé");
        second.commit();
        first.rollback();
        assertThat(inFirst.find(GROUP)).contains(saved);
    }

    @Test
    @DisplayName("what is not committed is seen by its own transaction only")
    void uncommitted() throws SQLException {
        inFirst.save(GROUP, named("old"), 0, "luc");
        first.commit();
        inFirst.save(GROUP, named("new"), 1, "luc");
        assertThat(name(inFirst)).isEqualTo("new");
        assertThat(name(inSecond)).isEqualTo("old");
        second.rollback();
        first.commit();
        assertThat(name(inSecond)).isEqualTo("new");
    }

    @Test
    @DisplayName("asking again for a group, its company and the installation is one statement without documents")
    void oneStatement() throws SQLException {
        inFirst.save(GROUP, named("group"), 0, "luc");
        SettingsOwner company = SettingsOwner.company(new CompanyId("NORTH"));
        inFirst.save(company, named("company"), 0, "luc");
        inFirst.save(SettingsOwner.INSTALLATION, named("all"), 0, "luc");
        first.commit();
        List<SettingsOwner> levels = List.of(GROUP, company, SettingsOwner.INSTALLATION);
        var read = inFirst.findAll(levels);
        log.take();
        assertThat(inFirst.findAll(levels)).isEqualTo(read).hasSize(3);
        assertThat(inSecond.findAll(levels)).isEqualTo(read);
        assertThat(log.take()).hasSize(2).allSatisfy(sql -> assertThat(sql).doesNotContain("document,"));
        inFirst.save(GROUP, named("newer"), 1, "luc");
        log.take();
        assertThat(inFirst.findAll(levels).get(GROUP))
                .extracting(StoredSettings::settings)
                .isEqualTo(named("newer"));
        assertThat(log.take()).as("the new document, and no other").hasSize(2);
    }

    @Test
    @DisplayName("one older version is read alone, not with the whole history")
    void oneVersion() {
        inFirst.save(GROUP, named("first"), 0, "luc");
        inFirst.save(GROUP, named("second"), 1, "luc");
        log.take();
        assertThat(inFirst.find(GROUP, 1)).map(StoredSettings::settings).contains(named("first"));
        assertThat(log.take()).hasSize(1).allSatisfy(sql -> assertThat(sql).endsWith("version = ?"));
    }

    @Test
    @DisplayName("a row whose hash is not that of its document is read as it stands, and misleads nobody")
    void wrongHash() throws SQLException {
        inFirst.save(GROUP, named("right"), 0, "luc");
        SettingsOwner other = SettingsOwner.group(new CustomerGroupId("G2"));
        inFirst.save(other, named("other"), 0, "luc");
        first.commit();
        database.run(
                "UPDATE portal_email_settings SET document_hash = '" + "0".repeat(64) + "' WHERE owner_key = 'g:G1'");
        assertThat(name(inFirst)).isEqualTo("right");
        assertThat(name(inFirst)).isEqualTo("right");
        first.rollback();
        database.run(
                "UPDATE portal_email_settings SET document_hash = '" + "0".repeat(64) + "' WHERE owner_key = 'g:G2'");
        assertThat(inFirst.find(other)).map(StoredSettings::settings).contains(named("other"));
    }
}
