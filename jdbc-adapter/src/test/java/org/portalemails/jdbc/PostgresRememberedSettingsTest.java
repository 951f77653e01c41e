package org.portalemails.jdbc;

import org.junit.jupiter.api.DisplayName;

@DisplayName("Remembered settings on Postgres")
class PostgresRememberedSettingsTest extends RememberedSettingsContract {
    PostgresRememberedSettingsTest() {
        super(Dialect.POSTGRESQL);
    }
}
