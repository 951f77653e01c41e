package org.portalemails.jdbc;

import java.time.Duration;
import org.portalemails.testkit.LinksUnderTest;
import org.portalemails.testkit.OneTimeLinksContract;

class MariaDbLinksTest extends OneTimeLinksContract {
    @Override
    protected LinksUnderTest emptyLinks() {
        return DatabaseUnderTest.of(Dialect.MARIADB).emptyLinks();
    }

    @Override
    protected void age(Duration time) {
        DatabaseUnderTest.of(Dialect.MARIADB).ageLinks(time);
    }
}
