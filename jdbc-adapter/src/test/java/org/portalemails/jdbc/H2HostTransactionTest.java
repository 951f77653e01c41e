package org.portalemails.jdbc;

import org.junit.jupiter.api.DisplayName;

@DisplayName("Announcing in the host's transaction, H2")
class H2HostTransactionTest extends HostTransactionContract {
    H2HostTransactionTest() {
        super(Dialect.H2);
    }
}
