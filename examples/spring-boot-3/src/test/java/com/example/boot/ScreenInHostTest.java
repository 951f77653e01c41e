package com.example.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.portalemails.screen.ScreenPermission.SEE_SETTINGS;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalemails.demo.Browser;
import org.portalemails.demo.ScreenPage;
import org.portalemails.screen.ScreenAccess;
import org.portalemails.screen.ScreenUser;
import org.portalemails.spring.WrongConfigurationException;
import org.portalemails.testkit.RecordingTransport;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The elements in pages of a host whose Spring Security is as Spring Boot makes it, and once with its token in a cookie. */
@DisplayName("The Portal Emails screen in a page of this host")
class ScreenInHostTest {
    private static final String MAIL = "customer-validation-confirmation";
    private static final String SCREEN = "/portal-emails/api/screen?group=WHOLESALE-QC";

    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    @Import({PortalEmailsWiring.class, Pages.class})
    static class Host {
        @Bean
        RecordingTransport transport() {
            return new RecordingTransport();
        }

        @Bean
        UserDetailsService users() {
            return new InMemoryUserDetailsManager(
                    User.withUsername("zoe").password("{noop}erable").build(),
                    User.withUsername("luc").password("{noop}erable").build());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Access {
        // snippet: access
        @Bean
        ScreenAccess screenAccess() {
            return principal ->
                    Optional.ofNullable(principal).map(Principal::getName).map(Access::user);
        }

        private static ScreenUser user(String name) {
            boolean administrator = name.equals("zoe");
            return new ScreenUser(name, null, (what, where) -> administrator || what == SEE_SETTINGS);
        }
        // end
    }

    /** For pages that scripts make: they read the token from a cookie. */
    @Configuration(proxyBeanMethods = false)
    static class TokenInACookie {
        @Bean
        SecurityFilterChain chain(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .formLogin(Customizer.withDefaults())
                    .csrf(csrf -> csrf.csrfTokenRepository(CookieCsrfTokenRepository.withHttpOnlyFalse())
                            .csrfTokenRequestHandler(new CsrfTokenRequestAttributeHandler()))
                    .build();
        }
    }

    @RestController
    static class Pages {
        @GetMapping(path = "/{element:settings|outbox}", produces = "text/html;charset=UTF-8")
        String page(@PathVariable String element, CsrfToken token, HttpServletResponse response) {
            response.setHeader(
                    "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
                            + "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
            boolean inACookie = response.getHeaders("Set-Cookie").stream().anyMatch(one -> one.startsWith("XSRF-TOKEN"))
                    || token.getHeaderName().equals("X-XSRF-TOKEN");
            return """
                   <!doctype html>
                   <html lang="fr-CA">
                   <head><meta charset="utf-8"><title>ERP</title>%s
                   <script type="module" src="portal-emails/portal-emails.js"></script></head>
                   <body><main><portal-emails-%s group="WHOLESALE-QC"></portal-emails-%s></main></body>
                   </html>
                   """
                    .formatted(
                            inACookie ? "" : "<meta name=\"_csrf\" content=\"" + token.getToken() + "\">",
                            element,
                            element);
        }
    }

    private static ConfigurableApplicationContext start(List<Class<?>> more, String... properties) {
        return new SpringApplicationBuilder(Host.class)
                .sources(more.toArray(Class<?>[]::new))
                .run(Stream.concat(
                                Stream.of(
                                        "--spring.main.web-application-type=servlet",
                                        "--server.port=0",
                                        "--spring.datasource.generate-unique-name=true",
                                        "--spring.datasource.url="),
                                Stream.of(properties))
                        .toArray(String[]::new));
    }

    private static String address(ConfigurableApplicationContext host, String path) {
        return "http://localhost:" + host.getEnvironment().getRequiredProperty("local.server.port") + path;
    }

    private static HttpResponse<String> get(ConfigurableApplicationContext host, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address(host, path)));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private static String[] as(String user) {
        return new String[] {
            "Authorization",
            "Basic " + Base64.getEncoder().encodeToString((user + ":erable").getBytes(StandardCharsets.UTF_8))
        };
    }

    @Test
    @DisplayName("works with the token of the session, under a policy that permits no inline script or style")
    void tokenOfTheSession() throws IOException {
        try (ConfigurableApplicationContext host = start(List.of(Access.class))) {
            works(host, "");
        }
    }

    @Test
    @DisplayName("works with a token in a cookie, below a context path, and whatever the host has told its own Jackson")
    void elsewhere() throws IOException {
        try (ConfigurableApplicationContext host = start(
                List.of(Access.class, TokenInACookie.class),
                "--server.servlet.context-path=/erp",
                "--spring.jackson.property-naming-strategy=SNAKE_CASE",
                "--spring.jackson.default-property-inclusion=non_empty")) {
            works(host, "/erp");
        }
    }

    private static void works(ConfigurableApplicationContext host, String context) throws IOException {
        try (Browser browser = Browser.open()) {
            browser.go(address(host, context + "/settings"));
            browser.signIn("zoe");
            ScreenPage screen = new ScreenPage(browser, address(host, context + "/settings")).open();
            browser.type("[id='sendFrom']", "portail@boreale.example");
            screen.write(MAIL, "fr-CA");
            screen.emptied(MAIL);
            screen.keys("Bonjour, vous êtes des nôtres.");
            screen.subject(MAIL, "fr-CA", "Bienvenue");
            screen.previewShows("vous êtes des nôtres");
            screen.sound();
            browser.type("#test-to", "zoe@boreale.example");
            browser.click("#test");
            browser.waitForText("aside", "zoe@boreale.example.");
            screen.save();
            screen.saved(1);
            assertThat(screen.sourceOf(MAIL, "fr-CA")).isEqualTo("<p>Bonjour, vous êtes des nôtres.</p>");
            browser.click(".top .actions button");
            browser.waitForText("dialog article", "zoe");
            assertThat(browser.text("dialog article")).contains("vous êtes des nôtres");

            RecordingTransport transport = host.getBean(RecordingTransport.class);
            browser.waitFor("the test mail", driver -> transport.accepted().size() == 1 ? true : null);
            browser.script("onbeforeunload = null");
            browser.go(address(host, context + "/outbox"));
            browser.waitForText("tbody", "zoe@boreale.example");
        }
    }

    @Test
    @DisplayName("is in a page that no other page may frame, and yet the preview's frame may stand in it")
    void headers() throws Exception {
        try (ConfigurableApplicationContext host = start(List.of(Access.class))) {
            HttpResponse<String> page = get(host, SCREEN, as("zoe"));
            assertThat(page.headers().firstValue("X-Frame-Options")).hasValue("DENY");
            assertThat(page.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
            assertThat(page.headers().firstValue("Content-Type").orElseThrow().toLowerCase(Locale.ROOT))
                    .isEqualTo("application/json;charset=utf-8");
            assertThat(page.body()).contains("\"editable\":true", "\"savedBy\":\"\"");
            assertThat(get(host, SCREEN, as("luc")).body()).contains("\"editable\":false");
        }
    }

    @Test
    @DisplayName("asks whoever is not signed in to sign in, as every page of the host does")
    void signedOut() throws Exception {
        try (ConfigurableApplicationContext host = start(List.of(Access.class))) {
            assertThat(get(host, SCREEN).statusCode()).isEqualTo(401);
            HttpResponse<String> page = get(host, "/settings", "Accept", "text/html");
            assertThat(page.statusCode()).isEqualTo(302);
            assertThat(page.headers().firstValue("Location").orElseThrow()).endsWith("/login");
        }
    }

    @Test
    @DisplayName("has no address without a bean that says who may do what")
    void noAccess() throws Exception {
        try (ConfigurableApplicationContext host = start(List.of())) {
            assertThat(get(host, SCREEN, as("zoe")).statusCode()).isEqualTo(404);
        }
    }

    @Test
    @DisplayName("answers where a property says")
    void path() throws Exception {
        try (ConfigurableApplicationContext host =
                start(List.of(Access.class), "--portal-emails.screen.path=/internal/mail-settings")) {
            assertThat(get(host, SCREEN, as("zoe")).statusCode()).isEqualTo(404);
            assertThat(get(host, "/internal/mail-settings/words?lang=fr-CA", as("zoe"))
                            .body())
                    .contains("\"screen.save\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"api/", "/api/", "/a b", "/{x}", ""})
    @DisplayName("does not start with a path that is none:")
    void wrongPath(String path) {
        assertThatThrownBy(() -> start(List.of(Access.class), "--portal-emails.screen.path=" + path)
                        .close())
                .rootCause()
                .isInstanceOf(WrongConfigurationException.class)
                .hasMessage("portal-emails.screen.path: \"" + path + "\" is no path.");
    }
}
