package org.portalemails.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.portalemails.address.EmailAddress;
import org.portalemails.demo.customers.Representatives;
import org.portalemails.jdbc.PortalDatabase;
import org.portalemails.links.LinkFate;
import org.portalemails.links.LinkPurpose;
import org.portalemails.outbox.OutboxAdministration;
import org.portalemails.outbox.OutboxEntry;
import org.portalemails.outbox.OutboxQuery;
import org.portalemails.testkit.LinkPageContract;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("The pages to which links of the demo's mails lead")
class LinkPagesTest {
    private static final String PASSWORD = "trois sapins bleus et un renard";

    private static DemoServer server;

    @BeforeAll
    static void start() throws IOException {
        server = new DemoServer();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    private static String somebody() {
        return server.bean(Representatives.class).newest(1).get(0).id();
    }

    private static String newLink(String page, LinkPurpose purpose) {
        return server.address("/portal/" + page + "/"
                + server.bean(PortalDatabase.class)
                        .linksForDispatcher()
                        .issue(purpose, somebody(), Instant.now().plus(Duration.ofMinutes(30)))
                        .value());
    }

    /** Seven of the eight scanners, and how pages have to be. The eighth, which runs scripts, is below. */
    // snippet: contract
    abstract static class OverHttp extends LinkPageContract {
        private final HttpClient client = HttpClient.newHttpClient();

        @Override
        protected Answer send(Request request) throws Exception {
            String body = request.form().entrySet().stream()
                    .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                    .collect(Collectors.joining("&"));
            HttpRequest.Builder builder = HttpRequest.newBuilder(request.address())
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .method(
                            request.method(),
                            request.method().equals("POST")
                                    ? HttpRequest.BodyPublishers.ofString(body)
                                    : HttpRequest.BodyPublishers.noBody());
            request.headers().forEach(builder::header);
            HttpResponse<String> answer = client.send(builder.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.headers().map(), answer.body());
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }

        @Override
        protected boolean hasFinished(Answer page) {
            return page.body().contains("class=\"note good\"");
        }

        @Override
        protected Map<String, String> typed() {
            return Map.of("password", PASSWORD, "again", PASSWORD);
        }
    }
    // end

    @Nested
    @DisplayName("For a new password")
    class Reset extends OverHttp {
        @Override
        protected URI newLink() {
            return URI.create(LinkPagesTest.newLink("reset", LinkPurpose.PASSWORD_RESET));
        }
    }

    @Nested
    @DisplayName("For a registration")
    class Registration extends OverHttp {
        @Override
        protected URI newLink() {
            return URI.create(LinkPagesTest.newLink("register", LinkPurpose.REGISTRATION));
        }
    }

    @Test
    @DisplayName(
            "let a person finish after a scanner has had the page in a browser with scripts for ten seconds, by keyboard and screen reader too")
    void inBrowsers() throws IOException {
        String link = newLink("reset", LinkPurpose.PASSWORD_RESET);
        try (Browser scanner = Browser.open();
                Browser person = Browser.open()) {
            scanner.go(link);
            LockSupport.parkNanos(Duration.ofSeconds(10).toNanos());
            assertThat(scanner.all("main form button")).hasSize(1);
            assertThat(fate(LinkPurpose.PASSWORD_RESET)).isEqualTo(LinkFate.SENT);

            person.go(link);
            assertThat(person.address())
                    .contains("/portal/reset?link=")
                    .doesNotContain(link.substring(link.length() - 20));
            assertThat(person.seriousViolations()).isEmpty();
            person.follow("main form button");
            assertThat(fate(LinkPurpose.PASSWORD_RESET)).isEqualTo(LinkFate.OPENED);
            assertThat(person.seriousViolations()).isEmpty();
            person.type("#password", PASSWORD);
            person.type("#again", PASSWORD);
            person.follow("main form button");
            assertThat(person.all(".note.good")).hasSize(1);
            assertThat(fate(LinkPurpose.PASSWORD_RESET)).isEqualTo(LinkFate.USED);

            scanner.follow("main form button");
            assertThat(scanner.text("main")).containsAnyOf("used already", "déjà servi");
        }
    }

    private static LinkFate fate(LinkPurpose purpose) {
        return server.bean(PortalDatabase.class)
                .linkAdministration()
                .newest(purpose, List.of(somebody()))
                .get(somebody())
                .fate();
    }

    @Test
    @DisplayName(
            "are reached from real mails: a person is invited twice, registers, and chooses another password later")
    void bothWays() throws Exception {
        Visitor claire = Visitor.of(server).signedIn("claire");
        Visitor person = Visitor.of(server);
        person.submit(
                "/portal",
                Map.of(
                        "firstName", "Nadia",
                        "lastName", "Roy",
                        "email", "nadia.roy@beaumont.example",
                        "language", "en",
                        "company", "Aciérie Beaumont ltée",
                        "phone", ""));
        String nadia = server.bean(Representatives.class).newest(1).get(0).id();
        String lost = follow(claire, "register", "");
        claire.submit("/representatives", "/representatives/" + nadia + "/invite", Map.of());
        String registration = follow(claire, "register", lost);
        assertThat(finish(person, lost)).contains("A newer link");
        assertThat(finish(person, registration)).contains("registration is complete");
        assertThat(claire.submit("/representatives", "/representatives/" + nadia + "/invite", Map.of())
                        .body())
                .contains("No change");

        claire.submit("/representatives", "/representatives/" + nadia + "/validate", Map.of());
        String first = passwordOf(nadia);
        person.submit("/portal/password", Map.of("email", "Nadia.Roy@beaumont.example"));
        assertThat(finish(person, follow(claire, "reset", ""))).contains("new password is saved");
        assertThat(passwordOf(nadia)).isNotEqualTo(first);
        assertThat(mailsTo("nadia.roy@beaumont.example"))
                .filteredOn(type -> type.equals("password-changed"))
                .as("registering is no change, choosing again is one")
                .hasSize(1);
        claire.submit(
                "/representatives/" + nadia,
                "/representatives/" + nadia + "/address",
                Map.of("email", "nadia@beaumont.example"));
        assertThat(mailsTo("nadia@beaumont.example")).containsExactly("new-address");
        assertThat(mailsTo("nadia.roy@beaumont.example")).contains("old-address");
        assertThat(finish(person, registration)).contains("used already");
        assertThat(claire.get("/actuator/metrics/http.server.requests").body())
                .contains("/portal/{page:register|reset}")
                .doesNotContain(registration.substring(registration.lastIndexOf('/') + 1));
    }

    private static List<String> mailsTo(String address) {
        return server
                .bean(OutboxAdministration.class)
                .find(OutboxQuery.all().toRecipient(EmailAddress.of(address)))
                .stream()
                .map(OutboxEntry::typeCode)
                .toList();
    }

    private static String passwordOf(String representative) {
        return server.bean(JdbcClient.class)
                .sql("select password_hash from erp_portal_password where representative_id = ?")
                .param(representative)
                .query(String.class)
                .single();
    }

    /** Waits for a mail with such a link, other than one that is known. */
    private static String follow(Visitor reader, String page, String known) throws Exception {
        Pattern mail = Pattern.compile("/mailbox/(\\d+)\"");
        for (int i = 0; i < 300; i++) {
            Matcher listed = mail.matcher(reader.get("/mailbox").body());
            while (listed.find()) {
                HttpResponse<String> followed = reader.get("/mailbox/" + listed.group(1) + "/link");
                if (followed.uri().getPath().equals("/portal/" + page)) {
                    HttpResponse<String> shown = reader.get("/mailbox/" + listed.group(1));
                    assertThat(shown.body()).contains("••••••", "/mailbox/" + listed.group(1) + "/link");
                    String found = location("/mailbox/" + listed.group(1) + "/link");
                    if (!found.equals(known)) {
                        return found;
                    }
                }
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        throw new AssertionError("no mail with a link to " + page);
    }

    /** The secret address, which only a redirect tells. */
    private static String location(String follow) throws Exception {
        Visitor claire = Visitor.standingStill(server).signedIn("claire");
        return URI.create(claire.get(follow).headers().firstValue("Location").orElseThrow())
                .getPath();
    }

    private static String finish(Visitor person, String secret) throws Exception {
        HttpResponse<String> arrived = person.get(secret + "?lang=en");
        String page = arrived.uri().getPath() + "?" + arrived.uri().getQuery() + "&lang=en";
        person.submit(page, Map.of());
        return person.submit(page, Map.of("password", PASSWORD + secret.length(), "again", PASSWORD + secret.length()))
                .body();
    }
}
