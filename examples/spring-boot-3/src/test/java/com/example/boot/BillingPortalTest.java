package com.example.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.portalemails.notification.NotificationType.RESET_PASSWORD;
import static org.portalemails.testkit.PortalEmailsAssertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.validation.Validator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.announce.Notifier;
import org.portalemails.jdbc.NoTransactionException;
import org.portalemails.metrics.PortalEmailMetrics;
import org.portalemails.outbox.OutboxAdministration;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.SettingsStore;
import org.portalemails.settings.form.SettingsForm;
import org.portalemails.testkit.PortalMails;
import org.portalemails.testkit.RecordingTransport;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.SampleSettings;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.transaction.PlatformTransactionManager;

@SpringBootTest(
        properties = {
            "spring.datasource.url=jdbc:h2:mem:billing-portal",
            // Only a wake-up after a commit sends a mail within this test.
            "portal-emails.dispatcher.shortest-pause=1h",
            "portal-emails.dispatcher.longest-pause=1h"
        })
@DirtiesContext
@DisplayName("A host on Spring Boot")
class BillingPortalTest {
    @Autowired
    private Passwords passwords;

    @Autowired
    private RecordingTransport transport;

    @Autowired
    private OutboxAdministration outbox;

    @Autowired
    private SettingsStore settings;

    @Autowired
    private ApplicationContext context;

    /** No mail leaves in this test. */
    @TestConfiguration
    static class NoMail {
        @Bean
        RecordingTransport transport() {
            return new RecordingTransport();
        }
    }

    @BeforeEach
    void settings() {
        SettingsOwner owner = SettingsOwner.group(SampleEvents.GROUP);
        if (settings.find(owner).isEmpty()) {
            settings.save(owner, SampleSettings.allOn(), 0, "setup");
        }
    }

    @Test
    @DisplayName("is of the generation that the build says, with the transactions that it says")
    void versions() {
        assertThat(SpringBootVersion.getVersion()).startsWith(System.getProperty("portalemails.spring-boot"));
        assertThat(context.getBean(PlatformTransactionManager.class).getClass().getSimpleName())
                .isEqualTo(System.getProperty("portalemails.transactions"));
    }

    @BeforeEach
    void forget() {
        transport.forget();
    }

    // snippet: commit
    @Test
    void aMailLeavesWhenTheServiceCommits() {
        passwords.forgotten(SampleEvents.GROUP, SampleEvents.MARIE, () -> {});

        assertThat(new PortalMails(outbox, transport).settled())
                .sent(RESET_PASSWORD)
                .to("marie.tremblay@erables.example")
                .withLinkTo("https://portal.boreale.example/reset/")
                .withTextContaining("Boréale")
                .once();
    }
    // end

    @Test
    @DisplayName("sends nothing if that is rolled back")
    void rollback() {
        assertThatThrownBy(() -> passwords.forgotten(SampleEvents.GROUP, SampleEvents.JOHN, () -> {
                    throw new IllegalStateException("the credit check failed");
                }))
                .hasMessage("the credit check failed");
        passwords.forgotten(SampleEvents.GROUP, SampleEvents.MARIE, () -> {});
        assertThat(new PortalMails(outbox, transport).settled())
                .sent(RESET_PASSWORD)
                .to("marie.tremblay@erables.example");
        assertThat(transport.accepted()).hasSize(1);
    }

    @Test
    @DisplayName("is told what to do when it announces outside of a transaction; nothing is written")
    void outsideOfATransaction() {
        assertThatThrownBy(() -> context.getBean(Notifier.class).announce(SampleEvents.userNameForgotten("alone")))
                .isInstanceOf(NoTransactionException.class)
                .hasMessageContaining("@Transactional");
        assertThat(new PortalMails(outbox, transport).entries())
                .noneMatch(entry -> entry.eventId().value().equals("alone"));
    }

    @Test
    @DisplayName("keeps its own executor, validator and meters, and measures mails")
    void surroundings() {
        assertThat(context.getBeansOfType(Executor.class)).containsKey("applicationTaskExecutor");
        SettingsForm form = new SettingsForm();
        form.setSendFrom("portal@");
        assertThat(context.getBean(Validator.class).validate(form))
                .extracting(violation -> violation.getPropertyPath().toString())
                .containsExactly("sendFrom");
        assertThat(context.getBean(MeterRegistry.class)
                        .get(PortalEmailMetrics.HOLDS)
                        .gauge()
                        .value())
                .isZero();
    }

    @Test
    @DisplayName("is wired in 40 lines of Java at most")
    void lines() throws IOException {
        Path wiring = Path.of(System.getProperty("portalemails.sources"), "com/example/boot/PortalEmailsWiring.java");
        assertThat(Files.readAllLines(wiring)).hasSizeLessThanOrEqualTo(40);
    }
}
