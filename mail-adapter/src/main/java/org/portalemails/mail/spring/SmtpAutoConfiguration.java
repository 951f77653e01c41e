package org.portalemails.mail.spring;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.portalemails.address.EmailAddress;
import org.portalemails.delivery.MailTransport;
import org.portalemails.delivery.RecipientGuard;
import org.portalemails.mail.AccessTokenSupplier;
import org.portalemails.mail.DkimKey;
import org.portalemails.mail.EnvelopeSender;
import org.portalemails.mail.SmtpCredentials;
import org.portalemails.mail.SmtpTransport;
import org.portalemails.mail.SmtpTransportBuilder;
import org.portalemails.spring.WrongConfigurationException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/** The transport, where {@code portal-emails.smtp.host} or {@code .preset} is set. The guard for test systems is in it. */
@AutoConfiguration
@ConditionalOnProperty(prefix = "portal-emails", name = "enabled", matchIfMissing = true)
@EnableConfigurationProperties(SmtpProperties.class)
@SuppressWarnings("exports") // who uses this has Spring; everybody else need not
public class SmtpAutoConfiguration {
    SmtpAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean(MailTransport.class)
    @Conditional(ServerIsNamed.class)
    SmtpTransport portalEmailsTransport(
            SmtpProperties properties,
            RecipientGuard guard,
            ObjectProvider<AccessTokenSupplier> tokens,
            ObjectProvider<DkimKey> keys,
            ObjectProvider<SmtpCustomizer> customizers) {
        return WrongConfigurationException.named("portal-emails.smtp", SmtpProperties.EXAMPLE, () -> {
            SmtpTransportBuilder builder = properties.toBuilder().guard(guard);
            set(properties, builder);
            SmtpCredentials credentials = credentials(properties, tokens.getIfAvailable());
            if (credentials != null) {
                builder.credentials(credentials);
            }
            keys.orderedStream().forEach(builder::sign);
            customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
            return builder.build();
        });
    }

    private static void set(SmtpProperties properties, SmtpTransportBuilder builder) {
        if (properties.ehloName() != null) {
            builder.ehloName(properties.ehloName());
        }
        if (properties.envelopeSender() != null) {
            builder.envelopeSender(EnvelopeSender.fixed(EmailAddress.of(properties.envelopeSender())));
        }
        if (properties.connections() != null) {
            builder.maxConnections(properties.connections());
        }
        if (properties.mailsPerSecond() != null) {
            builder.mailsPerSecond(properties.mailsPerSecond());
        }
        if (properties.connectTimeout() != null) {
            builder.connectTimeout(properties.connectTimeout());
        }
        if (properties.overallTimeout() != null) {
            builder.overallTimeout(properties.overallTimeout());
        }
        if (properties.finalDotTimeout() != null) {
            builder.finalDotTimeout(properties.finalDotTimeout());
        }
    }

    private static @Nullable SmtpCredentials credentials(
            SmtpProperties properties, @Nullable AccessTokenSupplier tokens) {
        String user = properties.user();
        if (user == null || user.isBlank()) {
            return null;
        }
        if (tokens != null) {
            return SmtpCredentials.xoauth2(user, tokens);
        }
        if (properties.password() == null) {
            throw new WrongConfigurationException(
                    "portal-emails.smtp.password is missing for the user " + user + ".",
                    "Set portal-emails.smtp.password=${SMTP_PASSWORD}, or define a bean of type AccessTokenSupplier.");
        }
        return SmtpCredentials.password(user, Objects.requireNonNull(properties.password()));
    }

    /** Whether it is said where mails go. */
    static final class ServerIsNamed extends AnyNestedCondition {
        ServerIsNamed() {
            super(ConfigurationPhase.REGISTER_BEAN);
        }

        @ConditionalOnProperty("portal-emails.smtp.host")
        static final class ByHost {}

        @ConditionalOnProperty("portal-emails.smtp.preset")
        static final class ByPreset {}
    }
}
