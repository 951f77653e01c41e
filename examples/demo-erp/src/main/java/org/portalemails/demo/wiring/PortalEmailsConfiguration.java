package org.portalemails.demo.wiring;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import javax.sql.DataSource;
import org.portalemails.PortalEmails;
import org.portalemails.address.EmailAddress;
import org.portalemails.address.SenderDomains;
import org.portalemails.announce.Notifier;
import org.portalemails.delivery.LinkMinter;
import org.portalemails.delivery.MailTransport;
import org.portalemails.delivery.OutboxDispatcher;
import org.portalemails.demo.customers.CustomerGroups;
import org.portalemails.host.PortalProfile;
import org.portalemails.jdbc.ConnectionSource;
import org.portalemails.jdbc.PortalDatabase;
import org.portalemails.jdbc.SchemaInstaller;
import org.portalemails.limit.RequestLimit;
import org.portalemails.limit.RequestLimits;
import org.portalemails.metrics.PortalEmailMetrics;
import org.portalemails.outbox.AesGcmSealer;
import org.portalemails.outbox.OutboxAdministration;
import org.portalemails.outbox.PayloadSealer;
import org.portalemails.outbox.SuppressionList;
import org.portalemails.recovery.AccountDirectory;
import org.portalemails.recovery.AccountRecovery;
import org.portalemails.recovery.RecoveryPolicy;
import org.portalemails.recovery.RecoveryRequests;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The lines that a Spring host writes to embed Portal Emails. */
@Configuration
class PortalEmailsConfiguration {
    /** A person may try five times an hour; a program that tries many addresses meets the limit of the whole portal. */
    private static final RequestLimits RECOVERY_LIMITS = RequestLimits.standard()
            .perAddress(new RequestLimit(5, Duration.ofHours(1)))
            .wholeSystem(new RequestLimit(1_000, Duration.ofHours(1)));

    /** What keeps whoever can write to the database from redirecting or rewriting mails. */
    @Bean
    PayloadSealer payloadSealer(@Value("${demo.outbox-key}") String key) {
        return AesGcmSealer.of("demo-key", key.getBytes(StandardCharsets.US_ASCII));
    }

    /** Announcements use the connection of Spring's current transaction. */
    @Bean
    PortalDatabase portalDatabase(DataSource dataSource, PayloadSealer sealer) {
        PortalDatabase database = PortalDatabase.builder(dataSource)
                .sealer(sealer)
                .hostConnection(ConnectionSource.borrowing(
                        () -> DataSourceUtils.getConnection(dataSource),
                        connection -> DataSourceUtils.releaseConnection(connection, dataSource),
                        connection -> TransactionSynchronizationManager.isActualTransactionActive()
                                && DataSourceUtils.isConnectionTransactional(connection, dataSource)))
                .build();
        new SchemaInstaller(database).install();
        return database;
    }

    @Bean
    PortalEmails portalEmails(
            PortalDatabase database,
            CustomerGroups groups,
            AccountDirectory accounts,
            PortalProfile profile,
            @Value("${demo.mail-domain}") String mailDomain) {
        return PortalEmails.builder()
                .customerGroups(groups)
                .settingsStore(database.settingsStore())
                .outbox(database.outbox())
                .senderDomains(SenderDomains.only(mailDomain))
                .profile(profile)
                .recovery(accounts, database.recoveryRequests())
                .recoveryPolicy(RecoveryPolicy.standard().limitedTo(RECOVERY_LIMITS))
                .build();
    }

    /** What the pages for forgotten user names and passwords call. */
    @Bean
    AccountRecovery accountRecovery(PortalEmails portalEmails) {
        return portalEmails.accountRecovery();
    }

    /** For staff: how such requests ended. */
    @Bean
    RecoveryRequests recoveryRequests(PortalDatabase database) {
        return database.recoveryRequests();
    }

    @Bean
    Notifier notifier(PortalEmails portalEmails, DispatcherLifecycle dispatcher) {
        return new WakingNotifier(portalEmails.notifier(), dispatcher);
    }

    @Bean
    OutboxAdministration outboxAdministration(PortalDatabase database) {
        return database.administration();
    }

    /** Addresses that a server called dead; staff may lift them. */
    @Bean
    SuppressionList suppressionList(PortalDatabase database) {
        return database.suppressionList();
    }

    @Bean
    ThreadPoolTaskExecutor portalEmailsSenders() {
        ThreadPoolTaskExecutor senders = new ThreadPoolTaskExecutor();
        senders.setThreadNamePrefix("portal-emails-sender-");
        senders.setCorePoolSize(4);
        senders.setMaxPoolSize(4);
        return senders;
    }

    /** What operators watch; Spring Boot binds it to its registry. */
    @Bean
    PortalEmailMetrics portalEmailMetrics(OutboxAdministration outbox) {
        return new PortalEmailMetrics(outbox);
    }

    @Bean
    OutboxDispatcher outboxDispatcher(
            PortalDatabase database,
            PayloadSealer sealer,
            PortalEmails portalEmails,
            MailTransport transport,
            LinkMinter minter,
            SuppressionList suppressionList,
            PortalEmailMetrics metrics,
            ThreadPoolTaskExecutor portalEmailsSenders) {
        return OutboxDispatcher.builder(database.queue(), transport)
                .settings(database.settingsForDispatcher())
                .sealer(sealer)
                .linkMinter(minter)
                .recovery(portalEmails.recoveryProcessor())
                .suppressionList(suppressionList)
                .listener(metrics)
                .senders(portalEmailsSenders)
                .build();
    }

    /** What the ERP says of itself in every mail. */
    @Bean
    PortalProfile profile() {
        return PortalProfile.builder()
                .senderCompanyName("Érable Industries inc.")
                .portalName("Portail Facturation et comptes clients")
                .portalName(Locale.ENGLISH, "Billing and Receivables Portal")
                .portalUrl("https://portail.erable.example")
                .supportContact(
                        "Service des comptes clients",
                        EmailAddress.of("comptes.clients@erable.example"),
                        "1 800 555-0142")
                .supportContactName(Locale.ENGLISH, "Accounts Receivable")
                .zone(ZoneId.of("America/Toronto"))
                .build();
    }
}
