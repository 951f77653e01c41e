package org.portalemails.spring;

import java.time.Duration;
import java.util.function.Function;
import org.portalemails.recovery.RecoveryPolicy;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Forgotten user names and passwords: used where the host has a bean of type {@code AccountDirectory}.
 *
 * @param linksValidFor how long a link for a new password is good
 * @param tellsUnknown whether somebody without an account gets a mail that says so
 * @param keepFor how long it is kept how requests ended
 */
@ConfigurationProperties(prefix = "portal-emails.recovery", ignoreUnknownFields = false)
record RecoveryProperties(
        @DefaultValue("30m") Duration linksValidFor,
        @DefaultValue("false") boolean tellsUnknown,
        @DefaultValue("7d") Duration keepFor) {
    RecoveryPolicy toPolicy() {
        RecoveryPolicy links = named("links-valid-for", RecoveryPolicy.standard()::linksValidFor, linksValidFor);
        return named("keep-for", links.tellingUnknown(tellsUnknown)::keepingFor, keepFor);
    }

    private static RecoveryPolicy named(String property, Function<Duration, RecoveryPolicy> setter, Duration value) {
        return WrongConfigurationException.named(
                "portal-emails.recovery." + property,
                "Correct it in your configuration, or leave it out: every value has a default.",
                () -> setter.apply(value));
    }
}
