package org.portalemails.inmemory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.portalemails.testkit.LinksUnderTest;
import org.portalemails.testkit.OneTimeLinksContract;

class InMemoryLinksTest extends OneTimeLinksContract {
    private volatile Duration offset = Duration.ZERO;

    @Override
    protected void age(Duration time) {
        offset = offset.plus(time);
    }

    @Override
    protected LinksUnderTest emptyLinks() {
        offset = Duration.ZERO;
        InMemoryLinks links = new InMemoryLinks(new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return Instant.now().plus(offset);
            }
        });
        return new LinksUnderTest(links, links);
    }
}
