package org.portalemails.jdbc;

import org.portalemails.testkit.OutboxContract;
import org.portalemails.testkit.OutboxUnderTest;

class PostgresOutboxTest extends OutboxContract {
    @Override
    protected OutboxUnderTest emptyOutbox() {
        return DatabaseUnderTest.of(Dialect.POSTGRESQL).emptyOutbox();
    }
}
