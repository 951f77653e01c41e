package org.portalemails.jdbc;

import java.time.Duration;
import org.portalemails.testkit.LinksUnderTest;
import org.portalemails.testkit.OneTimeLinksContract;

class PostgresLinksTest extends OneTimeLinksContract {
    @Override
    protected LinksUnderTest emptyLinks() {
        return DatabaseUnderTest.of(Dialect.POSTGRESQL).emptyLinks();
    }

    @Override
    protected void age(Duration time) {
        DatabaseUnderTest.of(Dialect.POSTGRESQL).ageLinks(time);
    }
}
