package com.example.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.CustomerGroupId;
import org.portalemails.screen.SettingsScreen;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.form.SettingsForm;
import org.portalemails.testkit.RecordingTransport;
import org.portalemails.view.StoredSettingsView;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@DisplayName("A REST controller of the host")
class SettingsOverHttpTest {
    private static final String GOOD = "{\"sendFrom\": \"portail@boreale.example\", \"version\": 0}";
    private static final String MISSPELT =
            "{\"sendFrom\": \"portail@boreale.example\", \"replyTwo\": \"a@boreale.example\"}";

    private static final String STRICT = "--spring.jackson.deserialization.fail-on-unknown-properties=true";
    private static final String PROBLEMS = "--spring.mvc.problemdetails.enabled=true";

    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    @Import({PortalEmailsWiring.class, Settings.class, PortalProblems.class})
    static class Application {
        @Bean
        RecordingTransport transport() {
            return new RecordingTransport();
        }

        /** Who may ask is another matter. */
        @Bean
        SecurityFilterChain everybody(HttpSecurity http) throws Exception {
            return http.csrf(CsrfConfigurer::disable).build();
        }
    }

    @RestController
    static class Settings {
        private final SettingsScreen screen;

        Settings(SettingsScreen screen) {
            this.screen = screen;
        }

        @PutMapping("/groups/{group}/settings")
        @Transactional
        public StoredSettingsView save(@PathVariable("group") String group, @RequestBody SettingsForm form) {
            return StoredSettingsView.of(screen.save(SettingsOwner.group(new CustomerGroupId(group)), form, "zoe"));
        }
    }

    private static HttpResponse<String> put(String group, String body, String... properties)
            throws IOException, InterruptedException {
        String[] arguments = Stream.concat(
                        Stream.of(
                                "--spring.main.web-application-type=servlet",
                                "--server.port=0",
                                "--spring.datasource.generate-unique-name=true",
                                "--spring.datasource.url="),
                        Stream.of(properties))
                .toArray(String[]::new);
        try (ConfigurableApplicationContext host = new SpringApplicationBuilder(Application.class).run(arguments)) {
            String port = host.getEnvironment().getRequiredProperty("local.server.port");
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(
                                            URI.create("http://localhost:" + port + "/groups/" + group + "/settings"))
                                    .header("Content-Type", "application/json")
                                    .header("Accept-Language", "fr-CA")
                                    .PUT(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
        }
    }

    private static void assertProblem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
    }

    @Test
    @DisplayName("saves")
    void saves() throws Exception {
        HttpResponse<String> answer = put("WHOLESALE-QC", GOOD);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("\"version\":1", "portail@boreale.example");
    }

    @Test
    @DisplayName("answers what the library refuses as a problem, in the reader's language")
    void refused() throws Exception {
        HttpResponse<String> invalid = put("WHOLESALE-QC", "{\"sendFrom\": \"portail@\"}");
        assertProblem(invalid, 422);
        assertThat(invalid.body()).contains("\"path\":\"sendFrom\"").contains("/groups/WHOLESALE-QC/settings");
        assertThat(invalid.body().toLowerCase(Locale.ROOT)).contains("certains champs doivent être corrigés");
        assertProblem(put("NOBODY", GOOD), 404);
    }

    @Test
    @DisplayName("leaves a body that nobody can read to Spring, which answers it as a problem where it is told")
    void unreadable() throws Exception {
        assertThat(put("WHOLESALE-QC", "{\"sendFrom\":").statusCode()).isEqualTo(400);
        assertProblem(put("WHOLESALE-QC", "{\"sendFrom\":", PROBLEMS), 400);
    }

    @Test
    @DisplayName("drops a misspelt key as Spring Boot comes, and refuses it where it is told")
    void misspelt() throws Exception {
        HttpResponse<String> dropped = put("WHOLESALE-QC", MISSPELT);
        assertThat(dropped.statusCode()).isEqualTo(200);
        assertThat(dropped.body()).doesNotContain("a@boreale.example");
        assertProblem(put("WHOLESALE-QC", MISSPELT, STRICT, PROBLEMS), 400);
        assertThat(put("WHOLESALE-QC", GOOD, STRICT, PROBLEMS).statusCode()).isEqualTo(200);
    }
}
