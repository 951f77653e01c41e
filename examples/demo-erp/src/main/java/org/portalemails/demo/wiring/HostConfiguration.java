package org.portalemails.demo.wiring;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the ERP has anyway. */
@Configuration(proxyBeanMethods = false)
class HostConfiguration {
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
