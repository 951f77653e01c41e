package org.portalemails.jdbc;

import org.junit.jupiter.api.DisplayName;

@DisplayName("Remembered settings on H2")
class H2RememberedSettingsTest extends RememberedSettingsContract {
    H2RememberedSettingsTest() {
        super(Dialect.H2);
    }
}
