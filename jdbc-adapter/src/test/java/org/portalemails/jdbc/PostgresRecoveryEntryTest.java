package org.portalemails.jdbc;

import org.junit.jupiter.api.DisplayName;

@DisplayName("Recovery from page to mail, on Postgres")
class PostgresRecoveryEntryTest extends RecoveryEntryContract {
    PostgresRecoveryEntryTest() {
        super(Dialect.POSTGRESQL);
    }
}
