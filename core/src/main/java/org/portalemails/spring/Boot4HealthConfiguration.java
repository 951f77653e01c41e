package org.portalemails.spring;

import org.portalemails.delivery.OutboxWatch;
import org.portalemails.outbox.OutboxAdministration;
import org.portalemails.transport.MailRoutes;
import org.portalemails.transport.MailTransport;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The health of the outbox for Spring Boot 4. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(HealthIndicator.class)
@ConditionalOnBean(OutboxAdministration.class)
@ConditionalOnProperty(name = "management.health.portal-emails.enabled", matchIfMissing = true)
class Boot4HealthConfiguration {
    @Bean
    @ConditionalOnMissingBean(name = "portalEmailsHealthIndicator")
    HealthIndicator portalEmailsHealthIndicator(
            OutboxAdministration outbox,
            ObjectProvider<DispatcherLifecycle> dispatcher,
            ObjectProvider<MailTransport> soleTransport,
            ObjectProvider<MailRoutes> routes,
            OutboxWatch watch) {
        OutboxHealth health =
                new OutboxHealth(outbox, dispatcher.getIfAvailable(), HostBeans.routes(routes, soleTransport), watch);
        return () -> {
            OutboxHealth.Answer answer = health.ask();
            return Health.status(answer.status().name())
                    .withDetails(answer.details())
                    .build();
        };
    }
}
