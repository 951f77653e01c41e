package org.portalemails.jdbc;

import org.portalemails.testkit.OutboxContract;
import org.portalemails.testkit.OutboxUnderTest;

class MariaDbOutboxTest extends OutboxContract {
    @Override
    protected OutboxUnderTest emptyOutbox() {
        return DatabaseUnderTest.of(Dialect.MARIADB).emptyOutbox();
    }
}
