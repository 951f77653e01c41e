package org.portalemails.jdbc;

import org.portalemails.settings.SettingsStore;
import org.portalemails.testkit.SettingsStoreContract;

class H2SettingsStoreTest extends SettingsStoreContract {
    private final SettingsStore store = DatabaseUnderTest.of(Dialect.H2).emptySettingsStore();

    @Override
    protected SettingsStore store() {
        return store;
    }
}
