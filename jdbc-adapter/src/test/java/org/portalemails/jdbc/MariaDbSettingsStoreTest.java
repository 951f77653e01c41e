package org.portalemails.jdbc;

import org.portalemails.settings.SettingsStore;
import org.portalemails.testkit.SettingsStoreContract;

class MariaDbSettingsStoreTest extends SettingsStoreContract {
    private final SettingsStore store = DatabaseUnderTest.of(Dialect.MARIADB).emptySettingsStore();

    @Override
    protected SettingsStore store() {
        return store;
    }
}
