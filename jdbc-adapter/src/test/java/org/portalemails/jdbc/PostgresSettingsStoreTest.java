package org.portalemails.jdbc;

import org.portalemails.settings.SettingsStore;
import org.portalemails.testkit.SettingsStoreContract;

class PostgresSettingsStoreTest extends SettingsStoreContract {
    private final SettingsStore store = DatabaseUnderTest.of(Dialect.POSTGRESQL).emptySettingsStore();

    @Override
    protected SettingsStore store() {
        return store;
    }
}
