package com.example.boot;

import java.util.Optional;
import org.portalemails.delivery.LinkMinter;
import org.portalemails.host.CustomerGroup;
import org.portalemails.host.CustomerGroupDirectory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** All that this ERP writes to embed Portal Emails; the rest are properties. */
@Configuration(proxyBeanMethods = false)
class PortalEmailsWiring {
    private static final String GROUP = "select name, uses_portal from customer_group where id = ?";

    // snippet: beans
    @Bean
    CustomerGroupDirectory customerGroups(JdbcClient jdbc) {
        return id -> jdbc.sql(GROUP)
                .param(id.value())
                .query((row, number) -> new CustomerGroup(id, row.getString("name"), row.getBoolean("uses_portal")))
                .optional();
    }

    @Bean
    LinkMinter links() {
        return request -> Optional.of("https://portal.boreale.example/" + request.reference());
    }
    // end
}
