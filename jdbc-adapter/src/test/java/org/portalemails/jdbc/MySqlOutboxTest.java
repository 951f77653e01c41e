package org.portalemails.jdbc;

import org.portalemails.testkit.OutboxContract;
import org.portalemails.testkit.OutboxUnderTest;

class MySqlOutboxTest extends OutboxContract {
    @Override
    protected OutboxUnderTest emptyOutbox() {
        return DatabaseUnderTest.of(Dialect.MYSQL).emptyOutbox();
    }
}
