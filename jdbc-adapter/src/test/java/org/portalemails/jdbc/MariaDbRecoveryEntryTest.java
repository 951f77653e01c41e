package org.portalemails.jdbc;

import org.junit.jupiter.api.DisplayName;

@DisplayName("Recovery from page to mail, on MariaDb")
class MariaDbRecoveryEntryTest extends RecoveryEntryContract {
    MariaDbRecoveryEntryTest() {
        super(Dialect.MARIADB);
    }
}
