package com.example.plain;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.portalemails.web.ScreenAnswer;
import org.portalemails.web.ScreenEndpoint;
import org.portalemails.web.ScreenRequest;

/** The screen on a server that the library knows nothing of: the one in the JDK. */
final class ScreenServer implements AutoCloseable {
    private static final String FILES = "/portal-emails/";
    private static final String API = FILES + "api/";

    private final HttpServer server;

    ScreenServer(ScreenEndpoint endpoint, BasicAuthenticator signIn) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(FILES, ScreenServer::file);
        server.createContext(API, http -> answer(endpoint, http)).setAuthenticator(signIn);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    // snippet: answer
    private static void answer(ScreenEndpoint endpoint, HttpExchange http) throws IOException {
        String type = String.valueOf(http.getRequestHeaders().getFirst("Content-Type"));
        String body = new String(http.getRequestBody().readNBytes(ScreenEndpoint.MAX_BODY), StandardCharsets.UTF_8);
        Map<String, String> parameters = parameters(http.getRequestURI().getRawQuery());
        if (type.startsWith("application/x-www-form-urlencoded")) {
            parameters.putAll(parameters(body));
        }
        ScreenAnswer answer = endpoint.answer(new ScreenRequest(
                http.getRequestMethod(),
                http.getRequestURI().getPath().substring(API.length()),
                parameters,
                type.startsWith("application/json") ? body : "",
                http.getPrincipal()::getUsername));
        answer.headers().forEach(http.getResponseHeaders()::set);
        http.sendResponseHeaders(answer.status(), answer.body().length);
        http.getResponseBody().write(answer.body());
        http.close();
    }
    // end

    private static Map<String, String> parameters(String encoded) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : String.valueOf(encoded).split("&")) {
            String[] parts = pair.split("=", 2);
            if (parts.length == 2) {
                parameters.put(decoded(parts[0]), decoded(parts[1]));
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    // snippet: files
    /** The components are public: they hold no data. */
    private static void file(HttpExchange http) throws IOException {
        String path = http.getRequestURI().getPath();
        try (http;
                InputStream file = path.matches("[a-z/-]+\\.(?:js|css)")
                        ? ScreenEndpoint.class.getResourceAsStream("/META-INF/resources" + path)
                        : null) {
            if (file == null) {
                http.sendResponseHeaders(404, -1);
                return;
            }
            http.getResponseHeaders().set("Content-Type", path.endsWith(".css") ? "text/css" : "text/javascript");
            http.sendResponseHeaders(200, 0);
            file.transferTo(http.getResponseBody());
        }
    }
    // end

    @Override
    public void close() {
        server.stop(0);
    }
}
