package com.example.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.validation.Validator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.portalemails.PortalEmails;
import org.portalemails.delivery.OutboxDispatcher;
import org.portalemails.event.ActionLink;
import org.portalemails.event.EventHeader;
import org.portalemails.event.EventId;
import org.portalemails.event.PasswordResetRequested;
import org.portalemails.jdbc.ConnectionSource;
import org.portalemails.jdbc.PortalDatabase;
import org.portalemails.jdbc.SchemaInstaller;
import org.portalemails.mail.EmlDirectoryTransport;
import org.portalemails.metrics.PortalEmailMetrics;
import org.portalemails.outbox.AesGcmSealer;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.form.SettingsForm;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.SampleSettings;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronizationManager;

@DisplayName("A host on Spring Boot 3.5")
class SpringBoot3Test {
    @TempDir
    Path mails;

    private ConfigurableApplicationContext context;

    @BeforeEach
    void start() {
        context = new SpringApplication(Host.class)
                .run(
                        "--spring.datasource.url=jdbc:h2:mem:boot3",
                        "--spring.main.web-application-type=none",
                        "--spring.main.banner-mode=off",
                        "--logging.level.root=warn");
    }

    @AfterEach
    void stop() {
        context.close();
    }

    private long delivered() throws IOException {
        OutboxDispatcher.builder(context.getBean(PortalDatabase.class).queue(), new EmlDirectoryTransport(mails))
                .sealer(context.getBean(AesGcmSealer.class))
                .listener(context.getBean(PortalEmailMetrics.class))
                .build()
                .runUntilIdle();
        try (Stream<Path> files = Files.list(mails)) {
            return files.count();
        }
    }

    @Test
    @DisplayName("is what this test runs on, with Hibernate Validator 8")
    void versions() {
        assertThat(SpringBootVersion.getVersion()).startsWith("3.5.");
        assertThat(org.hibernate.validator.HibernateValidator.class.getPackage().getImplementationVersion())
                .startsWith("8.");
    }

    @Test
    @DisplayName("promises a mail in the transaction of a service, and delivers it once that is committed")
    void commit() throws IOException {
        context.getBean(Passwords.class).forgotten("reset-1", false);
        assertThat(delivered()).isEqualTo(1);
    }

    @Test
    @DisplayName("takes the promise back with the transaction")
    void rollback() throws IOException {
        Passwords passwords = context.getBean(Passwords.class);
        assertThatThrownBy(() -> passwords.forgotten("reset-1", true)).hasMessage("the credit check failed");
        assertThat(delivered()).isZero();
    }

    @Test
    @DisplayName("validates the settings form with Boot's own Validator")
    void validation() {
        Validator validator = context.getBean(Validator.class);
        SettingsForm form = new SettingsForm();
        assertThat(validator.validate(form))
                .as("a company-wide default may have the sender")
                .isEmpty();
        form.setSendFrom("portal@");
        assertThat(validator.validate(form))
                .extracting(violation -> violation.getPropertyPath().toString())
                .containsExactly("sendFrom");
        form.setSendFrom("portal@boreale.example");
        assertThat(validator.validate(form)).isEmpty();
    }

    @Test
    @DisplayName("counts mails in Boot's own meter registry")
    void metrics() throws IOException {
        context.getBean(Passwords.class).forgotten("reset-1", false);
        delivered();
        assertThat(context.getBean(MeterRegistry.class)
                        .get(PortalEmailMetrics.ATTEMPTS)
                        .timers())
                .anySatisfy(timer -> assertThat(timer.count()).isEqualTo(1));
    }

    @Service
    static class Passwords {
        private final PortalEmails portalEmails;

        Passwords(PortalEmails portalEmails) {
            this.portalEmails = portalEmails;
        }

        @Transactional
        public void forgotten(String event, boolean fails) {
            Instant now = Instant.now();
            portalEmails
                    .notifier()
                    .announce(new PasswordResetRequested(
                            EventHeader.of(new EventId(event), SampleEvents.GROUP, now, "Maples Inc."),
                            SampleEvents.MARIE,
                            ActionLink.given(
                                    "https://portal.boreale.example/reset?token=1", now.plus(Duration.ofMinutes(30)))));
            if (fails) {
                throw new IllegalStateException("the credit check failed");
            }
        }
    }

    @Configuration
    @EnableAutoConfiguration
    @Import(Passwords.class)
    static class Host {
        @Bean
        AesGcmSealer sealer() {
            return AesGcmSealer.of("key-1", new byte[32]);
        }

        @Bean
        PortalDatabase portalDatabase(DataSource dataSource, AesGcmSealer sealer) {
            PortalDatabase database = PortalDatabase.builder(dataSource)
                    .sealer(sealer)
                    .hostConnection(ConnectionSource.borrowing(
                            () -> DataSourceUtils.getConnection(dataSource),
                            connection -> DataSourceUtils.releaseConnection(connection, dataSource),
                            connection -> TransactionSynchronizationManager.isActualTransactionActive()
                                    && DataSourceUtils.isConnectionTransactional(connection, dataSource)))
                    .build();
            new SchemaInstaller(database).install();
            database.settingsStore().save(SettingsOwner.group(SampleEvents.GROUP), SampleSettings.allOn(), 0, "setup");
            return database;
        }

        @Bean
        PortalEmails portalEmails(PortalDatabase database) {
            return PortalEmails.builder()
                    .customerGroups(id -> Optional.of(SampleSettings.group())
                            .filter(group -> group.id().equals(id)))
                    .settingsStore(database.settingsStore())
                    .outbox(database.outbox())
                    .profile(SampleSettings.profile())
                    .build();
        }

        @Bean
        PortalEmailMetrics portalEmailMetrics(PortalDatabase database) {
            return new PortalEmailMetrics(database.administration());
        }
    }
}
