package com.example.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.portalemails.host.CustomerGroup;
import org.portalemails.host.CustomerGroupDirectory;
import org.portalemails.testkit.RecordingTransport;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@ExtendWith(OutputCaptureExtension.class)
@DisplayName("On the screen of whoever starts it, a host sees")
class FailureMessagesTest {
    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class WithoutGroups {}

    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class OwnTransport {
        @Bean
        CustomerGroupDirectory groups() {
            return id -> Optional.of(new CustomerGroup(id, "Group", true));
        }

        @Bean
        RecordingTransport ownTransport() {
            return new RecordingTransport();
        }
    }

    private static ConfigurableApplicationContext start(Class<?> application, String... arguments) {
        return new SpringApplicationBuilder(application).run(arguments);
    }

    private static void fails(Class<?> application, String... arguments) {
        assertThatThrownBy(() -> start(application, arguments)).isInstanceOf(Exception.class);
    }

    @Test
    @DisplayName("which bean is missing, and what to write")
    void bean(CapturedOutput screen) {
        fails(WithoutGroups.class);
        assertThat(screen)
                .contains("APPLICATION FAILED TO START")
                .contains("Portal Emails: there is no bean of type CustomerGroupDirectory.")
                .contains("org.portalemails.host.CustomerGroupDirectory")
                .contains("portal-emails.enabled=false");
    }

    @Test
    @DisplayName("which properties there are, for one that there is not")
    void unknownProperty(CapturedOutput screen) {
        fails(BillingPortal.class, "--portal-emails.profile.portal-nam=x");
        assertThat(screen)
                .contains("Portal Emails: there is no property portal-emails.profile.portal-nam.")
                .contains("from property source \"commandLineArgs\"")
                .contains("portal-name", "portal-url");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "portal-emails.schema=later | Write one of install, check, off.",
                "portal-emails.smtp.tls=SSL | Write one of starttls-required, implicit, plain.",
                "portal-emails.smtp.preset=gmail | Write one of microsoft-365, google, google-relay, ses,",
                "portal-emails.dispatcher.lease=soon | Write a number and its unit, such as 500ms",
                "portal-emails.dispatcher.batch=many | Write a number.",
                "portal-emails.dispatcher.enabled=perhaps | Write true or false.",
                "portal-emails.profile.zone=Toronto | Write a time zone such as America/Toronto",
            })
    @DisplayName("which values there are, as they are written:")
    void wrongValue(String property, String said, CapturedOutput screen) {
        fails(BillingPortal.class, "--" + property);
        String[] parts = property.split("=");
        assertThat(screen)
                .contains("Portal Emails: " + parts[0] + " cannot be \"" + parts[1] + "\".")
                .contains("from property source \"commandLineArgs\"")
                .contains(said);
    }

    @Test
    @DisplayName("in which file and line a wrong property is")
    void origin(@TempDir Path directory, CapturedOutput screen) throws IOException {
        Path file = directory.resolve("more.yaml");
        Files.writeString(
                file,
                """
                portal-emails:
                  profile:
                    languages:
                      fr-CA:
                        portal-url: http://portail.boreale.example
                """);
        fails(BillingPortal.class, "--spring.config.additional-location=" + file.toUri());
        assertThat(screen)
                .contains("Portal Emails: portal-emails.profile.languages.fr-CA.portal-url: ")
                .contains("more.yaml] - 5:21");
    }

    @Test
    @DisplayName("in which line an element of a list is")
    void originOfAList(@TempDir Path directory, CapturedOutput screen) throws IOException {
        Path file = directory.resolve("more.yaml");
        Files.writeString(
                file,
                """
                portal-emails.guard.allow-domains:
                  - jane@boreale.example
                """);
        fails(BillingPortal.class, "--spring.config.additional-location=" + file.toUri());
        assertThat(screen)
                .contains("portal-emails.guard.allow-domains: guard: a domain is written without @")
                .contains("more.yaml] - 2:5");
    }

    @Test
    @DisplayName("that properties of the transport are not used beside one of its own, and starts all the same")
    void overlooked(CapturedOutput screen) {
        try (ConfigurableApplicationContext host = start(OwnTransport.class)) {
            assertThat(host.isRunning()).isTrue();
        }
        assertThat(screen)
                .containsOnlyOnce("portal-emails.smtp.* is not used: mails leave through the bean ownTransport");
    }

    @Test
    @DisplayName("nothing of that where the transport is made of them")
    void used(CapturedOutput screen) {
        start(BillingPortal.class).close();
        assertThat(screen).doesNotContain("is not used");
    }
}
