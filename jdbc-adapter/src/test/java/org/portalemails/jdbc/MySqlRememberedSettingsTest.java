package org.portalemails.jdbc;

import org.junit.jupiter.api.DisplayName;

@DisplayName("Remembered settings on MySQL")
class MySqlRememberedSettingsTest extends RememberedSettingsContract {
    MySqlRememberedSettingsTest() {
        super(Dialect.MYSQL);
    }
}
