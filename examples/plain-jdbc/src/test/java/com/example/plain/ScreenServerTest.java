package com.example.plain;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.BasicAuthenticator;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.PortalEmails;
import org.portalemails.address.EmailAddress;
import org.portalemails.host.CustomerGroupDirectory;
import org.portalemails.jdbc.PortalDatabase;
import org.portalemails.jdbc.SchemaInstaller;
import org.portalemails.outbox.AesGcmSealer;
import org.portalemails.screen.ScreenAccess;
import org.portalemails.screen.ScreenPermission;
import org.portalemails.screen.ScreenUser;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.SampleSettings;
import org.portalemails.web.ScreenData;
import org.portalemails.web.ScreenEndpoint;

@DisplayName("The screen on the server of the JDK")
class ScreenServerTest {
    private static final String GROUP = "?group=" + SampleEvents.GROUP.value();

    private final HttpClient client = HttpClient.newHttpClient();
    private PortalDatabase database;
    private ScreenServer server;

    @BeforeEach
    void start() throws IOException {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        Transactions transactions = new Transactions(dataSource);
        database = PortalDatabase.builder(dataSource)
                .hostConnection(transactions.forPortalEmails())
                .sealer(AesGcmSealer.of("2026", new byte[32]))
                .build();
        new SchemaInstaller(database).install();
        CustomerGroupDirectory groups = id -> Optional.of(SampleSettings.group());
        PortalEmails portalEmails = PortalEmails.builder()
                .customerGroups(groups)
                .settingsStore(database.settingsStore())
                .outbox(database.outbox())
                .profile(SampleSettings.profile())
                .build();
        // snippet: endpoint
        ScreenAccess access = principal -> Optional.ofNullable(principal)
                .map(Principal::getName)
                .map(name -> new ScreenUser(
                        name, null, (what, where) -> name.equals("zoe") || what == ScreenPermission.SEE_SETTINGS));
        ScreenEndpoint endpoint = new ScreenEndpoint(
                new ScreenData(portalEmails.settingsScreen(), groups, database.administration()),
                database.administration(),
                access,
                transactions);
        // end
        server = new ScreenServer(endpoint, new BasicAuthenticator("erp") {
            @Override
            public boolean checkCredentials(String user, String password) {
                return password.equals("erable");
            }
        });
    }

    @AfterEach
    void end() {
        server.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/portal-emails/" + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> as(String user, HttpRequest.Builder request) throws IOException, InterruptedException {
        String pair = Base64.getEncoder().encodeToString((user + ":erable").getBytes(StandardCharsets.UTF_8));
        return send(request.header("Authorization", "Basic " + pair));
    }

    private static HttpRequest.BodyPublisher body(String text) {
        return HttpRequest.BodyPublishers.ofString(text);
    }

    private HttpRequest.Builder save(String values) {
        return request("api/save" + GROUP + "&version=0")
                .header("Content-Type", "application/json")
                .POST(body(values));
    }

    @Test
    @DisplayName("has public components and nothing else that is public")
    void files() throws Exception {
        assertThat(send(request("portal-emails.js").GET()).body()).contains("customElements.define");
        assertThat(send(request("lib/lit.js").GET()).statusCode()).isEqualTo(200);
        assertThat(send(request("../../../org/portalemails/language/languages").GET())
                        .statusCode())
                .isEqualTo(404);
        assertThat(send(request("api/screen" + GROUP).GET()).statusCode()).isEqualTo(401);
    }

    @Test
    @DisplayName("keeps what an administrator saves, in a transaction of the host")
    void saves() throws Exception {
        HttpResponse<String> saved = as("zoe", save("{\"sendFrom\":\"portail@erable.example\"}"));
        assertThat(saved.body()).startsWith("{\"saved\":true,\"version\":1,\"savedBy\":\"zoe\"");
        assertThat(database.settingsForDispatcher()
                        .find(SettingsOwner.group(SampleEvents.GROUP))
                        .orElseThrow()
                        .settings()
                        .sendFrom())
                .hasValue(EmailAddress.of("portail@erable.example"));
    }

    @Test
    @DisplayName("refuses whoever may only look")
    void onlyLooks() throws Exception {
        assertThat(as("luc", request("api/screen" + GROUP).GET()).body()).contains("\"editable\":false");
        assertThat(as("luc", save("{}")).statusCode()).isEqualTo(403);
    }

    @Test
    @DisplayName("shows a mail in a frame, of what a form says")
    void frame() throws Exception {
        String values = "{\"resetPassword.translations[en].subject\":\"Password\","
                + "\"resetPassword.translations[en].content\":\"<p>Hello Zoé</p><p>{{resetLink}}</p>\"}";
        HttpResponse<String> frame = as(
                "zoe",
                request("api/frame" + GROUP + "&mail=reset-password&language=en")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(body("values=" + URLEncoder.encode(values, StandardCharsets.UTF_8))));
        assertThat(frame.body()).startsWith("<!DOCTYPE html>").contains("Hello Zoé");
        assertThat(frame.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("frame-ancestors 'self'");
    }
}
