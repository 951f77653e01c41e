package org.portalemails.demo.wiring;

import org.portalemails.delivery.LinkMinter;
import org.portalemails.demo.customers.Representatives;
import org.portalemails.demo.customers.Standing;
import org.portalemails.demo.portal.PortalLinks;
import org.portalemails.jdbc.PortalDatabase;
import org.portalemails.links.OneTimeLinkMinter;
import org.portalemails.notification.NotificationType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How registration and reset links are made. */
@Configuration(proxyBeanMethods = false)
class LinkConfiguration {
    /** Links are made when their mails leave: no page or table holds one. Whoever was refused meanwhile gets none. */
    @Bean
    LinkMinter links(PortalDatabase database, PortalLinks pages, Representatives representatives) {
        return OneTimeLinkMinter.of(database.linksForDispatcher(), request -> representatives
                .find(request.reference())
                .filter(one -> one.standing() != Standing.REJECTED)
                .map(one -> request.type() == NotificationType.RESET_PASSWORD ? pages.reset() : pages.registration()));
    }
}
