package org.portalemails.jdbc;

import org.junit.jupiter.api.DisplayName;

@DisplayName("Recovery from page to mail, on MySQL")
class MySqlRecoveryEntryTest extends RecoveryEntryContract {
    MySqlRecoveryEntryTest() {
        super(Dialect.MYSQL);
    }
}
