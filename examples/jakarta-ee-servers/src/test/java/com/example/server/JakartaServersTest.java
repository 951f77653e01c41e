package com.example.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.demo.Browser;
import org.portalemails.demo.ScreenPage;
import org.portalemails.testkit.ReceivedMail;
import org.portalemails.testkit.ScriptedSmtpServer;
import org.portalemails.testkit.SmtpScript;

/** The same WAR on each server; asked over HTTP, while a mail server of the test kit receives what it sends. */
@DisplayName("One WAR, on")
class JakartaServersTest {
    private static final Path VIEWS = Path.of(System.getProperty("portalemails.views"));
    private static final Duration STARTS = Duration.ofSeconds(60);
    private static final Duration SOON = Duration.ofSeconds(20);

    private final HttpClient client = HttpClient.newHttpClient();
    private final ScriptedSmtpServer mails = ScriptedSmtpServer.start(SmtpScript.accepting());

    @AfterEach
    void end() {
        mails.close();
    }

    @Test
    @DisplayName("Payara Micro")
    void onPayaraMicro() throws Exception {
        worksOn(new PayaraMicro());
    }

    @Test
    @DisplayName("Open Liberty")
    void onOpenLiberty() throws Exception {
        worksOn(new OpenLiberty());
    }

    @Test
    @DisplayName("WildFly")
    void onWildFly() throws Exception {
        worksOn(new WildFly());
    }

    @Test
    @DisplayName("TomEE")
    void onTomEe() throws Exception {
        worksOn(new TomEe());
    }

    private void worksOn(ServerUnderTest server) throws Exception {
        server.archive();
        long began = System.nanoTime();
        try (server) {
            server.start(mails.port());
            server.deploy();
            awaitAnswers(server);
            say(server, "answers", began);
            commitSends(server);
            rollbackDoesNot(server);
            recovers(server);
            validates(server);
            answersAsAgreed(server);
            say(server, "sends", began);
            assertThat(server.threads()).contains("org.portalemails");
            assertThat(server.logged()).as("the WAR's own Angus is used").doesNotContain("CVE-2025-7962");
            leavesNoThread(server);
            server.deploy();
            awaitAnswers(server);
            commitSends(server);
            say(server, "was deployed again", began);
            asksWhoIsThere(server);
            showsTheScreen(server);
            say(server, "showed the screen", began);
        } catch (Throwable e) {
            System.out.println(tail(server));
            throw e;
        }
    }

    private static void say(ServerUnderTest server, String what, long began) {
        System.out.println(server.name + " " + what + " after " + (System.nanoTime() - began) / 1_000_000 + " ms");
    }

    private static String tail(ServerUnderTest server) throws IOException {
        List<String> lines = server.logged().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 200), lines.size()));
    }

    private void awaitAnswers(ServerUnderTest server) {
        await().atMost(STARTS).pollInterval(Duration.ofMillis(200)).until(() -> {
            assertThat(server.isAlive()).as("the server runs").isTrue();
            return status(server, "representatives") == 200;
        });
    }

    private void commitSends(ServerUnderTest server) throws Exception {
        int before = mails.mails().size();
        String id = "added-" + System.nanoTime();
        assertThat(post(server, "representatives/" + id)).isEqualTo("added");
        await().atMost(SOON).until(() -> mails.mails().size() == before + 1);
        assertThat(last().recipientCommands()).singleElement().asString().contains("marie@maples.example");
    }

    private void rollbackDoesNot(ServerUnderTest server) throws Exception {
        int records = Integer.parseInt(get(server, "representatives"));
        int before = mails.mails().size();
        assertThat(post(server, "representatives/failing/failing")).isEqualTo("the credit check failed");
        assertThat(post(server, "representatives/alone/alone")).endsWith("NoTransactionException");
        commitSends(server);
        assertThat(mails.mails()).hasSize(before + 1);
        assertThat(get(server, "representatives")).isEqualTo(Integer.toString(records + 1));
    }

    private void recovers(ServerUnderTest server) throws Exception {
        int before = mails.mails().size();
        String toEverybody = "if we know you, a mail is on its way";
        assertThat(post(server, "forgotten?address=" + encoded("nobody@maples.example")))
                .isEqualTo(toEverybody);
        assertThat(post(server, "forgotten?address=" + encoded(" Marie@maples.example ")))
                .isEqualTo(toEverybody);
        await().atMost(SOON).until(() -> mails.mails().size() == before + 1);
        assertThat(last().text()).contains("mtremblay");
    }

    private void validates(ServerUnderTest server) throws Exception {
        assertThat(post(server, "settings?sendFrom=" + encoded("portal@"))).startsWith("sendFrom: ");
        assertThat(post(server, "settings?sendFrom=" + encoded("portal@boreal.example")))
                .isEmpty();
    }

    /** The views in the server's own JSON-B are the JSON of {@code examples/json}, but for the order of keys; so is a form, in and out. */
    private void answersAsAgreed(ServerUnderTest server) throws Exception {
        assertThat(get(server, "views")).as("overlooks records").isEqualTo(Boolean.toString(server.overlooksRecords()));
        ObjectMapper json = new ObjectMapper();
        try (Stream<Path> samples = Files.list(VIEWS)) {
            for (Path sample : samples.toList()) {
                String name = sample.getFileName().toString().replace(".json", "");
                String agreed = Files.readString(sample);
                String answer =
                        name.equals("form") ? postJson(server, "views/form", agreed) : get(server, "views/" + name);
                assertThat(json.readTree(answer)).as(name).isEqualTo(json.readTree(agreed));
            }
        }
    }

    private void asksWhoIsThere(ServerUnderTest server) throws Exception {
        assertThat(status(server, "portal-emails/words")).isEqualTo(401);
        assertThat(status(server, "../portal-emails/portal-emails.js")).isEqualTo(200);
        String zoe = Base64.getEncoder().encodeToString("zoe:erable".getBytes(StandardCharsets.UTF_8));
        assertThat(body(request(server, "portal-emails/screen?group=RETAIL")
                        .header("Authorization", "Basic " + zoe)
                        .build()))
                .contains("\"user\":\"zoe\"", "\"editable\":true");
    }

    /** The elements of the library in a page of the ERP, as an administrator uses them. */
    private void showsTheScreen(ServerUnderTest server) throws Exception {
        String mail = "customer-validation-confirmation";
        String page = "127.0.0.1:" + server.port + "/portal/settings";
        int before = mails.mails().size();
        try (Browser browser = Browser.open()) {
            browser.go("http://zoe:erable@" + page);
            ScreenPage screen = new ScreenPage(browser, "http://" + page).open();
            screen.write(mail, "en");
            screen.emptied(mail);
            screen.keys("Hello, and welcome on " + server.name + ".");
            screen.subject(mail, "en", "Welcome");
            screen.previewShows("welcome on " + server.name);
            screen.sound();
            browser.type("#test-to", "zoe@boreal.example");
            browser.click("#test");
            await().atMost(SOON).until(() -> mails.mails().size() == before + 1);
            assertThat(last().text()).contains("welcome on " + server.name);
            screen.save();
            browser.waitForText(".box.good", "is saved");
            browser.click(".top .actions button");
            browser.waitForText("dialog article", "zoe");
            browser.go("http://" + page);
            browser.waitForText("portal-emails-outbox", "zoe@boreal.example");
        }
    }

    private void leavesNoThread(ServerUnderTest server) throws Exception {
        server.undeploy();
        await().atMost(SOON).until(() -> status(server, "representatives") == 404);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(server.threads()).doesNotContain("portalemails", "portal-emails"));
    }

    private ReceivedMail last() {
        return mails.mails().get(mails.mails().size() - 1);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static HttpRequest.Builder request(ServerUnderTest server, String page) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port + "/portal/api/" + page))
                .timeout(SOON);
    }

    private int status(ServerUnderTest server, String page) throws IOException, InterruptedException {
        try {
            return client.send(request(server, page).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (ConnectException e) {
            return 0;
        }
    }

    private String get(ServerUnderTest server, String page) throws IOException, InterruptedException {
        return body(request(server, page).build());
    }

    private String post(ServerUnderTest server, String page) throws IOException, InterruptedException {
        return body(
                request(server, page).POST(HttpRequest.BodyPublishers.noBody()).build());
    }

    private String postJson(ServerUnderTest server, String page, String content)
            throws IOException, InterruptedException {
        return body(request(server, page)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(content))
                .build());
    }

    private String body(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode())
                .as("%s: %s", request.uri(), response.body())
                .isIn(200, 204);
        return response.body();
    }
}
