package org.portalemails.spring;

import io.micrometer.observation.ObservationRegistry;
import org.portalemails.email.MailTracing;
import org.portalemails.metrics.ObservedMails;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The trace of a request goes on when its mails are delivered, where the application has observations. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(ObservationRegistry.class)
class TracingConfiguration {
    @Bean
    @ConditionalOnMissingBean
    MailTracing portalEmailsTracing(ObjectProvider<ObservationRegistry> registry) {
        return registry.getIfUnique() == null ? MailTracing.NONE : new ObservedMails(registry.getObject());
    }
}
