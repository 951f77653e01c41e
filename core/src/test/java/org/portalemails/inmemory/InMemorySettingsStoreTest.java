package org.portalemails.inmemory;

import org.junit.jupiter.api.DisplayName;
import org.portalemails.settings.SettingsStore;
import org.portalemails.testkit.SettableClock;
import org.portalemails.testkit.SettingsStoreContract;

@DisplayName("The settings store in memory")
class InMemorySettingsStoreTest extends SettingsStoreContract {
    private final InMemorySettingsStore store = new InMemorySettingsStore(new SettableClock());

    @Override
    protected SettingsStore store() {
        return store;
    }
}
