package org.portalemails.spring;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.portalemails.PortalEmails;
import org.portalemails.announce.Notifier;
import org.portalemails.delivery.DeliveryListener;
import org.portalemails.delivery.DigestRounds;
import org.portalemails.delivery.FailureDigest;
import org.portalemails.delivery.LinkMinter;
import org.portalemails.delivery.OutboxDispatcher;
import org.portalemails.delivery.OutboxWatch;
import org.portalemails.delivery.Retention;
import org.portalemails.email.MailTracing;
import org.portalemails.host.CompanyDirectory;
import org.portalemails.host.CustomerGroupDirectory;
import org.portalemails.host.PortalProfile;
import org.portalemails.host.PortalProfiles;
import org.portalemails.links.Invitations;
import org.portalemails.links.LinkAdministration;
import org.portalemails.outbox.OutboxAdministration;
import org.portalemails.outbox.PayloadSealer;
import org.portalemails.outbox.SuppressionList;
import org.portalemails.outbox.spi.Outbox;
import org.portalemails.outbox.spi.OutboxQueue;
import org.portalemails.recovery.AccountDirectory;
import org.portalemails.recovery.AccountRecovery;
import org.portalemails.recovery.RecoveryRequests;
import org.portalemails.screen.SettingsScreen;
import org.portalemails.settings.SettingsStore;
import org.portalemails.transport.MailRoutes;
import org.portalemails.transport.MailTransport;
import org.portalemails.transport.RecipientGuard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/**
 * The library from the host's ports: it announces, its screen can be shown, and a dispatcher sends. Needs a {@link CustomerGroupDirectory}, an
 * outbox with its settings (from the JDBC adapter) and a transport (from the mail adapter); what is missing is named at the start.
 */
@AutoConfiguration(
        afterName = {
            "org.portalemails.jdbc.spring.PortalDatabaseAutoConfiguration",
            "org.portalemails.mail.spring.SmtpAutoConfiguration"
        })
@ConditionalOnProperty(prefix = "portal-emails", name = "enabled", matchIfMissing = true)
@EnableConfigurationProperties({
    PortalEmailsProperties.class,
    ProfileProperties.class,
    SealProperties.class,
    GuardProperties.class,
    DispatcherProperties.class,
    RecoveryProperties.class,
    ScreenProperties.class
})
@Import({
    MetricsConfiguration.class,
    TracingConfiguration.class,
    EndpointConfiguration.class,
    ScreenConfiguration.class,
    Boot3HealthConfiguration.class,
    Boot4HealthConfiguration.class
})
@SuppressWarnings("exports") // who uses this has Spring; everybody else need not
public class PortalEmailsAutoConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(PortalEmailsAutoConfiguration.class);

    /**
     * Refuses names of properties that do not exist, before anything else.
     *
     * @param environment where they are
     */
    PortalEmailsAutoConfiguration(ConfigurableEnvironment environment) {
        PropertyNames.check(environment);
    }

    @Bean
    @ConditionalOnMissingBean
    PayloadSealer portalEmailsSealer(SealProperties properties) {
        return properties.toSealer();
    }

    @Bean
    @ConditionalOnMissingBean
    RecipientGuard portalEmailsGuard(GuardProperties properties) {
        return properties.toGuard();
    }

    @Bean
    @ConditionalOnMissingBean
    @Lazy // the profiles of several companies may not ask for it
    PortalProfile portalProfile(ProfileProperties properties) {
        return properties.toProfile();
    }

    @Bean
    @ConditionalOnMissingBean
    PortalEmails portalEmails(
            ObjectProvider<CustomerGroupDirectory> groups,
            ObjectProvider<SettingsStore> settings,
            ObjectProvider<Outbox> outbox,
            ObjectProvider<AccountDirectory> accounts,
            ObjectProvider<RecoveryRequests> requests,
            ObjectProvider<CompanyDirectory> companies,
            ObjectProvider<PortalProfiles> profiles,
            ObjectProvider<PortalProfile> profile,
            PortalEmailsProperties properties,
            RecoveryProperties recovery,
            ObjectProvider<MailTransport> soleTransport,
            ObjectProvider<MailRoutes> routes,
            ObjectProvider<MailTracing> tracing,
            ObjectProvider<PortalEmailsCustomizer> customizers,
            ObjectProvider<DispatcherLifecycle> dispatcher) {
        WakeUp wakeUp = new WakeUp(() -> dispatcher.ifAvailable(DispatcherLifecycle::wakeUp));
        PortalEmails.Builder builder = PortalEmails.builder()
                .customerGroups(HostBeans.needed(
                        groups,
                        CustomerGroupDirectory.class,
                        "which customer groups there are, and whether they use the portal"))
                .settingsStore(HostBeans.needed(settings, SettingsStore.class, HostBeans.JDBC))
                .outbox(new WakingOutbox(HostBeans.needed(outbox, Outbox.class, HostBeans.JDBC), wakeUp))
                .senderDomains(properties.toSenderDomains())
                .refusingWrongSenders(properties.refuseWrongSenders())
                .profiles(profiles.getIfAvailable(() -> always(profile.getObject())));
        companies.ifAvailable(builder::companies);
        accounts.ifAvailable(directory -> builder.recovery(
                        directory,
                        new WakingRecoveryRequests(
                                HostBeans.needed(requests, RecoveryRequests.class, HostBeans.JDBC), wakeUp))
                .recoveryPolicy(recovery.toPolicy()));
        builder.routes(HostBeans.routes(routes, soleTransport));
        tracing.ifAvailable(builder::tracing);
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return builder.build();
    }

    private static PortalProfiles always(PortalProfile profile) {
        return company -> profile;
    }

    @Bean
    @ConditionalOnMissingBean
    Notifier portalEmailsNotifier(PortalEmails portalEmails) {
        return portalEmails.notifier();
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBean(LinkAdministration.class)
    Invitations portalEmailsInvitations(LinkAdministration links, Notifier notifier) {
        return new Invitations(links, notifier);
    }

    @Bean
    @ConditionalOnMissingBean
    SettingsScreen portalEmailsSettingsScreen(PortalEmails portalEmails) {
        return portalEmails.settingsScreen();
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBean(AccountDirectory.class)
    AccountRecovery portalEmailsAccountRecovery(PortalEmails portalEmails) {
        return portalEmails.accountRecovery();
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnProperty(prefix = "portal-emails.dispatcher", name = "enabled", matchIfMissing = true)
    SenderThreads portalEmailsSenderThreads(DispatcherProperties properties, Environment environment) {
        return SenderThreads.of(properties, environment);
    }

    /** The name of a parameter would choose among several transports: a test that adds its own would send with the real one. */
    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnProperty(prefix = "portal-emails.dispatcher", name = "enabled", matchIfMissing = true)
    OutboxDispatcher portalEmailsDispatcher(
            ObjectProvider<OutboxQueue> queue,
            ObjectProvider<MailTransport> soleTransport,
            ObjectProvider<MailRoutes> routes,
            PayloadSealer sealer,
            PortalEmails portalEmails,
            ObjectProvider<LinkMinter> minter,
            ObjectProvider<SuppressionList> suppressionList,
            ObjectProvider<DeliveryListener> listeners,
            ObjectProvider<AccountDirectory> accounts,
            ObjectProvider<MailTracing> tracing,
            DispatcherProperties properties,
            SenderThreads senders,
            ObjectProvider<DispatcherCustomizer> customizers) {
        MailRoutes ways = routes.getIfAvailable();
        OutboxDispatcher.Builder builder = OutboxDispatcher.builder(
                        HostBeans.needed(queue, OutboxQueue.class, HostBeans.JDBC),
                        ways != null
                                ? ways
                                : MailRoutes.single(
                                        HostBeans.needed(soleTransport, MailTransport.class, HostBeans.MAIL)))
                .sealer(sealer)
                .policy(properties.toPolicy())
                .listener(DeliveryListener.each(listeners.orderedStream().toArray(DeliveryListener[]::new)))
                .senders(senders.executor());
        minter.ifAvailable(builder::linkMinter);
        if (minter.stream().findAny().isEmpty()) {
            LOG.warn("there is no bean of type LinkMinter: mails whose links are made when they leave will not leave");
        }
        suppressionList.ifAvailable(builder::suppressionList);
        tracing.ifAvailable(builder::tracing);
        accounts.ifAvailable(directory -> builder.recovery(portalEmails.recoveryProcessor()));
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return WrongConfigurationException.named(
                "portal-emails.dispatcher.lease",
                "Give portal-emails.dispatcher.lease at least twice the transport's deadline, such as 10m.",
                builder::build);
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBean(OutboxDispatcher.class)
    @ConditionalOnProperty(prefix = "portal-emails.dispatcher", name = "enabled", matchIfMissing = true)
    DispatcherLifecycle portalEmailsDispatcherLifecycle(
            ObjectProvider<OutboxDispatcher> dispatcher, DispatcherProperties properties, Environment environment) {
        return new DispatcherLifecycle(dispatcher, properties.toPolling(DispatcherLifecycle.phaseOf(environment)));
    }

    /** What a page and health say of the sending of mails, with what this node's dispatcher knows. */
    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBean(OutboxAdministration.class)
    OutboxWatch portalEmailsWatch(
            OutboxAdministration outbox,
            ObjectProvider<DispatcherLifecycle> dispatcher,
            DispatcherProperties properties) {
        return new OutboxWatch(
                outbox,
                () -> Optional.ofNullable(dispatcher.getIfAvailable())
                        .filter(DispatcherLifecycle::isRunning)
                        .map(DispatcherLifecycle::routes)
                        .orElse(List.of()),
                properties.lateAfter(),
                Clock.systemUTC());
    }

    /** Among the listeners, so that it hears of mails that come back. */
    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBean(OutboxAdministration.class)
    FailureDigest portalEmailsFailureDigest(PortalEmails portalEmails, OutboxAdministration outbox, OutboxWatch watch) {
        return portalEmails.failureDigest(outbox, watch);
    }

    /** Beside the dispatcher: a node that leaves sending to others leaves this to them, too. */
    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    @ConditionalOnBean({FailureDigest.class, OutboxDispatcher.class})
    DigestRounds portalEmailsDigestRounds(FailureDigest digest) {
        return DigestRounds.start(digest, Duration.ofMinutes(1));
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    @ConditionalOnBean(OutboxAdministration.class)
    @ConditionalOnProperty(prefix = "portal-emails.dispatcher", name = "keep-history")
    Retention portalEmailsRetention(OutboxAdministration outbox, DispatcherProperties properties) {
        return properties.toRetention(outbox);
    }
}
