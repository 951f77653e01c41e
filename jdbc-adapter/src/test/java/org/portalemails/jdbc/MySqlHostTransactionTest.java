package org.portalemails.jdbc;

import org.junit.jupiter.api.DisplayName;

@DisplayName("Announcing in the host's transaction, MySQL")
class MySqlHostTransactionTest extends HostTransactionContract {
    MySqlHostTransactionTest() {
        super(Dialect.MYSQL);
    }
}
