package org.portalemails.jdbc.spring;

import javax.sql.DataSource;
import org.portalemails.jdbc.PortalDatabase;
import org.portalemails.links.LinkAdministration;
import org.portalemails.links.OneTimeLinks;
import org.portalemails.outbox.OutboxAdministration;
import org.portalemails.outbox.PayloadSealer;
import org.portalemails.outbox.SuppressionList;
import org.portalemails.outbox.spi.Outbox;
import org.portalemails.outbox.spi.OutboxQueue;
import org.portalemails.recovery.RecoveryRequests;
import org.portalemails.settings.SettingsStore;
import org.portalemails.spring.DispatcherCustomizer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;

/**
 * Settings and outbox in the application's {@link DataSource}: announcements join Spring's current transaction, the tables are made after the
 * application's own scripts, Flyway or Liquibase ran.
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration"
        })
@ConditionalOnProperty(prefix = "portal-emails", name = "enabled", matchIfMissing = true)
@ConditionalOnSingleCandidate(DataSource.class)
@EnableConfigurationProperties(DatabaseProperties.class)
@SuppressWarnings("exports") // who uses this has Spring; everybody else need not
public class PortalDatabaseAutoConfiguration {
    PortalDatabaseAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    @DependsOnDatabaseInitialization
    PortalDatabase portalDatabase(DataSource dataSource, PayloadSealer sealer, DatabaseProperties properties) {
        return PortalDatabase.builder(dataSource)
                .tables(properties.toNames())
                .sealer(sealer)
                .hostConnection(SpringConnections.of(dataSource))
                .build();
    }

    /** Where everything below comes from, so that nobody meets the database before its tables. */
    @Bean
    @DependsOnDatabaseInitialization
    ReadyDatabase portalEmailsReadyDatabase(PortalDatabase database, DatabaseProperties properties) {
        return ReadyDatabase.of(database, properties.schema());
    }

    @Bean
    @ConditionalOnMissingBean
    Outbox portalEmailsOutbox(ReadyDatabase ready) {
        return ready.database().outbox();
    }

    @Bean
    @ConditionalOnMissingBean
    OutboxQueue portalEmailsQueue(ReadyDatabase ready) {
        return ready.database().queue();
    }

    @Bean
    @ConditionalOnMissingBean
    SettingsStore portalEmailsSettings(ReadyDatabase ready) {
        return ready.database().settingsStore();
    }

    @Bean
    @ConditionalOnMissingBean
    OutboxAdministration portalEmailsOutboxAdministration(ReadyDatabase ready) {
        return ready.database().administration();
    }

    @Bean
    @ConditionalOnMissingBean
    SuppressionList portalEmailsSuppressionList(ReadyDatabase ready) {
        return ready.database().suppressionList();
    }

    @Bean
    @ConditionalOnMissingBean
    RecoveryRequests portalEmailsRecoveryRequests(ReadyDatabase ready) {
        return ready.database().recoveryRequests();
    }

    @Bean
    @ConditionalOnMissingBean
    OneTimeLinks portalEmailsLinks(ReadyDatabase ready) {
        return ready.database().links();
    }

    @Bean
    @ConditionalOnMissingBean
    LinkAdministration portalEmailsLinkAdministration(ReadyDatabase ready) {
        return ready.database().linkAdministration();
    }

    /** Logos are read when mails leave, in short transactions of the dispatcher's. */
    @Bean
    DispatcherCustomizer portalEmailsLogos(ReadyDatabase ready) {
        return builder -> builder.settings(ready.database().settingsForDispatcher());
    }
}
