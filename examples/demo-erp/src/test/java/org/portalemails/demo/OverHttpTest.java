package org.portalemails.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.address.EmailAddress;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.OutboxAdministration;
import org.portalemails.outbox.OutboxEntry;
import org.portalemails.outbox.OutboxQuery;

@DisplayName("The demo, looked at from outside")
class OverHttpTest {
    private static final String POLICY = "Content-Security-Policy";

    private static DemoServer server;

    @BeforeAll
    static void start() throws IOException {
        server = new DemoServer();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    @DisplayName("shows the ERP to nobody who has not signed in, and the customer portal to everybody")
    void door() throws Exception {
        Visitor stranger = Visitor.standingStill(server);
        for (String page : List.of(
                "/groups",
                "/portal-emails?group=INDUSTRIE",
                "/representatives",
                "/import",
                "/outbox",
                "/outbox/suppressed",
                "/outbox/recovery",
                "/mailbox",
                "/mailbox/1/frame/html",
                "/actuator/metrics")) {
            HttpResponse<String> answer = stranger.get(page);
            assertThat(answer.statusCode()).as(page).isEqualTo(302);
            assertThat(answer.headers().firstValue("Location").orElseThrow())
                    .as(page)
                    .endsWith("/sign-in");
        }
        for (String page : List.of("/sign-in", "/portal", "/portal/user-name", "/portal/password")) {
            assertThat(stranger.get(page).statusCode()).as(page).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("takes no form that was not opened here, not even from somebody who is signed in")
    void forgery() throws Exception {
        Visitor claire = Visitor.of(server).signedIn("claire");
        assertThat(claire.post("/groups/one/portal", Map.of("id", "INDUSTRIE", "used", "false"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(claire.post("/portal/password", Map.of("email", "a@b.example"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(claire.get("/portal-emails?group=INDUSTRIE").body())
                .as("nothing changed")
                .contains("portal-emails-settings");
    }

    @Test
    @DisplayName("lets no page load or run anything but the demo's own files, and no mail in a frame anything at all")
    void policy() throws Exception {
        Visitor claire = Visitor.of(server).signedIn("claire");
        for (String page : List.of("/sign-in", "/portal", "/groups", "/portal-emails?group=INDUSTRIE", "/outbox")) {
            assertThat(claire.get(page).headers().firstValue("Cross-Origin-Opener-Policy"))
                    .hasValue("same-origin");
            assertThat(claire.get(page).headers().firstValue(POLICY)).as(page).hasValueSatisfying(policy -> assertThat(
                            policy)
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe"));
        }
        HttpResponse<String> mail = claire.submit(
                "/portal-emails",
                "/portal-emails/api/frame?group=frame&mail=reset-password&language=en",
                Map.of("values", "{}"));
        assertThat(mail.statusCode()).as("no group has such a page").isEqualTo(404);
        mail = claire.submit(
                "/portal-emails",
                "/portal-emails/api/frame?group=INDUSTRIE&mail=reset-password&language=en",
                Map.of("values", "{}"));
        assertThat(mail.body()).contains("••••••");
        assertThat(mail.headers().firstValue(POLICY)).hasValueSatisfying(policy -> assertThat(policy)
                .contains("default-src 'none'", "sandbox")
                .doesNotContain("script-src"));
    }

    @Test
    @DisplayName("takes every text as long as it may be, all at once, and says which are too long")
    void longTexts() throws Exception {
        Visitor claire = Visitor.of(server).signedIn("claire");
        StringJoiner values = new StringJoiner(",", "{", "}");
        for (String mail :
                List.of("customerAccessRequest", "newPrimaryContact", "oldPrimaryContact", "resetPassword")) {
            for (String language : List.of("fr-CA", "en", "fr")) {
                String path = "\"" + mail + ".translations[" + language + "].";
                values.add(path + "subject\":\"x\"");
                values.add(path + "content\":\"" + "y".repeat(250_000) + "\"");
            }
        }
        HttpResponse<String> answer =
                claire.sendJson("/portal-emails/api/check?group=INDUSTRIE&lang=en", values.toString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"savable\":false", "oldPrimaryContact.translations[fr].content");
    }

    @Test
    @DisplayName("answers a name it is not reached by with nothing that is built from it")
    void otherHosts() throws Exception {
        try (Socket socket =
                new Socket("localhost", URI.create(server.address("/")).getPort())) {
            socket.getOutputStream()
                    .write("GET /groups HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 400").doesNotContain("Location");
        }
    }

    @Test
    @DisplayName("makes who guesses passwords wait, also for the right one")
    void guessing() throws Exception {
        try (DemoServer own = new DemoServer()) {
            for (int i = 0; i < 10; i++) {
                Visitor.of(own).submit("/sign-in", Map.of("username", "claire", "password", "wrong" + i));
            }
            HttpResponse<String> answer =
                    Visitor.of(own).submit("/sign-in", Map.of("username", "claire", "password", "erable"));
            assertThat(answer.body()).containsAnyOf("Please wait ten minutes", "Veuillez attendre dix minutes");
            assertThat(Visitor.of(own)
                            .submit("/sign-in", Map.of("username", "martin", "password", "erable"))
                            .body())
                    .doesNotContain("Please wait", "Veuillez attendre");
        }
    }

    @Test
    @DisplayName("says whether mails leave, and measures them")
    void healthAndMetrics() throws Exception {
        Visitor sophie = Visitor.of(server).signedIn("sophie");
        assertThat(Visitor.of(server).get("/actuator/health").body())
                .as("strangers learn that it lives, and no more")
                .contains("\"status\":\"UP\"")
                .doesNotContain("dispatcher");
        assertThat(sophie.get("/actuator/health").body()).contains("\"dispatcher\":\"running\"", "\"dead\":0");
        assertThat(sophie.get("/actuator/metrics").body()).contains("\"portal.emails.entries\"");
        assertThat(sophie.get("/actuator/metrics/portal.emails.entries").statusCode())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("mails one stranger a few times, however often somebody fills in the form for access")
    void limitedRequests() throws Exception {
        String victim = "someone@elsewhere.example";
        for (int i = 0; i < 12; i++) {
            Map<String, String> form =
                    Map.of("firstName", "Marie", "lastName", "Roy", "email", victim, "company", "Loterie inc.");
            assertThat(Visitor.of(server).submit("/portal", form).statusCode())
                    .as("strangers get the same answer")
                    .isIn(200, 302);
        }
        OutboxQuery toVictim = OutboxQuery.all().toRecipient(EmailAddress.of(victim));
        OutboxAdministration outbox = server.bean(OutboxAdministration.class);
        Instant end = Instant.now().plusSeconds(60);
        while (outbox.find(toVictim).stream().anyMatch(mail -> !mail.state().isFinal())
                && Instant.now().isBefore(end)) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        List<OutboxEntry> mails = outbox.find(toVictim);
        assertThat(mails).hasSize(12);
        assertThat(mails.stream().filter(mail -> mail.state() == EntryState.SENT))
                .hasSize(5);
        assertThat(mails.stream().filter(mail -> "limit-reached".equals(mail.reason())))
                .hasSize(7);
    }
}
