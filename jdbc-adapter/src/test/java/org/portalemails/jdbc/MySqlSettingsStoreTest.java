package org.portalemails.jdbc;

import org.portalemails.settings.SettingsStore;
import org.portalemails.testkit.SettingsStoreContract;

class MySqlSettingsStoreTest extends SettingsStoreContract {
    private final SettingsStore store = DatabaseUnderTest.of(Dialect.MYSQL).emptySettingsStore();

    @Override
    protected SettingsStore store() {
        return store;
    }
}
