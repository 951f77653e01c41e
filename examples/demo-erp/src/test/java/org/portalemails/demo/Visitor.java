package org.portalemails.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody who visits the demo without a browser: keeps cookies, fills forms in. */
final class Visitor {
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" (?:value|content)=\"([^\"]+)\"");

    private final DemoServer server;
    private final HttpClient client;

    private Visitor(DemoServer server, HttpClient.Redirect redirect) {
        this.server = server;
        this.client = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(redirect)
                .build();
    }

    /** Goes where he is sent, as a browser does. */
    static Visitor of(DemoServer server) {
        return new Visitor(server, HttpClient.Redirect.NORMAL);
    }

    /** Stands still and looks at the first answer. */
    static Visitor standingStill(DemoServer server) {
        return new Visitor(server, HttpClient.Redirect.NEVER);
    }

    HttpResponse<String> get(String page) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(server.address(page))).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Sends a form without having opened its page. */
    HttpResponse<String> post(String page, Map<String, String> fields) throws IOException, InterruptedException {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return client.send(
                HttpRequest.newBuilder(URI.create(server.address(page)))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Opens a page, fills its form in and sends it. */
    HttpResponse<String> submit(String page, Map<String, String> fields) throws IOException, InterruptedException {
        return submit(page, page, fields);
    }

    /** As {@link #submit(String, Map)}, where the form leads elsewhere. */
    HttpResponse<String> submit(String page, String action, Map<String, String> fields)
            throws IOException, InterruptedException {
        Matcher token = TOKEN.matcher(get(page).body());
        assertThat(token.find()).as("a token against forgery").isTrue();
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put("_csrf", token.group(1));
        return post(action, all);
    }

    /** Sends JSON, as the elements of the library do. */
    HttpResponse<String> sendJson(String address, String json) throws IOException, InterruptedException {
        Matcher token = TOKEN.matcher(get("/portal-emails").body());
        assertThat(token.find()).as("a token against forgery").isTrue();
        return client.send(
                HttpRequest.newBuilder(URI.create(server.address(address)))
                        .header("Content-Type", "application/json")
                        .header("X-CSRF-TOKEN", token.group(1))
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    Visitor signedIn(String user) throws IOException, InterruptedException {
        assertThat(submit("/sign-in", Map.of("username", user, "password", "erable"))
                        .statusCode())
                .isIn(200, 302);
        return this;
    }
}
