package org.portalemails.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
                "/groups/INDUSTRIE/portal-emails",
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
        assertThat(claire.post("/groups/INDUSTRIE/portal", Map.of("used", "false"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(claire.post("/portal/password", Map.of("email", "a@b.example"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(claire.get("/groups/INDUSTRIE/portal-emails").body())
                .as("nothing changed")
                .contains("data-settings");
    }

    @Test
    @DisplayName("lets no page load or run anything but the demo's own files, and no mail in a frame anything at all")
    void policy() throws Exception {
        Visitor claire = Visitor.of(server).signedIn("claire");
        for (String page : List.of("/sign-in", "/portal", "/groups", "/groups/INDUSTRIE/portal-emails", "/outbox")) {
            assertThat(claire.get(page).headers().firstValue(POLICY)).as(page).hasValueSatisfying(policy -> assertThat(
                            policy)
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe"));
        }
        String screen = "/groups/INDUSTRIE/portal-emails";
        String shown = claire.submit(
                        screen, screen + "/preview", Map.of("mail", "reset-password", "tag", "en", "language", "en"))
                .body();
        Matcher frame = Pattern.compile("\"frame\":\"([^\"]+)\"").matcher(shown);
        assertThat(frame.find()).as(shown).isTrue();
        HttpResponse<String> mail = claire.get(frame.group(1));
        assertThat(mail.body()).contains("••••••");
        assertThat(mail.headers().firstValue(POLICY))
                .hasValueSatisfying(
                        policy -> assertThat(policy).startsWith("sandbox;").doesNotContain("script-src"));
    }

    @Test
    @DisplayName("says where a signature stands whose default changed since, until somebody has looked")
    void driftedSignature() throws Exception {
        try (DemoServer own = new DemoServer()) {
            Visitor claire = Visitor.of(own).signedIn("claire");
            String group = "/groups/INDUSTRIE/portal-emails";
            String button = "value=\"signature/fr-CA\"";
            sign(claire, group, "L’équipe de l’industrie");
            assertThat(claire.get(group).body()).doesNotContain(button);
            sign(claire, "/groups/company-default/portal-emails", "Les comptes clients");
            String page = claire.get(group).body();
            assertThat(page).contains(button);
            String shown = claire.submit(
                            group, group + "/confirm", Map.of("confirm", "signature/fr-CA", "seen", version(page)))
                    .body();
            assertThat(shown).contains("L’équipe de l’industrie").doesNotContain(button);
        }
    }

    private static void sign(Visitor visitor, String page, String signature) throws Exception {
        Map<String, String> fields = Map.of(
                "version",
                version(visitor.get(page).body()),
                "sendFrom",
                "portail@erable.example",
                "language",
                "fr-CA",
                "brand[fr-CA].signature",
                signature);
        HttpResponse<String> saved = visitor.submit(page, fields);
        assertThat(saved.statusCode()).as(saved.body()).isEqualTo(200);
        assertThat(saved.body()).contains(signature);
    }

    private static String version(String page) {
        Matcher version = Pattern.compile("name=\"version\" value=\"([0-9]+)\"").matcher(page);
        assertThat(version.find()).isTrue();
        return version.group(1);
    }

    @Test
    @DisplayName("says in the preview why a mail that shall have two languages has one")
    void previewInOneLanguage() throws Exception {
        Visitor claire = Visitor.of(server).signedIn("claire");
        String screen = "/groups/INDUSTRIE/portal-emails";
        Map<String, String> fields = new LinkedHashMap<>(Map.of(
                "mail", "reset-password",
                "tag", "en",
                "language", "en",
                "mailLanguages", "both",
                "secondLanguage", "fr-CA"));
        assertThat(claire.submit(screen, screen + "/preview", fields).body()).contains("\"languages\":[]");
        fields.put("resetPassword.translations[en].subject", "Reset");
        fields.put("resetPassword.translations[en].content", "Go to {{resetLink}}");
        assertThat(claire.submit(screen, screen + "/preview", fields).body())
                .contains("\"languages\":[\"These emails have the first language only: Reset Password.");
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
