package org.portalemails.jdbc;

import org.junit.jupiter.api.DisplayName;

@DisplayName("Announcing in the host's transaction, Postgres")
class PostgresHostTransactionTest extends HostTransactionContract {
    PostgresHostTransactionTest() {
        super(Dialect.POSTGRESQL);
    }
}
