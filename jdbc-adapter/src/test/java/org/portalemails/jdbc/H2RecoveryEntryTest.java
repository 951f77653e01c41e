package org.portalemails.jdbc;

import org.junit.jupiter.api.DisplayName;

@DisplayName("Recovery from page to mail, on H2")
class H2RecoveryEntryTest extends RecoveryEntryContract {
    H2RecoveryEntryTest() {
        super(Dialect.H2);
    }
}
