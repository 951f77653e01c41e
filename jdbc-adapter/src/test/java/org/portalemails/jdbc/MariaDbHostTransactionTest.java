package org.portalemails.jdbc;

import org.junit.jupiter.api.DisplayName;

@DisplayName("Announcing in the host's transaction, MariaDb")
class MariaDbHostTransactionTest extends HostTransactionContract {
    MariaDbHostTransactionTest() {
        super(Dialect.MARIADB);
    }
}
