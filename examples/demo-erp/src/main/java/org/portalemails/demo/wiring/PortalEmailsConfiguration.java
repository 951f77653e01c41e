package org.portalemails.demo.wiring;

import java.time.Duration;
import org.portalemails.limit.RequestLimit;
import org.portalemails.limit.RequestLimits;
import org.portalemails.recovery.RecoveryPolicy;
import org.portalemails.spring.PortalEmailsCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What this ERP says in Java to embed Portal Emails; the rest are properties, and three beans: {@code CustomerGroups} knows the groups, {@code
 * PortalAccounts} the accounts, {@code PortalLinks} the pages to which links lead.
 */
@Configuration(proxyBeanMethods = false)
class PortalEmailsConfiguration {
    /** A person may try five times an hour; a program that tries many addresses meets the limit of the whole portal. */
    private static final RequestLimits RECOVERY_LIMITS = RequestLimits.standard()
            .perAddress(new RequestLimit(5, Duration.ofHours(1)))
            .wholeSystem(new RequestLimit(1_000, Duration.ofHours(1)));

    @Bean
    PortalEmailsCustomizer limits() {
        return builder -> builder.recoveryPolicy(RecoveryPolicy.standard().limitedTo(RECOVERY_LIMITS));
    }
}
