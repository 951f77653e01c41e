package org.portalemails.spring;

import io.micrometer.core.instrument.MeterRegistry;
import org.portalemails.metrics.PortalEmailMetrics;
import org.portalemails.outbox.OutboxAdministration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What operators watch. Spring Boot binds it to its registry, with the tags that the application gives to all meters. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(OutboxAdministration.class)
class MetricsConfiguration {
    @Bean
    @ConditionalOnMissingBean
    PortalEmailMetrics portalEmailMetrics(OutboxAdministration outbox) {
        return new PortalEmailMetrics(outbox);
    }
}
