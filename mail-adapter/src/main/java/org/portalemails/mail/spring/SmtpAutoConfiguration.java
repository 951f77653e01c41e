package org.portalemails.mail.spring;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.portalemails.address.EmailAddress;
import org.portalemails.delivery.DeliveryListener;
import org.portalemails.mail.AccessTokenSupplier;
import org.portalemails.mail.DkimKey;
import org.portalemails.mail.EnvelopeSender;
import org.portalemails.mail.SmtpCredentials;
import org.portalemails.mail.SmtpTransport;
import org.portalemails.mail.SmtpTransportBuilder;
import org.portalemails.mail.bounce.BounceHandler;
import org.portalemails.outbox.OutboxAdministration;
import org.portalemails.outbox.SuppressionList;
import org.portalemails.spring.WrongConfigurationException;
import org.portalemails.transport.MailTransport;
import org.portalemails.transport.RecipientGuard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/** The transport, where {@code portal-emails.smtp.host} or {@code .preset} is set. The guard for test systems is in it. */
@AutoConfiguration(afterName = "org.portalemails.jdbc.spring.PortalDatabaseAutoConfiguration")
@ConditionalOnProperty(prefix = "portal-emails", name = "enabled", matchIfMissing = true)
@EnableConfigurationProperties(SmtpProperties.class)
@SuppressWarnings("exports") // who uses this has Spring; everybody else need not
public class SmtpAutoConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(SmtpAutoConfiguration.class);
    private static final String TRANSPORT = "portalEmailsTransport";

    private static final String SIGN_IN =
            """
            Write both

                portal-emails.smtp.user=portal
                portal-emails.smtp.password=${SMTP_PASSWORD}

            or the user, and define a bean of type AccessTokenSupplier.""";

    SmtpAutoConfiguration() {}

    @Bean(TRANSPORT)
    @ConditionalOnMissingBean(MailTransport.class)
    @Conditional(ServerIsNamed.class)
    SmtpTransport portalEmailsTransport(
            SmtpProperties properties,
            RecipientGuard guard,
            ObjectProvider<AccessTokenSupplier> tokens,
            ObjectProvider<DkimKey> keys,
            ObjectProvider<EnvelopeSender> envelopeSender,
            ObjectProvider<SmtpCustomizer> customizers) {
        SmtpTransportBuilder builder = properties.toBuilder().guard(guard);
        set(properties, builder);
        envelopeSender.ifAvailable(builder::envelopeSender);
        SmtpCredentials credentials = credentials(properties, tokens.getIfAvailable());
        if (credentials != null) {
            builder.credentials(credentials);
        }
        keys.orderedStream().forEach(builder::sign);
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return properties.lacksUser()
                ? WrongConfigurationException.named("portal-emails.smtp.user", SIGN_IN, builder::build)
                : WrongConfigurationException.named("portal-emails.smtp", SmtpProperties.EXAMPLE, builder::build);
    }

    /** Reads what comes back, with the same return addresses as the transport's, and tells who is told of deliveries. */
    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBean({OutboxAdministration.class, SuppressionList.class})
    BounceHandler portalEmailsBounceHandler(
            OutboxAdministration outbox,
            SuppressionList suppressions,
            ObjectProvider<EnvelopeSender> envelopeSender,
            ObjectProvider<DeliveryListener> listeners) {
        BounceHandler.Builder builder = BounceHandler.builder(outbox, suppressions)
                .listener(DeliveryListener.each(listeners.orderedStream().toArray(DeliveryListener[]::new)));
        envelopeSender.ifAvailable(builder::envelopeSender);
        return builder.build();
    }

    /**
     * Says once, at the start, that properties say nothing, because a bean of the host's is the transport. It does not refuse: a test puts its
     * transport beside the properties of the application, which are right where it runs.
     */
    @Bean
    SmartInitializingSingleton portalEmailsOverlookedProperties(ListableBeanFactory beans, SmtpProperties properties) {
        return () -> {
            List<String> transports = List.of(beans.getBeanNamesForType(MailTransport.class, true, false));
            if (properties.sayAnything() && !transports.isEmpty() && !transports.contains(TRANSPORT)) {
                LOG.warn(
                        "portal-emails.smtp.* is not used: mails leave through the bean {}",
                        String.join(", ", transports));
            }
        };
    }

    private static void set(SmtpProperties properties, SmtpTransportBuilder builder) {
        set("ehlo-name", properties.ehloName(), builder::ehloName);
        set(
                "envelope-sender",
                properties.envelopeSender(),
                address -> builder.envelopeSender(EnvelopeSender.fixed(EmailAddress.of(address))));
        set("sending-from", properties.sendingFrom(), list -> builder.sendingFrom(list.toArray(String[]::new)));
        set("connections", properties.connections(), builder::maxConnections);
        set("mails-per-second", properties.mailsPerSecond(), builder::mailsPerSecond);
        set("connect-timeout", properties.connectTimeout(), builder::connectTimeout);
        set("overall-timeout", properties.overallTimeout(), builder::overallTimeout);
        set("final-dot-timeout", properties.finalDotTimeout(), builder::finalDotTimeout);
    }

    private static <T> void set(String property, @Nullable T value, Function<T, SmtpTransportBuilder> setter) {
        if (value != null) {
            WrongConfigurationException.named(
                    "portal-emails.smtp." + property,
                    "Correct it in your configuration, or leave it out: it has a default.",
                    () -> setter.apply(value));
        }
    }

    private static @Nullable SmtpCredentials credentials(
            SmtpProperties properties, @Nullable AccessTokenSupplier tokens) {
        String user = properties.user();
        if (user == null || user.isBlank()) { // a customizer may know who signs in
            if (properties.password() != null) {
                throw new WrongConfigurationException(
                        "portal-emails.smtp.user is missing beside the password.", SIGN_IN);
            }
            return null;
        }
        if (tokens != null) {
            return SmtpCredentials.xoauth2(user, tokens);
        }
        if (properties.password() == null) {
            throw new WrongConfigurationException(
                    "portal-emails.smtp.password is missing for the user " + user + ".", SIGN_IN);
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
