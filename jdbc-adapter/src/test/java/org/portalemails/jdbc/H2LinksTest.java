package org.portalemails.jdbc;

import java.time.Duration;
import org.portalemails.testkit.LinksUnderTest;
import org.portalemails.testkit.OneTimeLinksContract;

class H2LinksTest extends OneTimeLinksContract {
    @Override
    protected LinksUnderTest emptyLinks() {
        return DatabaseUnderTest.of(Dialect.H2).emptyLinks();
    }

    @Override
    protected void age(Duration time) {
        DatabaseUnderTest.of(Dialect.H2).ageLinks(time);
    }
}
