package com.example.folderstore;

import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.portalemails.settings.SettingsStore;
import org.portalemails.testkit.SettingsStoreContract;

// snippet: contract
@DisplayName("Settings in a folder")
class FolderSettingsStoreTest extends SettingsStoreContract {
    @TempDir
    Path folder;

    private FolderSettingsStore store;

    @BeforeEach
    void emptyFolder() {
        store = new FolderSettingsStore(folder, Clock.systemUTC());
    }

    @Override
    protected SettingsStore store() {
        return store;
    }
}
// end
