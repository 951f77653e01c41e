package org.portalemails.spring;

import org.portalemails.outbox.OutboxAdministration;
import org.portalemails.transport.MailRoutes;
import org.portalemails.transport.MailTransport;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The actuator's endpoint, where there is an actuator. Spring Boot shows no endpoint that the application does not expose. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(Endpoint.class)
@ConditionalOnBean(OutboxAdministration.class)
class EndpointConfiguration {
    @Bean
    @ConditionalOnMissingBean
    PortalEmailsEndpoint portalEmailsEndpoint(
            OutboxAdministration outbox,
            ObjectProvider<MailTransport> soleTransport,
            ObjectProvider<MailRoutes> routes,
            ObjectProvider<DispatcherLifecycle> dispatcher) {
        return new PortalEmailsEndpoint(outbox, HostBeans.routes(routes, soleTransport), dispatcher.getIfAvailable());
    }
}
