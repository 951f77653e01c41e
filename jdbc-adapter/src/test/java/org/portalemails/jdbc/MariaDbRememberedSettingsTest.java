package org.portalemails.jdbc;

import org.junit.jupiter.api.DisplayName;

@DisplayName("Remembered settings on MariaDb")
class MariaDbRememberedSettingsTest extends RememberedSettingsContract {
    MariaDbRememberedSettingsTest() {
        super(Dialect.MARIADB);
    }
}
