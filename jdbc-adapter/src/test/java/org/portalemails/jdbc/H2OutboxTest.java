package org.portalemails.jdbc;

import org.portalemails.testkit.OutboxContract;
import org.portalemails.testkit.OutboxUnderTest;

class H2OutboxTest extends OutboxContract {
    @Override
    protected OutboxUnderTest emptyOutbox() {
        return DatabaseUnderTest.of(Dialect.H2).emptyOutbox();
    }
}
